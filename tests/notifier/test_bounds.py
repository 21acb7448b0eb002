"""Nobody's postbox is flooded: so many letters within a day, the rest stand in the inbox (rules.md#what-runs-out)."""

from datetime import timedelta

import pytest
from flask import Flask

from database.base import db
from notifier import bounds
from notifier.delivering import Clocks, deliver_due
from notifier.inbox import messages_of
from notifier.tables import Delivery, DeliveryState, FailedDelivery
from tests.bookings.builders import all_of, how_many
from tests.meetings.fakes import FakeChannel
from tests.notifier.test_outbox import NOON, REAL, post_one, write

pytestmark = pytest.mark.any_engine


@pytest.fixture(autouse=True)
def _few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "A_DAY", 3)
    monkeypatch.setattr(bounds, "URGENT_A_DAY", 5)


def post_often(times: int, *, kind: str = "booked", recipient: str = "seeker:1") -> None:
    for n in range(times):
        post_one(f"{kind}:{recipient}:{n}", kind=kind, about=f"booking:{n}", recipient=recipient)


def letters(*, after: timedelta = timedelta()) -> list[str]:
    channel = FakeChannel()
    moments = Clocks(NOON + after, REAL + after)
    list(deliver_due({"mail": channel}, write, clock=lambda: moments, urgent_kinds={"token_made"}))
    return [letter.to for letter in channel.letters]


@pytest.mark.each_engine
def test_a_letter_too_many_is_dropped_with_a_note_and_the_inbox_has_it(app: Flask) -> None:
    post_often(5)
    assert len(letters()) == 3
    dropped = [one.failure for one in all_of(Delivery) if one.state is DeliveryState.DROPPED]
    assert dropped == [bounds.TOO_MANY] * 2
    assert how_many(FailedDelivery) == 0
    assert len(messages_of(db.session(), "seeker:1", most=9)) == 5


def test_others_are_written_to_all_the_same(app: Flask) -> None:
    post_often(5)
    post_often(2, recipient="seeker:2")
    assert letters().count("seeker:2@example.com") == 2


def test_what_concerns_the_safety_of_the_account_still_goes_out(app: Flask) -> None:
    post_often(4)
    post_often(4, kind="token_made")
    assert len(letters()) == 5


def test_a_day_later_there_is_room_again(app: Flask) -> None:
    post_often(3)
    letters()
    almost, day = timedelta(hours=23, minutes=59), timedelta(days=1)
    post_one("moved:1", kind="moved", about="booking:8", due=NOON + almost)
    assert letters(after=almost) == []
    post_one("moved:2", kind="moved", about="booking:9", due=NOON + day)
    assert letters(after=day) == ["seeker:1@example.com"]


def test_what_a_clock_that_was_ahead_has_sent_uses_up_no_other_day(app: Flask) -> None:
    post_often(3)
    letters(after=timedelta(days=2))
    post_one("moved:1", kind="moved", about="booking:8")
    assert letters() == ["seeker:1@example.com"]
