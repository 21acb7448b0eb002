"""The evidence of a booking comes from the meetings of its present time, and from nobody else's."""

from collections.abc import Iterable

from flask import Flask
from sqlalchemy import event

from booking.attendance.keep_events import keep_events
from booking.attendance.reads import attendances_of, evidence_of, suggestion_of
from booking.attendance.rules.suggestion import Reason, Why
from booking.bookings.book import book
from booking.bookings.move import MoveRequest, move
from booking.core.channels import Channel
from booking.core.decisions import BookingStatus
from booking.core.meeting_events import Event, Who
from booking.meetings.issue import issue_next
from booking.services import services
from booking.tables import MeetingEvent
from database.base import db
from database.transactions import transact
from tests.attendance.events import at, host_came, inside, ran, waited
from tests.bookings.builders import THU_10, WED_11, how_many, the_booking, the_meeting, web_request
from tests.meetings.fakes import FakeMeetings
from tests.town import FRIDAY_MORNING, TARO, office_time

NOON = at("12:00")


def issued() -> str:
    """The number of a booking for Wednesday 10:00 with its meeting."""
    number = book(web_request(), now=FRIDAY_MORNING)
    issue_all()
    return number


def issue_all() -> None:
    while issue_next(FakeMeetings(), services().keys, now=FRIDAY_MORNING, real_now=FRIDAY_MORNING):
        pass


def keep_all(number: str, events: Iterable[Event]) -> None:
    """Let the provider tell the moments of a booking's meeting."""
    meeting_id = the_meeting(number).id
    transact(lambda session: keep_events(session, meeting_id, list(events)))


def test_the_evidence_of_a_booking_leads_to_its_proposal(app: Flask) -> None:
    number = issued()
    keep_all(number, [*ran("09:58", "10:30"), *waited("09:50", "10:00"), *inside("10:00", "10:29")])
    suggestion = suggestion_of(db.session(), the_booking(number), now=NOON)
    assert (suggestion.outcome, [*suggestion.reasons]) == (BookingStatus.ATTENDED, [Reason(Why.ON_TIME)])


def test_moments_told_twice_are_kept_once(app: Flask) -> None:
    number = issued()
    for _ in range(2):
        keep_all(number, [*ran("09:58", "10:30"), *inside("10:00", "10:29")])
    assert how_many(MeetingEvent) == 4


def test_without_a_meeting_nothing_is_held_against_anybody(app: Flask) -> None:
    number = book(web_request(), now=FRIDAY_MORNING)
    suggestion = suggestion_of(db.session(), the_booking(number), now=NOON)
    assert (suggestion.outcome, [*suggestion.reasons]) == (BookingStatus.NOT_HELD, [Reason(Why.NO_MEETING)])


def test_each_booking_has_evidence_of_its_own(app: Flask) -> None:
    first = book(web_request(), now=FRIDAY_MORNING)
    second = book(web_request(TARO, starts=WED_11), now=FRIDAY_MORNING)
    issue_all()
    keep_all(first, [*ran("09:58", "10:30"), *inside("10:00", "10:29")])
    assert evidence_of(db.session(), the_booking(second), now=NOON).is_empty
    assert not evidence_of(db.session(), the_booking(first), now=NOON).is_empty


def test_what_happened_in_the_meeting_of_before_a_move_says_nothing(app: Flask) -> None:
    number = issued()
    keep_all(number, [*ran("09:58", "10:30"), *inside("10:00", "10:29", who=Who.OTHER)])
    booking = the_booking(number)
    mover = MoveRequest(number, office_time(THU_10), Channel.WEB, "seeker:1", "key", seeker_id=booking.seeker_id)
    move(mover, now=FRIDAY_MORNING)
    issue_all()
    assert evidence_of(db.session(), the_booking(number), now=office_time("2026-11-26 12:00")).is_empty


def test_many_bookings_are_judged_in_three_queries(app: Flask) -> None:
    numbers = [book(web_request(), now=FRIDAY_MORNING), book(web_request(TARO, starts=WED_11), now=FRIDAY_MORNING)]
    issue_all()
    keep_all(numbers[0], [*ran("09:58", "10:30"), *host_came()])
    bookings = [the_booking(number) for number in numbers]
    for booking in bookings:
        assert (booking.procedure.late_minutes, booking.procedure.office.code) == (15, "omura")
    statements: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *call: statements.append(call[2]))
    found = attendances_of(db.session(), bookings, now=NOON)
    assert [found[booking.id].suggestion.outcome for booking in bookings] == [BookingStatus.NO_SHOW, None]
    assert len([statement for statement in statements if statement.startswith("SELECT")]) == 3
