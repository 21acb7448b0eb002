"""What Zoom sent becomes moments of the booking's meeting, once, and the body is erased."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import inspect, text, update

from booking.attendance.reads import suggestion_of
from booking.attendance.rules.suggestion import Why
from booking.attendance.webhooks.process import process_next
from booking.attendance.webhooks.receive import receive_webhook
from booking.bookings.book import book
from booking.core.decisions import BookingStatus
from booking.core.keys import DataKeys
from booking.core.meeting_events import Sign, Who
from booking.meetings.issue import issue_next
from booking.meetings.zoom.envelopes import read_envelope
from booking.services import services
from booking.tables import Meeting, MeetingEvent, MeetingState, Webhook
from database.base import db
from database.leases import Lease
from database.transactions import transact
from tests.attendance.events import at
from tests.bookings.builders import all_of, how_many, the_booking, the_meeting, web_request
from tests.bookings.races.at_once import at_once
from tests.meetings.fakes import FakeMeetings, Killed
from tests.meetings.zoom.events import (
    MEETING_ID,
    at_the_door,
    body_of,
    colleague,
    ended,
    entered,
    event,
    host,
    left,
    person,
    started,
)
from tests.town import FRIDAY_MORNING

pytestmark = pytest.mark.any_engine

REAL = datetime(2030, 1, 1, tzinfo=UTC)


@pytest.fixture
def number(app: Flask) -> str:
    """A booking for Wednesday 10:00 whose meeting Zoom has issued under the ID of the events."""
    booked = book(web_request(), now=FRIDAY_MORNING)
    assert issue_next(FakeMeetings(name="zoom"), services().keys, now=FRIDAY_MORNING, real_now=REAL)
    return booked


def take(*events: dict[str, Any]) -> None:
    """Keep what Zoom sent."""
    for sent_event in events:
        body = body_of(sent_event)
        receive_webhook(body.decode(), key=read_envelope(body).key, keys=services().keys, real_now=REAL)


def work(*, after: timedelta = timedelta(), keys: DataKeys | None = None) -> int:
    """Run the job once, `after` so much real time; how many webhooks were processed."""
    worked = 0
    while process_next(keys or services().keys, real_now=REAL + after):
        worked += 1
    return worked


def guest(number: str, **fields: Any) -> dict[str, Any]:
    """The seeker under the display name of the booking."""
    return person(the_booking(number).display_name, **fields)


def signs() -> list[tuple[Who, Sign]]:
    return [(moment.who, moment.sign) for moment in all_of(MeetingEvent)]


@pytest.mark.each_engine
def test_a_consultation_that_took_place_is_proposed_as_attended(number: str) -> None:
    seeker = guest(number)
    take(started("09:58"), at_the_door("participant_joined_waiting_room", "09:52", seeker))
    take(at_the_door("participant_admitted", "10:00", seeker), entered("10:00", seeker), left("10:29", seeker))
    take(entered("09:58", host()), ended("09:58", "10:30"))
    assert work() == 7
    assert suggestion_of(db.session(), the_booking(number), now=at("11:00")).outcome is BookingStatus.ATTENDED


def test_the_display_name_is_recognised_and_another_is_another(number: str) -> None:
    wide = the_booking(number).display_name.replace("2", "２") + " "
    take(started("09:58"), entered("10:00", person(wide)), entered("10:01", person("見本 太郎", key="p2")))
    take(entered("09:58", host()))
    work()
    assert {who for who, _ in signs()} == {Who.MEETING, Who.NAMED, Who.OTHER, Who.HOST}


def test_the_host_is_known_by_the_address_too(number: str) -> None:
    take(entered("09:58", person("相談員", key="h", email="Omura-Desk-1@example.com")))
    work()
    assert signs() == [(Who.HOST, Sign.ENTERED)]


def test_a_seeker_who_is_signed_in_to_an_account_of_their_own_is_still_the_seeker(number: str) -> None:
    account = {"id": "their-own", "participant_user_id": "their-own", "email": "misaki@example.com"}
    take(entered("10:00", guest(number, **account)), entered("10:05", person("Misaki", key="p2", **account)))
    work()
    assert signs() == [(Who.NAMED, Sign.ENTERED), (Who.STAFF, Sign.ENTERED)]


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        (colleague(), Who.STAFF),
        (person("相談員", key="d", email="Shiga-Desk-1@example.com"), Who.STAFF),  # the host of another office's desk
        (person("相談員", key="d", email="somebody@example.com"), Who.OTHER),
        (person("", key="n"), Who.UNNAMED),
        ({"participant_uuid": "n", "user_id": "16790600"}, Who.UNNAMED),
    ],
)
def test_people_of_the_office_and_people_without_a_name_are_told_apart(
    number: str, who: dict[str, Any], expected: Who
) -> None:
    take(entered("09:58", who))
    work()
    assert signs() == [(expected, Sign.ENTERED)]


def test_a_colleague_alone_in_the_meeting_is_no_seeker(number: str) -> None:
    take(started("09:58"), entered("09:58", host()), entered("09:59", colleague()), left("10:29", colleague()))
    take(ended("09:58", "10:30"))
    work()
    assert suggestion_of(db.session(), the_booking(number), now=at("11:00")).outcome is BookingStatus.NO_SHOW


def test_of_two_devices_one_may_leave(number: str) -> None:
    seeker = guest(number)
    phone = seeker | {"user_id": "16790999"}
    take(started("09:58"), entered("10:00", seeker), entered("10:01", phone))
    take(left("10:03", phone, reason="got disconnected from the meeting."), left("10:29", seeker))
    take(ended("09:58", "10:30"))
    work()
    suggestion = suggestion_of(db.session(), the_booking(number), now=at("11:00"))
    assert (suggestion.outcome, [reason.why for reason in suggestion.reasons]) == (
        BookingStatus.ATTENDED,
        [Why.ON_TIME],
    )


def test_where_only_the_start_and_the_end_are_told_nobody_is_proposed_as_absent(number: str) -> None:
    take(started("09:58"), ended("09:58", "10:30"))
    work()
    suggestion = suggestion_of(db.session(), the_booking(number), now=at("11:00"))
    assert (suggestion.outcome, suggestion.reasons[-1].why) == (None, Why.ARRIVALS_UNKNOWN)


@pytest.mark.each_engine
def test_nothing_that_was_typed_is_left_anywhere_in_the_database(number: str) -> None:
    take(entered("10:00", person("見本 太郎")), left("10:20", person("見本 太郎")))
    work()
    assert [webhook.body_sealed for webhook in all_of(Webhook)] == [None, None]
    for table in inspect(db.engine).get_table_names():
        if table in {"meeting_events", "webhooks", "audit_lines", "messages"}:
            assert "太郎" not in str(db.session.execute(text(f"select * from {table}")).all())  # noqa: S608  our tables


@pytest.mark.each_engine
def test_a_worker_that_dies_half_way_leaves_the_webhook_to_the_next(
    number: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(entered("10:00", guest(number)))
    with monkeypatch.context() as patch:
        patch.setattr(Lease, "end", _die)
        with pytest.raises(Killed):
            work()
    assert how_many(MeetingEvent) == 0  # nothing is half done
    assert work(after=timedelta(seconds=119)) == 0
    assert work(after=timedelta(minutes=2)) == 1
    assert how_many(MeetingEvent) == 1


@pytest.mark.each_engine
def test_a_webhook_that_is_processed_twice_says_the_same_as_once(number: str) -> None:
    take(entered("10:00", guest(number)))
    (webhook,) = all_of(Webhook)
    work()
    again = {"processed_at": None, "body_sealed": webhook.body_sealed}
    transact(lambda session: session.execute(update(Webhook).values(**again)))
    assert work() == 1
    assert how_many(MeetingEvent) == 1


@pytest.mark.each_engine
def test_several_workers_at_once_process_each_webhook_once(app: Flask, number: str) -> None:
    seeker = guest(number)
    take(*[entered(f"10:{minute:02}", seeker) for minute in range(12)])
    counts = at_once(app, [work] * 3)
    assert sum(count for count in counts if isinstance(count, int)) == 12
    assert how_many(MeetingEvent) == 12


def test_what_happens_in_somebody_elses_meeting_leaves_nothing(number: str) -> None:
    take(entered("10:00", person("見本 太郎"), meeting_id="89999999999"))
    assert work() == 1
    assert how_many(MeetingEvent) == 0
    assert [webhook.body_sealed for webhook in all_of(Webhook)] == [None]


def test_a_meeting_of_another_provider_with_the_same_id_is_another(number: str) -> None:
    transact(lambda session: session.execute(update(Meeting).values(provider="demo")))
    take(started("10:00"))
    work()
    assert how_many(MeetingEvent) == 0


def test_a_webhook_without_its_key_waits_for_the_key(number: str, caplog: pytest.LogCaptureFixture) -> None:
    take(started("10:00"))
    other = DataKeys(["another data key that is long enough too"])
    assert work(keys=other) == 1
    assert "cannot be opened" in caplog.text
    assert work(after=timedelta(seconds=59)) == 0
    assert work(after=timedelta(minutes=1)) == 1
    assert how_many(MeetingEvent) == 1


@pytest.mark.each_engine
@pytest.mark.parametrize("name", ["deleted", "updated", "converted_to_webinar"])
def test_a_meeting_that_was_changed_at_zoom_is_marked_for_a_look(number: str, name: str) -> None:
    assert the_meeting(number).reconcile_at is None
    take(event(name, "09:00", meeting_id=int(MEETING_ID)))
    work(after=timedelta(minutes=1))
    assert the_meeting(number).reconcile_at == REAL + timedelta(minutes=1)


@pytest.mark.parametrize(("name", "looked_at"), [("updated", None), ("deleted", REAL), ("converted_to_webinar", REAL)])
def test_what_an_administrator_has_locked_is_not_tried_again_at_every_change(
    number: str, name: str, looked_at: datetime | None
) -> None:
    """Each try would be told as a change, and use up the day's limit of the host."""
    transact(lambda session: session.execute(update(Meeting).values(drift="waiting_room")))
    take(event(name, "09:00", meeting_id=int(MEETING_ID)))
    work()
    assert the_meeting(number).reconcile_at == looked_at


def test_a_meeting_that_we_withdrew_ourselves_needs_no_look(number: str) -> None:
    transact(lambda session: session.execute(update(Meeting).values(state=MeetingState.WITHDRAWN)))
    take(event("deleted", "09:00", meeting_id=int(MEETING_ID)))
    work()
    assert the_meeting(number).reconcile_at is None


def _die(*_args: object, **_values: object) -> None:
    raise Killed
