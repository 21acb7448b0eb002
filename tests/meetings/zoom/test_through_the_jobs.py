"""From a booking to Zoom and back through the jobs, over HTTP: what somebody does in Zoom's own pages is put right."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from booking import jobs
from booking.app import create_app
from booking.bookings.book import book
from booking.bookings.cancel import Canceller, cancel
from booking.meetings.provider import MeetingRequest
from booking.meetings.reads import meeting_of
from booking.meetings.reconcile_meeting import want_reconciling
from booking.meetings.zoom.meetings import ZoomMeetings
from booking.services import services
from booking.tables import Meeting, MeetingState, StrangeMeeting
from database.base import db
from database.transactions import transact
from notifier.tables import Message
from tests.bookings.builders import all_of, the_booking, web_request
from tests.town import FRIDAY_MORNING, MISAKI, StandingClock, config_for, seeker_id
from tests.zoom_stand_in.stand_in import StandIn, standing_in

pytestmark = pytest.mark.any_engine

HOSTS = (
    "omura-desk-1@example.com",
    "omura-desk-2@example.com",
    "shiga-desk-1@example.com",
    "shiomizaka-desk-1@example.com",
    "shiomizaka-desk-2@example.com",
)
TUESDAY = "2026-11-24 09:00"


@pytest.fixture
def stand_in() -> Iterator[StandIn]:
    """A paid account with all hosts; nobody's name ever travels there."""
    with standing_in(FRIDAY_MORNING, hosts=HOSTS) as stand_in:
        stand_in.order("forbid", words=["見本", "ミホン", MISAKI])
        yield stand_in
        assert stand_in.breaches == []


@pytest.fixture
def app(sqlite_town_url: str, clock: StandingClock, tmp_path: Path, stand_in: StandIn) -> Iterator[Flask]:
    """The service with Zoom; all three clocks begin on Friday 20 November 2026, 9:00."""
    zoom = ZoomMeetings(stand_in.settings, clock=lambda: datetime.now(UTC))
    app = create_app(config_for(sqlite_town_url, tmp_path), clock=clock, meetings=zoom)
    with app.app_context():
        yield app


@pytest.fixture
def number(app: Flask) -> str:
    """A booking of Wednesday 25 November, 10:00, whose meeting is issued."""
    number = book(web_request(), now=FRIDAY_MORNING)
    jobs.issue_meetings()
    return number


def shown(number: str) -> tuple[str, str]:
    """Meeting ID and passcode as the seeker reads them."""
    details = meeting_of(db.session(), the_booking(number), services().keys)
    return details.meeting_id, details.passcode


def at_zoom(stand_in: StandIn) -> list[tuple[str, str]]:
    """Meeting IDs and passcodes of what is there."""
    return [(str(live["id"]), live["password"]) for live in stand_in.live]


def compare() -> None:
    """What the night does."""
    jobs.reconcile_account()
    jobs.reconcile_meetings()
    jobs.issue_meetings()


def test_what_the_seeker_reads_opens_what_is_there(number: str, stand_in: StandIn) -> None:
    assert at_zoom(stand_in) == [shown(number)]


@pytest.mark.each_engine
def test_a_night_changes_nothing_where_nothing_was_changed(
    number: str, stand_in: StandIn, clock: StandingClock
) -> None:
    clock.set(TUESDAY)
    before = stand_in.live[0]["settings"], shown(number)
    compare()
    assert (stand_in.live[0]["settings"], shown(number)) == before
    assert not [call for call in stand_in.state["calls"] if call.startswith("PATCH")]


@pytest.mark.each_engine
def test_a_meeting_deleted_in_zoom_is_replaced(number: str, stand_in: StandIn) -> None:
    stand_in.play(shown(number)[0], "delete")
    compare()
    assert at_zoom(stand_in) == [shown(number)]
    assert [message.kind for message in all_of(Message)] == ["booked", "meeting_replaced"]


def test_a_meeting_changed_in_zoom_is_put_back(number: str, stand_in: StandIn, clock: StandingClock) -> None:
    clock.set(TUESDAY)
    on_page = shown(number)
    stand_in.order(
        "change",
        id=on_page[0],
        settings={"waiting_room": False, "auto_recording": "cloud", "auto_start_meeting_summary": True},
        starts_at="2026-11-26T04:00:00+00:00",
        passcode="777777",
    )
    compare()
    (live,) = stand_in.live
    assert at_zoom(stand_in) == [shown(number)] == [on_page]
    assert (live["start_time"], live["settings"]["waiting_room"]) == ("2026-11-25T01:00:00Z", True)
    assert (live["settings"]["auto_recording"], live["settings"]["auto_start_meeting_summary"]) == ("none", False)


def test_what_is_locked_becomes_an_alarm(number: str, stand_in: StandIn, clock: StandingClock) -> None:
    clock.set(TUESDAY)
    stand_in.behave(locked_settings={"waiting_room": False})
    stand_in.order("change", id=shown(number)[0], settings={"waiting_room": False})
    compare()
    assert all_of(Meeting)[0].drift == "waiting_room"


def test_what_zoom_never_shows_is_an_alarm_and_put_back_once_a_night(
    app: Flask, stand_in: StandIn, clock: StandingClock
) -> None:
    stand_in.behave(hidden_settings=["waiting_room"])
    book(web_request(), now=FRIDAY_MORNING)
    jobs.issue_meetings()
    clock.set(TUESDAY)
    compare()
    for _ in range(3):  # each putting back is told by a webhook, as if somebody had changed it
        transact(lambda session: want_reconciling(session, str(stand_in.live[0]["id"]), real_now=datetime.now(UTC)))
        jobs.reconcile_meetings()
    assert len([call for call in stand_in.state["calls"] if call.startswith("PATCH")]) == 1
    alarm = app.test_client().get("/alarmz")
    assert "meetings whose settings are not as they must be: 1" in alarm.text


def test_a_cancelled_booking_leaves_nothing_at_zoom(number: str, stand_in: StandIn) -> None:
    misaki = seeker_id(MISAKI)
    cancel(number, Canceller(actor=f"seeker:{misaki}", seeker_id=misaki), now=FRIDAY_MORNING)
    jobs.remove_meetings()
    assert (at_zoom(stand_in), all_of(Meeting)[0].state) == ([], MeetingState.WITHDRAWN)


def test_a_meeting_that_somebody_else_made_is_left_alone_and_told(number: str, stand_in: StandIn) -> None:
    other = ZoomMeetings(stand_in.settings)  # another installation on the same account
    booking = the_booking(number)
    other.issue(MeetingRequest("another-installation", "会議", booking.starts_at, 60, HOSTS[0]))
    compare()
    assert len(stand_in.live) == 2
    assert [strange.ends_at - strange.starts_at for strange in all_of(StrangeMeeting)] == [timedelta(hours=1)]
