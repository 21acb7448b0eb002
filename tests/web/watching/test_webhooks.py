"""Zoom at the door: what it signs is kept once and encrypted; everything else changes nothing."""

import hmac
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, text
from werkzeug.test import TestResponse

from booking.app import create_app
from booking.meetings.zoom.signatures import SIGNATURE
from booking.services import services
from booking.tables import RefusedWebhooks, Webhook
from database.base import db
from tests.meetings.zoom.events import SECRET, body_of, entered, event, person, signed, started
from tests.town import FRIDAY_MORNING, StandingClock, close_connections, config_for
from tests.web.outages import database_away, only_to_be_read

GUEST = person("見本 太郎")
UNSIGNED = {"x-zm-signature": "v0=00"}
FORGED = {"x-zm-signature": "v0=" + "0" * 64}


@pytest.fixture
def door(town_url: str, clock: StandingClock, tmp_path: Path) -> Iterator[Flask]:
    """The service with a webhook secret, on both engines."""
    yield from _app(town_url, clock, tmp_path)


@pytest.fixture
def sqlite_door(sqlite_town_url: str, clock: StandingClock, tmp_path: Path) -> Iterator[Flask]:
    yield from _app(sqlite_town_url, clock, tmp_path)


def _app(url: str, clock: StandingClock, folder: Path, *, secrets: tuple[str, ...] = (SECRET,)) -> Iterator[Flask]:
    app = create_app(replace(config_for(url, folder), zoom_webhook_secrets=secrets), clock=clock)
    yield app
    with app.app_context():
        close_connections()


def send(
    app: Flask, body: bytes, headers: Mapping[str, str] | None = None, *, age: timedelta = timedelta()
) -> TestResponse:
    """Send `body` as Zoom does; `headers` replace its own."""
    own = signed(body, sent_at=FRIDAY_MORNING - age)
    return app.test_client().post("/webhooks/zoom", data=body, headers={**own, **(headers or {})})


def send_event(app: Flask, event_sent: dict[str, Any]) -> TestResponse:
    return send(app, body_of(event_sent))


def kept(app: Flask) -> int:
    """How many webhooks are kept."""
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(Webhook)) or 0


def test_a_signed_webhook_is_kept_and_answered(door: Flask) -> None:
    assert send_event(door, entered("10:00", GUEST)).status_code == 200
    assert kept(door) == 1


def test_a_webhook_that_comes_twice_is_kept_once(door: Flask) -> None:
    answers = [send_event(door, entered("10:00", GUEST)).status_code for _ in range(3)]
    assert (answers, kept(door)) == ([200] * 3, 1)


def test_a_retry_of_an_hour_and_a_half_ago_is_taken(sqlite_door: Flask) -> None:
    assert send(sqlite_door, body_of(started("10:00")), age=timedelta(minutes=90)).status_code == 200
    assert kept(sqlite_door) == 1


def test_the_body_lies_encrypted_in_the_row(door: Flask) -> None:
    send_event(door, entered("10:00", GUEST))
    with door.app_context():
        row = db.session.execute(text("select * from webhooks")).one()
    shown = " ".join(bytes(value).decode() if isinstance(value, bytes | memoryview) else str(value) for value in row)
    assert not [secret for secret in ("見本", "太郎", "participant", "user_name") if secret in shown]


def test_the_challenge_is_answered_and_not_kept(sqlite_door: Flask) -> None:
    answer = send_event(
        sqlite_door, {"event": "endpoint.url_validation", "event_ts": 1, "payload": {"plainToken": "abc"}}
    )
    assert (answer.status_code, answer.json["plainToken"] if answer.json else "") == (200, "abc")
    assert kept(sqlite_door) == 0


def test_a_challenge_of_half_a_character_is_malformed(sqlite_door: Flask) -> None:
    body = b'{"event": "endpoint.url_validation", "payload": {"plainToken": "\\ud800"}}'
    assert send(sqlite_door, body).status_code == 400


def test_an_unsigned_challenge_is_refused(sqlite_door: Flask) -> None:
    body = body_of({"event": "endpoint.url_validation", "payload": {"plainToken": "abc"}})
    assert send(sqlite_door, body, UNSIGNED).status_code == 401


@pytest.mark.parametrize(
    "name", ["meeting.created", "recording.stopped", "meeting.participant_data_connection_established"]
)
def test_other_events_are_accepted_and_forgotten(sqlite_door: Flask, name: str) -> None:
    assert send_event(sqlite_door, started("10:00") | {"event": name}).status_code == 200
    assert kept(sqlite_door) == 0


@pytest.mark.parametrize(
    "headers",
    [
        {"x-zm-signature": ""},
        {"x-zm-signature": "v0=" + "0" * 64},
        {"x-zm-request-timestamp": "0"},
        {"x-zm-request-timestamp": "not a number"},
    ],
)
def test_what_is_not_signed_is_refused_before_it_is_read(sqlite_door: Flask, headers: dict[str, str]) -> None:
    assert send(sqlite_door, b"{", headers).status_code == 401
    assert send(sqlite_door, body_of(started("10:00")), headers).status_code == 401
    assert kept(sqlite_door) == 0


def test_who_signs_nothing_cannot_fill_the_log(sqlite_door: Flask, caplog: pytest.LogCaptureFixture) -> None:
    assert {send(sqlite_door, b"{", UNSIGNED).status_code for _ in range(20)} == {401}
    assert 1 <= len([line for line in caplog.messages if "without a valid signature" in line]) <= 2  # a minute may end


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff", b'{"event": 3}', b"[" * 60_000])
def test_what_is_signed_and_no_webhook_is_malformed(sqlite_door: Flask, body: bytes) -> None:
    assert send(sqlite_door, body).status_code == 400
    assert kept(sqlite_door) == 0


def test_a_summary_as_large_as_a_long_talk_is_taken_and_its_words_are_not_kept(sqlite_door: Flask) -> None:
    body = body_of(event("summary_completed", "11:00", summary_content="病気の話。" * 10_000))
    assert (len(body) > 100_000, send(sqlite_door, body).status_code) == (True, 200)
    with sqlite_door.app_context():
        (sealed,) = db.session.scalars(select(Webhook.body_sealed))
        assert "病気" not in services().keys.open(sealed or b"")


def test_a_body_that_is_too_large_is_refused(sqlite_door: Flask) -> None:
    large = body_of(event("started", "10:00", topic="x" * 262_144))
    answer = send(sqlite_door, large)
    assert (answer.status_code, answer.text) == (413, "too large\n")


def test_a_stranger_who_just_looks_finds_no_page(sqlite_door: Flask) -> None:
    assert sqlite_door.test_client().get("/webhooks/zoom").status_code == 405


OLD = "the secret of before"


@pytest.fixture
def changing(sqlite_town_url: str, clock: StandingClock, tmp_path: Path) -> Iterator[Flask]:
    """The service while the secret is changed: it knows the new one and the old one."""
    yield from _app(sqlite_town_url, clock, tmp_path, secrets=(SECRET, OLD))


@pytest.mark.parametrize(("secret", "status"), [(SECRET, 200), (OLD, 200), ("another", 401)])
def test_while_the_secret_is_changed_both_are_taken(changing: Flask, secret: str, status: int) -> None:
    body = body_of(started("10:00"))
    assert send(changing, body, signed(body, sent_at=FRIDAY_MORNING, secret=secret)).status_code == status


@pytest.mark.parametrize("secret", [SECRET, OLD])
def test_a_challenge_is_answered_with_the_secret_that_signed_it(changing: Flask, secret: str) -> None:
    """Zoom compares with the one it has, before and after it was regenerated there."""
    body = body_of({"event": "endpoint.url_validation", "event_ts": 1, "payload": {"plainToken": "abc"}})
    answer = send(changing, body, signed(body, sent_at=FRIDAY_MORNING, secret=secret))
    expected = hmac.digest(secret.encode(), b"abc", "sha256").hex()
    assert answer.json == {"plainToken": "abc", "encryptedToken": expected}


def alarm(app: Flask) -> str:
    """What /alarmz says of refused requests."""
    lines = app.test_client().get("/alarmz").text.splitlines()
    return "".join(line for line in lines if "webhook requests refused" in line)


def test_a_secret_that_is_wrong_alarms_until_a_request_is_accepted(door: Flask) -> None:
    refused = [send(door, body_of(started("10:00")), FORGED).status_code for _ in range(2)]
    assert (refused, alarm(door)) == ([401, 401], "")
    send(door, body_of(started("10:00")), FORGED)
    assert alarm(door).startswith("webhook requests refused and none accepted since: 3 or more")
    send_event(door, {"event": "endpoint.url_validation", "event_ts": 1, "payload": {"plainToken": "abc"}})
    assert alarm(door) == ""


def test_a_clock_that_is_wrong_alarms_as_well(sqlite_door: Flask) -> None:
    for minute in range(3):
        assert send(sqlite_door, body_of(started(f"10:0{minute}")), age=-timedelta(minutes=6)).status_code == 401
    assert "3 or more" in alarm(sqlite_door)


def test_who_forges_requests_between_those_of_zoom_alarms_nobody(sqlite_door: Flask) -> None:
    for minute in range(3):
        send(sqlite_door, b"{", FORGED)
        send_event(sqlite_door, started(f"10:0{minute}"))
    assert alarm(sqlite_door) == ""


def test_a_storm_of_forged_requests_leaves_one_row_and_few_counts(sqlite_door: Flask) -> None:
    assert {send(sqlite_door, b"{", FORGED).status_code for _ in range(30)} == {401}
    with sqlite_door.app_context():
        (row,) = db.session.scalars(select(RefusedWebhooks)).all()
        assert 3 <= row.refused <= 6  # a minute may end meanwhile


def test_passers_by_who_sign_nothing_alarm_nobody(sqlite_door: Flask) -> None:
    for headers in ({SIGNATURE: ""}, {SIGNATURE: "v0=00"}):
        assert [send(sqlite_door, b"{}", headers).status_code for _ in range(3)] == [401] * 3
    assert alarm(sqlite_door) == ""


def test_while_the_database_is_away_what_is_not_signed_is_refused_all_the_same(sqlite_door: Flask) -> None:
    with database_away(sqlite_door):
        assert send(sqlite_door, b"{", FORGED).status_code == 401


def test_without_a_secret_there_is_no_webhook(sqlite_app: Flask) -> None:
    assert send_event(sqlite_app, started("10:00")).status_code == 404


def test_while_the_database_is_away_zoom_shall_try_again(door: Flask) -> None:
    send_event(door, started("09:58"))
    with database_away(door):
        answer = send_event(door, started("10:00"))
        assert (answer.status_code, answer.text) == (503, "try again\n")
    assert send_event(door, started("10:00")).status_code == 200
    assert kept(door) == 2


def test_while_the_database_may_only_be_read_zoom_shall_try_again(
    postgresql_town_url: str, clock: StandingClock, tmp_path: Path
) -> None:
    for app in _app(postgresql_town_url, clock, tmp_path):
        with only_to_be_read(app):
            assert send_event(app, started("10:00")).status_code == 503
        assert send_event(app, started("10:00")).status_code == 200


def test_no_line_of_the_log_tells_what_was_sent(sqlite_door: Flask, caplog: pytest.LogCaptureFixture) -> None:
    send_event(sqlite_door, entered("10:00", GUEST))
    send(sqlite_door, body_of(entered("10:01", GUEST)), UNSIGNED)
    assert "太郎" not in caplog.text
