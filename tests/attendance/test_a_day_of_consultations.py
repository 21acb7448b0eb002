"""A day of many consultations, told twice, in any order and with gaps: each has the proposal that it deserves."""

import random
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete

from booking.attendance.fetch_participants import fetch_next, plan_fetches
from booking.attendance.reads import attendances_of
from booking.attendance.webhooks.process import process_next
from booking.attendance.webhooks.receive import receive_webhook
from booking.meetings.issue import issue_next
from booking.meetings.zoom.envelopes import read_envelope
from booking.services import services
from booking.tables import MeetingEvent
from calendars.office_time import in_office_time
from database.base import db
from database.transactions import transact
from tests.attendance.courses import COURSES, Course
from tests.attendance.day_of_courses import EVENING, book_courses, wrongly_judged
from tests.attendance.sent_by_zoom import Sent, list_of
from tests.bookings.builders import all_of, the_booking, the_meeting
from tests.meetings.fakes import SENDING, FakeMeetings
from tests.meetings.zoom.events import body_of
from tests.town import FRIDAY_MORNING

pytestmark = pytest.mark.any_engine

REAL = datetime(2030, 1, 1, tzinfo=UTC)

Event = dict[str, Any]


@pytest.fixture
def zoom(app: Flask) -> FakeMeetings:
    return FakeMeetings(name="zoom", traits=SENDING)


@pytest.fixture
def day(zoom: FakeMeetings) -> dict[str, Course]:
    """Bookings with their meetings, each with the course that it will take, by booking number."""
    booked = book_courses()
    while issue_next(zoom, services().keys, now=FRIDAY_MORNING, real_now=REAL):
        pass
    return booked


def events_of(day: dict[str, Course]) -> list[Event]:
    """Every event of the day, booking after booking."""
    return [event for number, course in day.items() for event in story_of(number).play(course)]


def story_of(number: str) -> Sent:
    booking, meeting = the_booking(number), the_meeting(number)
    starts_at = in_office_time(booking.starts_at)
    return Sent(meeting.provider_id or "", starts_at, booking.display_name, run=f"run/{booking.id}==")


def keep_list(zoom: FakeMeetings, run: str, number: str, course: Course) -> None:
    """Let the provider have its list of the run, if there is one."""
    booking = the_booking(number)
    listed = list_of(course, starts_at=booking.starts_at, display_name=booking.display_name)
    if listed is not None:
        zoom.reports[run] = listed


def send(events: Sequence[Event]) -> None:
    """Take the events in this order and work them."""
    for event in events:
        body = body_of(event)
        receive_webhook(body.decode(), key=read_envelope(body).key, keys=services().keys, real_now=REAL)
    while process_next(services().keys, real_now=REAL):
        pass


def fetch(zoom: FakeMeetings) -> None:
    """Ask for the lists at the end of the day."""
    plan_fetches(zoom, now=EVENING)
    while fetch_next(zoom, now=EVENING, real_now=REAL):
        pass


@pytest.mark.each_engine
@pytest.mark.parametrize("seed", range(2))
def test_webhooks_in_any_order_and_twice_lead_to_the_right_proposals(
    zoom: FakeMeetings, day: dict[str, Course], seed: int
) -> None:
    events = events_of(day)
    disorder = random.Random(seed)
    everything = [*events, *disorder.sample(events, len(events) // 3)]
    disorder.shuffle(everything)
    send(everything)
    fetch(zoom)
    assert wrongly_judged(day) == []


def test_the_order_of_arrival_changes_no_row(zoom: FakeMeetings, day: dict[str, Course]) -> None:
    events = events_of(day)
    send(events)
    once = _moments()
    transact(lambda session: session.execute(delete(MeetingEvent)))
    backwards = [event | {"event_ts": event["event_ts"] + 1} for event in reversed(events)]  # as if never seen
    send(backwards)
    assert _moments() == once


def test_the_lists_alone_never_make_somebody_absent_who_came(zoom: FakeMeetings, day: dict[str, Course]) -> None:
    """No webhook arrived at all: Zoom's lists hold the stays, and nothing of meetings in which one person was."""
    for number, course in day.items():
        keep_list(zoom, the_meeting(number).provider_id or "", number, course)
    fetch(zoom)
    bookings = [the_booking(number) for number in day]
    found = attendances_of(db.session(), bookings, now=EVENING)
    outcomes = {day[booking.number].name: found[booking.id].suggestion.outcome for booking in bookings}
    deserved = {course.name: course.outcome for course in COURSES}
    came = {name for name in deserved if deserved[name] == "attended"}
    assert {name: outcomes[name] for name in came} == {name: deserved[name] for name in came}
    absent = {name for name in outcomes if outcomes[name] == "no_show"}
    assert absent == {"nobody but a colleague"}  # of a host alone there is no list, and nobody can tell


def test_lost_webhooks_are_made_up_for_by_the_lists(zoom: FakeMeetings, day: dict[str, Course]) -> None:
    events = events_of(day)
    lost = {"meeting.participant_joined", "meeting.participant_left"}
    send([event for event in events if event["event"] not in lost])
    for number, course in day.items():
        keep_list(zoom, story_of(number).run, number, course)
    fetch(zoom)
    others = {"network drop for good", "network drop at once"}  # lists do not tell why somebody left
    assert [line for line in wrongly_judged(day) if line.split(":")[0] not in others] == []


def _moments() -> set[tuple[object, ...]]:
    return {(row.meeting_id, row.run, row.participant, row.who, row.sign, row.at) for row in all_of(MeetingEvent)}
