"""That a consultation was recorded or summarised is noted once, stays an alarm until staff have seen to it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from booking.bookings.refusals import UnknownBooking
from booking.core.captures import Capture
from booking.meetings.captures.note import note_capture
from booking.meetings.captures.resolve import resolve_captures
from booking.meetings.happenings import Captured
from booking.meetings.troubles import meeting_troubles
from booking.operations.purge import purge
from booking.tables import AuditLine, Meeting, MeetingCapture
from database.base import db
from database.transactions import transact
from tests.attendance.events import at
from tests.attendance.test_webhooks import number, take, work
from tests.bookings.builders import all_of, the_booking, the_meeting
from tests.meetings.zoom.events import MEETING_ID
from tests.town import FRIDAY_MORNING, office_time

pytestmark = pytest.mark.any_engine

__all__ = ["number"]  # the fixture

REAL = datetime(2030, 1, 1, tzinfo=UTC)
AFTERWARDS = office_time("2026-11-25 11:00")


def captured(kind: Capture, moment: datetime) -> None:
    """What a webhook tells of the meeting under the ID of the events."""
    transact(lambda session: note_capture(session, MEETING_ID, Captured(kind, moment), real_now=REAL))


def recording(clock: str) -> dict[str, Any]:
    """Zoom tells that somebody has pressed the button."""
    sent = int(at(clock).timestamp() * 1000)
    return {"event": "recording.started", "event_ts": sent, "payload": {"object": {"id": int(MEETING_ID)}}}


def open_() -> int:
    """How many consultations wait for somebody to see to them."""
    return len(meeting_troubles(db.session(), now=AFTERWARDS).captured)


def resolve(number: str, *, up_to: int = 1000, office_ids: tuple[int, ...] | None = None) -> None:
    offices = office_ids or (the_booking(number).office_id,)
    resolve_captures(number, up_to=up_to, actor="staff:1", office_ids=offices, now=AFTERWARDS)


@pytest.mark.each_engine
def test_a_recording_is_noted_once_on_the_booking(number: str) -> None:
    take(recording("10:05"), recording("10:05"))
    assert work() == 1
    (capture,) = all_of(MeetingCapture)
    assert (capture.meeting.booking.number, capture.kind, capture.at) == (number, Capture.RECORDING, at("10:05"))
    assert open_() == 1


def test_what_staff_have_seen_to_is_no_alarm_any_more_and_in_the_audit_log(number: str) -> None:
    captured(Capture.RECORDING, at("10:05"))
    for _ in range(2):
        resolve(number)
    acts = [(line.actor, line.object) for line in all_of(AuditLine) if line.act == "see_to_captures"]
    assert (open_(), acts) == (0, [("staff:1", f"booking:{number}")])


def test_what_came_after_the_page_was_shown_stays_open(number: str) -> None:
    captured(Capture.RECORDING, at("10:05"))
    shown = all_of(MeetingCapture)[0].id
    captured(Capture.SUMMARY, at("10:40"))
    resolve(number, up_to=shown)
    assert [capture.kind for capture in all_of(MeetingCapture) if capture.resolved_at is None] == [Capture.SUMMARY]


def test_a_recording_that_begins_again_is_an_alarm_again(number: str) -> None:
    captured(Capture.RECORDING, at("10:05"))
    resolve(number)
    captured(Capture.RECORDING, at("10:05"))  # Zoom repeats itself
    assert open_() == 0
    captured(Capture.RECORDING, at("10:15"))
    assert open_() == 1


def test_another_office_sees_to_nothing(number: str) -> None:
    captured(Capture.AI, at("10:05"))
    with pytest.raises(UnknownBooking):
        resolve(number, office_ids=(the_booking(number).office_id + 1,))
    assert open_() == 1


@pytest.mark.parametrize("provider", ["hand", "pool"])
def test_meetings_that_staff_made_are_watched_as_well(number: str, provider: str) -> None:
    transact(lambda session: session.execute(update(Meeting).values(provider=provider)))
    captured(Capture.STREAM, at("10:05"))
    assert open_() == 1


def test_a_meeting_of_nobody_leaves_nothing(app: Flask) -> None:
    captured(Capture.RECORDING, at("10:05"))
    assert all_of(MeetingCapture) == []


@pytest.mark.each_engine
def test_a_meeting_that_is_given_out_again_names_the_consultation_that_was_last(number: str) -> None:
    first = the_meeting(number)
    for weeks, mark in ((1, "next"), (-1, "before")):
        _give_out_again(first, weeks, mark)
    captured(Capture.SUMMARY, at("12:00"))
    assert [capture.meeting_id for capture in all_of(MeetingCapture)] == [first.id]


def _give_out_again(meeting: Meeting, weeks: int, mark: str) -> None:
    kept = {column.name: getattr(meeting, column.name) for column in Meeting.__table__.columns if column.name != "id"}
    moved = {name: kept[name] + timedelta(weeks=weeks) for name in ("starts_at", "ends_at")}
    transact(lambda session: session.add(Meeting(**kept | moved | {"mark": mark, "state": "withdrawn"})))


@pytest.mark.each_engine
def test_only_what_was_seen_to_is_ever_deleted(number: str) -> None:
    captured(Capture.RECORDING, at("10:05"))
    resolve(number)
    captured(Capture.SUMMARY, at("10:40"))
    later = FRIDAY_MORNING + timedelta(days=400)
    purge(now=later, real_now=later)
    assert [capture.kind for capture in all_of(MeetingCapture)] == [Capture.SUMMARY]
