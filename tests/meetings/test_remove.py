"""From a withdrawn meeting to one that the provider has no more, whatever is met on the way."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from booking.bookings.book import book
from booking.bookings.cancel import Canceller, cancel
from booking.meetings.remove import remove_next
from booking.meetings.troubles import meeting_troubles
from booking.tables import MeetingState
from database.base import db
from tests.bookings.builders import the_meeting, web_request
from tests.bookings.changed_bookings import issue
from tests.meetings.fakes import FakeMeetings, Killed
from tests.town import FRIDAY_MORNING, MISAKI, seeker_id

REAL = datetime(2030, 1, 1, tzinfo=UTC)  # leases and pauses run by the real clock, whatever the office's shows


def withdrawn(provider: FakeMeetings) -> str:
    """The number of a cancelled booking whose meeting the provider still has."""
    number = book(web_request(), now=FRIDAY_MORNING)
    issue(provider)
    misaki = seeker_id(MISAKI)
    cancel(number, Canceller(actor=f"seeker:{misaki}", seeker_id=misaki), now=FRIDAY_MORNING)
    return number


def remove(provider: FakeMeetings, *, after: timedelta = timedelta()) -> int:
    """Run the job once, `after` so much real time; how many removals were tried."""
    tried = 0
    while remove_next(provider, now=FRIDAY_MORNING, real_now=REAL + after):
        tried += 1
    return tried


def test_a_withdrawn_meeting_is_removed_once(app: Flask) -> None:
    provider = FakeMeetings()
    number = withdrawn(provider)
    assert (remove(provider), remove(provider)) == (1, 0)
    assert provider.meetings == {}
    assert (the_meeting(number).state, the_meeting(number).removed_at) == (MeetingState.WITHDRAWN, FRIDAY_MORNING)


def test_a_meeting_of_the_provider_before_waits_for_somebody_to_remove_it(app: Flask) -> None:
    """Another provider answers that it knows no such meeting, which is true, while it lives on at the first."""
    number = withdrawn(FakeMeetings())
    other = FakeMeetings(name="other")
    assert (remove(other), the_meeting(number).removed_at) == (0, None)
    assert meeting_troubles(db.session(), now=FRIDAY_MORNING + timedelta(days=2)).not_removed == 1


def test_a_removal_that_failed_is_tried_again_later(app: Flask) -> None:
    provider = FakeMeetings()
    number = withdrawn(provider)
    provider.failures = ["応答がありません"]
    assert remove(provider) == 1
    assert the_meeting(number).removed_at is None
    assert remove(provider, after=timedelta(seconds=29)) == 0
    assert remove(provider, after=timedelta(seconds=75)) == 1
    assert provider.meetings == {}


def test_a_worker_that_dies_while_removing_is_followed_by_another(app: Flask) -> None:
    provider = FakeMeetings()
    number = withdrawn(provider)
    provider.meanwhile = _die
    with pytest.raises(Killed):
        remove(provider)
    assert remove(provider, after=timedelta(seconds=119)) == 0  # the dead worker's lease still runs
    assert remove(provider, after=timedelta(minutes=2)) == 1
    assert the_meeting(number).removed_at == FRIDAY_MORNING


def _die() -> None:
    raise Killed
