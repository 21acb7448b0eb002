"""A start that somebody pressed and of which no webhook tells is noticed, and ends by itself."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from booking.attendance.keep_events import keep_events
from booking.attendance.webhooks.silent_starts import silent_starts
from booking.bookings.book import book
from booking.core.meeting_events import Event
from booking.meetings.issue import issue_next
from booking.services import services
from booking.tables import Meeting
from database.base import db
from database.transactions import transact
from tests.attendance.events import at, inside, ran
from tests.bookings.builders import THU_10, all_of, the_booking, the_meeting, web_request
from tests.meetings.fakes import FakeMeetings
from tests.town import FRIDAY_MORNING, TARO


@pytest.fixture
def number(app: Flask) -> str:
    """A booking for Wednesday 25 November, 10:00, whose meeting somebody starts at 9:55; another is for Thursday."""
    booked = book(web_request(), now=FRIDAY_MORNING)
    book(web_request(TARO, starts=THU_10), now=FRIDAY_MORNING)
    while issue_next(FakeMeetings(name="zoom"), services().keys, now=FRIDAY_MORNING, real_now=FRIDAY_MORNING):
        pass
    press(booked, "09:55")
    return booked


def press(number: str, clock: str) -> None:
    meeting_id = the_meeting(number).id
    pressed = update(Meeting).where(Meeting.id == meeting_id).values(start_requested_at=at(clock))
    transact(lambda session: session.execute(pressed))


def keep_all(meeting_id: int, events: list[Event]) -> None:
    transact(lambda session: keep_events(session, meeting_id, events))


def silent(clock: str, *, days: int = 0) -> int:
    return len(silent_starts(db.session(), provider="zoom", now=at(clock) + timedelta(days=days)))


def test_fifteen_minutes_after_the_start_was_pressed_it_must_have_been_told(number: str) -> None:
    assert [silent(clock) for clock in ("09:55", "10:09", "10:10", "18:00")] == [0, 0, 1, 1]
    assert (silent("09:54", days=1), silent("09:55", days=1)) == (1, 0)


def test_a_start_that_was_told_is_heard_however_late(number: str) -> None:
    assert silent("10:20") == 1
    keep_all(the_meeting(number).id, ran("09:56", None))
    assert silent("10:20") == 0


def test_who_presses_again_while_it_runs_is_not_told_of_again(number: str) -> None:
    keep_all(the_meeting(number).id, ran("09:56", None))
    press(number, "10:12")
    assert silent("10:40") == 0


def test_people_who_come_are_no_start(number: str) -> None:
    """Without the start nobody knows when it was opened: that event was not chosen."""
    keep_all(the_meeting(number).id, inside("10:00", None))
    assert silent("10:20") == 1


@pytest.mark.parametrize(("start", "found"), [("09:50", 1), ("10:05", 0)])
def test_a_later_start_of_another_meeting_shows_that_all_is_well_again(number: str, start: str, found: int) -> None:
    (other,) = (meeting.id for meeting in all_of(Meeting) if meeting.id != the_meeting(number).id)
    keep_all(other, ran(start, None))
    assert silent("10:20") == found


def test_meetings_of_another_provider_and_of_other_offices_are_none_of_it(number: str) -> None:
    now, office_id = at("10:20"), the_booking(number).office_id
    assert len(silent_starts(db.session(), provider="pool", now=now)) == 0
    assert len(silent_starts(db.session(), provider="zoom", now=now, office_ids=[office_id])) == 1
    assert len(silent_starts(db.session(), provider="zoom", now=now, office_ids=[office_id + 1])) == 0
