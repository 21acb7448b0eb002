"""After a day of everything: no passcode, link or person where none belongs, in tables or log (rules.md#secrets)."""

import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import inspect, select, text

from booking import jobs
from booking.app import create_app
from booking.bookings.book import book
from booking.bookings.cancel import Canceller, cancel
from booking.bookings.move import move
from booking.meetings.details import JoinDetails
from booking.meetings.enter_by_hand import enter_meeting
from booking.meetings.reveal import reveal_meeting
from booking.services import services
from booking.tables import Seeker, Staff
from database.base import db
from tests.bookings.builders import OMURA_CLERK, TOPIC, WED_10, WED_11, phone_request, the_booking, web_request
from tests.bookings.moves import KAKUTO, THURSDAY_AT_TEN, by_seeker
from tests.meetings.fakes import FakeMeetings
from tests.meetings.pool_files import fill, pool_file
from tests.meetings.zoom.events import SECRET, at_the_door, body_of, entered, left, person, signed, started
from tests.town import MISAKI, TARO, StandingClock, close_connections, config_for, seeker_id, staff_id

PEOPLE = {"seekers", "search_keys", "staff", "accounts"}  # the tables of what is known of people
OURS = JoinDetails("85512345678", "2468013579", "https://us05web.zoom.us/j/85512345678?pwd=H4nds3cret")


@pytest.fixture
def provider() -> FakeMeetings:
    return FakeMeetings()


@pytest.fixture
def day(
    town_url: str, clock: StandingClock, tmp_path: Path, provider: FakeMeetings, caplog: pytest.LogCaptureFixture
) -> Iterator[Flask]:
    """Bookings, a move, a cancellation, webhooks, a meeting entered by hand, a pool, a passcode that is read out."""
    for name in ("booking", "notifier", "database", "calendars", "werkzeug"):
        caplog.set_level(logging.DEBUG, logger=name)
    config = replace(config_for(town_url, tmp_path), zoom_webhook_secrets=(SECRET,))
    app = create_app(config, clock=clock, meetings=provider)
    with app.app_context():
        _live_through(clock, provider)
    _hear_of_it(app, clock)
    with app.app_context():
        jobs.process_webhooks()
        yield app
        close_connections()


def test_no_passcode_and_no_link_is_in_any_table_or_in_the_log(
    day: Flask, provider: FakeMeetings, caplog: pytest.LogCaptureFixture
) -> None:
    kept = {**_tables(), "the log": _log(caplog)}
    for meeting in provider.meetings.values():
        assert _where(meeting.passcode, kept) == []
    for secret in (OURS.passcode, OURS.join_url, "H4nds3cret", "902101", "P00l1s3cret", "s3cret", "meet.invalid"):
        assert _where(secret, kept) == []


def test_no_person_is_in_a_table_but_those_of_people(day: Flask, caplog: pytest.LogCaptureFixture) -> None:
    kept = {name: dump for name, dump in _tables().items() if name not in PEOPLE} | {"the log": _log(caplog)}
    found = {fact: where for fact in _facts_of_people() if (where := _where(fact, kept))}
    assert found == {}


def test_what_somebody_wants_to_talk_about_is_with_the_booking_alone(
    day: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    assert set(_where(TOPIC, {**_tables(), "the log": _log(caplog)})) == {"bookings"}


def test_the_topics_at_the_provider_name_nobody(day: Flask, provider: FakeMeetings) -> None:
    topics = " ".join(request.topic for request in provider.requests)
    assert "オンライン相談" in topics
    assert [fact for fact in _facts_of_people() if fact in topics] == []


def test_the_search_finds_what_is_there(day: Flask, caplog: pytest.LogCaptureFixture) -> None:
    """It would tell nothing if it looked in the wrong place."""
    tables = _tables()
    assert _where(OURS.meeting_id, tables) == ["meetings"]
    assert "seekers" in _where(MISAKI, tables)
    assert {"messages", "deliveries", "audit_lines", "webhooks", "pool_meetings"} <= tables.keys()
    assert "participant_joined" not in tables["webhooks"]
    assert "not issued" in _log(caplog)


def _live_through(clock: StandingClock, provider: FakeMeetings) -> None:
    fill(pool_file("omura-desk-1@example.com", meetings=1))
    stays = book(web_request(MISAKI, starts=WED_10, key="web:book"), now=clock())
    moves = book(web_request(TARO, starts=WED_11, key="web:book"), now=clock())
    goes = book(phone_request(KAKUTO, starts="2026-11-25 15:00", key="desk:book"), now=clock())
    provider.failures = ["Zoomの応答がありません。"]
    _run_jobs()
    reveal_meeting(moves, actor="staff:2", office_ids=[the_booking(stays).office_id], keys=services().keys, now=clock())
    move(by_seeker(moves, THURSDAY_AT_TEN, seeker=TARO), now=clock())
    cancel(goes, Canceller(f"seeker:{seeker_id(KAKUTO)}", seeker_id=seeker_id(KAKUTO)), reason="急用", now=clock())
    _run_jobs()
    actor, office_ids = f"staff:{staff_id(OMURA_CLERK)}", [the_booking(stays).office_id]
    enter_meeting(stays, OURS, actor=actor, office_ids=office_ids, keys=services().keys, now=clock())
    _run_jobs()


def _run_jobs() -> None:
    for job in (jobs.issue_meetings, jobs.remove_meetings, jobs.reconcile_meetings, jobs.reconcile_account):
        job()
    jobs.deliver_mail()
    jobs.seal_audit()


def _hear_of_it(app: Flask, clock: StandingClock) -> None:
    """Zoom tells of somebody who typed name and seeker number."""
    clock.set("2026-11-25 10:05")
    with app.app_context():
        name = db.session.scalars(select(Seeker.name).where(Seeker.seeker_number == MISAKI)).one()
    who = person(f"{name} {MISAKI}", email="misaki@example.com")
    for secret_words in (
        started("09:50", meeting_id=OURS.meeting_id),
        at_the_door("participant_joined_waiting_room", "09:55", who, meeting_id=OURS.meeting_id),
        entered("10:00", who, meeting_id=OURS.meeting_id),
        left("10:04", who, meeting_id=OURS.meeting_id),
    ):
        body = body_of(secret_words)
        answer = app.test_client().post("/webhooks/zoom", data=body, headers=signed(body, sent_at=clock()))
        assert answer.status_code == 200


def _tables() -> dict[str, str]:
    """Every table as text, by its name."""
    db.session.rollback()
    with db.engine.connect() as connection:
        names = inspect(connection).get_table_names()
        return {name: repr(connection.execute(text(f'select * from "{name}"')).all()) for name in names}  # noqa: S608


def _log(caplog: pytest.LogCaptureFixture) -> str:
    """What was logged during the day, tracebacks included."""
    return "\n".join(caplog.handler.format(line) for line in caplog.get_records("setup"))


def _where(fact: str, kept: dict[str, str]) -> list[str]:
    """Where `fact` stands. Digits count only by themselves: random marks and sealed bytes are full of them."""
    alone = re.compile(rf"(?<![0-9A-Za-z_-]){re.escape(fact)}(?![0-9A-Za-z_-])")
    return [name for name, dump in kept.items() if (alone.search(dump) if fact.isdigit() else fact in dump)]


def _facts_of_people() -> Sequence[str]:
    """What is known of anybody: name, phone, address, mail address and number, as they are and in digits."""
    db.session.rollback()
    facts = set()
    for seeker in db.session.scalars(select(Seeker)):
        facts |= {
            seeker.name,
            seeker.name.replace(" ", ""),
            seeker.seeker_number,
            seeker.seeker_number.replace("-", ""),
        }
        facts |= {seeker.address, seeker.email or "", seeker.phone or "", (seeker.phone or "").replace("-", "")}
    facts |= {member.name for member in db.session.scalars(select(Staff))}
    return sorted(facts - {""})
