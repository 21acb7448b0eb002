"""A meeting that staff enter by hand: whatever the scheduler is doing, exactly one holds."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from booking.bookings.book import book
from booking.bookings.cancel import Canceller, cancel
from booking.bookings.refusals import NotOpenAnyMore, UnknownBooking
from booking.meetings.details import JoinDetails
from booking.meetings.enter_by_hand import enter_meeting
from booking.meetings.issue import issue_next
from booking.meetings.reads import meeting_of
from booking.meetings.reconcile_account import reconcile_account
from booking.meetings.refusals import MeetingOfThePool, MeetingTaken
from booking.meetings.remove import remove_next
from booking.services import services
from booking.tables import BY_HAND, AuditLine, Booking, Meeting, MeetingState
from database.base import db
from notifier.tables import Message
from tests.bookings.builders import SHIOMIZAKA_CLERK, WED_10, WED_11, all_of, phone_request, the_booking, web_request
from tests.meetings.fakes import FakeMeetings, Killed
from tests.meetings.pool_files import fill, pool_file
from tests.town import FRIDAY_MORNING, MISAKI, TARO, office_time, seeker_id

pytestmark = pytest.mark.any_engine

REAL = datetime(2030, 1, 1, tzinfo=UTC)
BOTH_DESKS = "2026-11-26 10:00"  # Thursday; the office has two desks
OURS = JoinDetails("85512345678", "246810", "https://us05web.zoom.us/j/85512345678?pwd=H4nd")


def booked(seeker: str = MISAKI, starts: str = WED_10) -> str:
    """The number of a booking whose meeting is wanted."""
    return book(web_request(seeker, starts=starts), now=FRIDAY_MORNING)


def enter(number: str, details: JoinDetails = OURS, *, now: datetime = FRIDAY_MORNING) -> None:
    """As a clerk of the booking's office."""
    office_ids = [the_booking(number).office_id]
    enter_meeting(number, details, actor="staff:1", office_ids=office_ids, keys=services().keys, now=now)


def run_jobs(provider: FakeMeetings, *, after: timedelta = timedelta()) -> None:
    """Issue what is wanted and remove what was withdrawn."""
    while issue_next(provider, services().keys, now=FRIDAY_MORNING, real_now=REAL + after):
        pass
    while remove_next(provider, now=FRIDAY_MORNING, real_now=REAL + after):
        pass


def valid(number: str) -> list[str]:
    """The meeting IDs that hold for a booking."""
    db.session.rollback()
    query = select(Meeting.provider_id).join(Booking).where(Booking.number == number)
    return [found or "" for found in db.session.scalars(query.where(Meeting.state == MeetingState.ISSUED))]


def kinds() -> list[str]:
    """What the seekers were told, in order."""
    return [message.kind for message in all_of(Message)]


@pytest.mark.each_engine
def test_a_booking_without_a_meeting_gets_the_one_that_was_entered(app: Flask) -> None:
    number, provider = booked(), FakeMeetings()
    enter(number)
    run_jobs(provider)
    assert (valid(number), provider.requests) == (["85512345678"], [])
    details = meeting_of(db.session(), the_booking(number), services().keys)
    assert (details.passcode, details.join_url) == (OURS.passcode, OURS.join_url)


def test_an_issued_meeting_is_replaced_and_removed_at_the_provider_afterwards(app: Flask) -> None:
    number, provider = booked(), FakeMeetings()
    run_jobs(provider)
    enter(number)
    assert (valid(number), len(provider.meetings)) == (["85512345678"], 1)
    run_jobs(provider)
    assert provider.meetings == {}


def test_the_seeker_is_told_the_new_details_and_the_old_are_void(app: Flask) -> None:
    number = booked()
    run_jobs(FakeMeetings())
    enter(number)
    assert kinds() == ["booked", "meeting_replaced"]
    old, new = (message.references["meeting"] for message in all_of(Message))
    states = {meeting.id: meeting.state for meeting in all_of(Meeting)}
    assert (states[old], states[new]) == (MeetingState.WITHDRAWN, MeetingState.ISSUED)


def test_the_audit_log_names_no_secret(app: Flask) -> None:
    number = booked()
    enter(number)
    line = all_of(AuditLine)[-1]
    assert (line.actor, line.act, line.object) == ("staff:1", "enter_meeting", f"booking:{number}")
    assert not [secret for secret in ("246810", "H4nd") if secret in str(line.facts)]


def test_pressing_twice_tells_once(app: Flask) -> None:
    number = booked()
    enter(number)
    enter(number)
    assert kinds() == ["booked", "meeting_replaced"]


def test_the_same_link_in_another_notation_makes_nothing_void(app: Flask) -> None:
    number = booked()
    enter(number)
    enter(number, replace(OURS, join_url="https://us05web.zoom.us:443/j/85512345678/?pwd=H4nd#success"))
    assert kinds() == ["booked", "meeting_replaced"]


@pytest.mark.each_engine
def test_entered_while_the_provider_is_asked_the_late_answer_is_removed(app: Flask) -> None:
    number = booked()
    provider = FakeMeetings(meanwhile=lambda: enter(number))
    run_jobs(provider)
    assert (valid(number), provider.meetings) == (["85512345678"], {})


def test_entered_after_a_worker_died_while_asking_nothing_is_left_over(app: Flask) -> None:
    number, provider = booked(), FakeMeetings(meanwhile=_die)
    with pytest.raises(Killed):
        run_jobs(provider)
    enter(number)
    run_jobs(provider, after=timedelta(minutes=3))
    assert (valid(number), provider.meetings) == (["85512345678"], {})


def test_correcting_only_the_passcode_deletes_nothing_at_the_provider(app: Flask) -> None:
    number, provider = booked(), FakeMeetings()
    run_jobs(provider)
    (issued,) = valid(number)
    enter(number, JoinDetails(issued, "135791", f"https://zoom.us/j/{issued}"))
    run_jobs(provider)
    reconcile_account(provider, now=FRIDAY_MORNING, real_now=REAL)
    assert ([meeting.provider_id for meeting in provider.meetings.values()], valid(number)) == ([issued], [issued])


def test_a_cancelled_booking_leaves_a_meeting_made_by_hand_to_whoever_made_it(app: Flask) -> None:
    number, provider = booked(), FakeMeetings()
    enter(number)
    cancel(number, Canceller("seeker", seeker_id=seeker_id(MISAKI)), now=FRIDAY_MORNING)
    run_jobs(provider)
    entered = [meeting for meeting in all_of(Meeting) if meeting.provider == BY_HAND]
    assert [(meeting.state, meeting.removed_at) for meeting in entered] == [(MeetingState.WITHDRAWN, FRIDAY_MORNING)]


@pytest.mark.each_engine
def test_what_another_consultation_has_at_that_time_is_refused(app: Flask) -> None:
    first = phone_request(MISAKI, procedure="shiomizaka-soudan", starts=BOTH_DESKS, clerk=SHIOMIZAKA_CLERK)
    second = phone_request(TARO, procedure="shiomizaka-soudan", starts=BOTH_DESKS, clerk=SHIOMIZAKA_CLERK)
    enter(book(first, now=FRIDAY_MORNING))
    with pytest.raises(MeetingTaken):
        enter(book(second, now=FRIDAY_MORNING))


def test_the_same_meeting_may_serve_at_another_time(app: Flask) -> None:
    first, second = booked(), booked(TARO, WED_11)
    enter(first)
    enter(second)
    assert (valid(first), valid(second)) == (["85512345678"], ["85512345678"])


@pytest.mark.each_engine
def test_what_the_pool_gives_out_is_refused(app: Flask) -> None:
    fill(pool_file("omura-desk-1@example.com", meetings=1))
    link = "https://us05web.zoom.us/j/85550000001?pwd=P00l1s3cret"
    with pytest.raises(MeetingOfThePool):
        enter(booked(), JoinDetails("85550000001", "902101", link))


def test_it_can_be_entered_until_the_end(app: Flask) -> None:
    number = booked()
    enter(number, now=office_time("2026-11-25 10:29"))
    with pytest.raises(NotOpenAnyMore):
        enter(number, now=office_time("2026-11-25 10:30"))


def test_another_office_enters_nothing(app: Flask) -> None:
    number = booked()
    with pytest.raises(UnknownBooking):
        enter_meeting(number, OURS, actor="staff:1", office_ids=[], keys=services().keys, now=FRIDAY_MORNING)


def _die() -> None:
    raise Killed
