"""/metrics: only with the token, under names of routes and kinds, and nothing of any person."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from prometheus_client.parser import text_string_to_metric_families
from werkzeug.test import TestResponse

from booking import jobs
from booking.app import create_app
from booking.availability.refusals import SlotTaken
from booking.bookings.book import book
from database.transactions import transact
from notifier.job_log import Noted, keep_notes
from tests.bookings.builders import web_request
from tests.meetings.zoom.events import SECRET, body_of, signed, started
from tests.town import FRIDAY_MORNING, MISAKI, TARO, StandingClock, close_connections, config_for

TOKEN = "a token that is long enough for monitoring"


@pytest.fixture
def watched(sqlite_town_url: str, tmp_path: Path, clock: StandingClock) -> Iterator[Flask]:
    """The service with metrics, its context pushed."""
    config = replace(config_for(sqlite_town_url, tmp_path), metrics_token=TOKEN)
    app = create_app(config, clock=clock)
    with app.app_context():
        yield app
        close_connections()


def scraped(app: Flask, token: str = TOKEN) -> TestResponse:
    return app.test_client().get("/metrics", headers={"Authorization": f"Bearer {token}"})


def value(app: Flask, name: str, **labels: str) -> float:
    """What a sample says; 0 if there is none."""
    for family in text_string_to_metric_families(scraped(app).text):
        for sample in family.samples:
            if sample.name == name and labels.items() <= sample.labels.items():
                return sample.value
    return 0


def test_without_a_token_in_the_settings_there_is_no_such_page(sqlite_app: Flask) -> None:
    assert sqlite_app.test_client().get("/metrics").status_code == 404


@pytest.mark.parametrize("token", ["", "wrong", "日本"])
def test_whoever_has_not_the_token_reads_nothing(watched: Flask, token: str) -> None:
    answer = scraped(watched, token)
    assert (answer.status_code, answer.text) == (401, "")


def test_bookings_and_refusals_are_counted_once(watched: Flask) -> None:
    made, refused = ("madoguchi_bookings_total", {"channel": "web"}), ("madoguchi_refusals_total", {"act": "book"})
    before = value(watched, made[0], **made[1]), value(watched, refused[0], reason="SlotTaken", **refused[1])
    for _ in range(2):
        book(web_request(MISAKI), now=FRIDAY_MORNING)  # the same request again
    with pytest.raises(SlotTaken):
        book(web_request(TARO), now=FRIDAY_MORNING)
    after = value(watched, made[0], **made[1]), value(watched, refused[0], reason="SlotTaken", **refused[1])
    assert (after[0] - before[0], after[1] - before[1]) == (1, 1)


def test_deliveries_and_waiting_are_told(watched: Flask, clock: StandingClock) -> None:
    book(web_request(), now=FRIDAY_MORNING)
    clock.move(minutes=20)
    assert value(watched, "madoguchi_oldest_wanted_meeting_seconds") == 20 * 60
    assert value(watched, "madoguchi_oldest_waiting_message_seconds") == 5 * 60
    before = value(watched, "madoguchi_deliveries_total", channel="mail", outcome="sent")
    jobs.deliver_mail()
    assert value(watched, "madoguchi_deliveries_total", channel="mail", outcome="sent") == before + 1
    assert value(watched, "madoguchi_oldest_waiting_message_seconds") == 0


def test_requests_to_the_webhook_are_counted_by_what_became_of_them(
    sqlite_town_url: str, tmp_path: Path, clock: StandingClock
) -> None:
    config = replace(config_for(sqlite_town_url, tmp_path), metrics_token=TOKEN, zoom_webhook_secrets=(SECRET,))
    app, good, bad = create_app(config, clock=clock), body_of(started("10:00")), b"{"

    def counts() -> list[float]:
        outcomes = ("accepted", "refused", "malformed")
        return [value(app, "madoguchi_webhooks_total", outcome=outcome) for outcome in outcomes]

    before = counts()
    for body, headers in (
        (good, signed(good, sent_at=FRIDAY_MORNING)),
        (good, {}),
        (bad, signed(bad, sent_at=FRIDAY_MORNING)),
    ):
        app.test_client().post("/webhooks/zoom", data=body, headers=headers)
    assert [after - earlier for after, earlier in zip(counts(), before, strict=True)] == [1, 1, 1]
    with app.app_context():
        close_connections()


def test_jobs_are_told_with_their_last_run(watched: Flask) -> None:
    ended = FRIDAY_MORNING
    noted = Noted("purge", late_at=ended + timedelta(days=1), began_at=ended, ended_at=ended, error="x", error_at=ended)
    transact(lambda session: keep_notes(session, [noted]))
    assert value(watched, "madoguchi_job_last_run_timestamp_seconds", job="purge") == ended.timestamp()
    assert value(watched, "madoguchi_job_failing", job="purge") == 1


def test_requests_are_timed_by_route_whatever_way_they_are_answered(watched: Flask) -> None:
    def count(endpoint: str, status: str = "2xx") -> float:
        return value(watched, "madoguchi_request_seconds_count", endpoint=endpoint, status=status)

    names = (("seeker.procedure",), ("nowhere", "4xx"), ("kept answer",))
    before = [count(*name) for name in names]
    client = watched.test_client()
    client.get("/procedures/omura-soudan")
    client.get(f"/{MISAKI}")
    for _ in range(2):
        client.get("/api/v1/procedures/omura-soudan/slots").close()
    assert [count(*name) - earlier for name, earlier in zip(names, before, strict=True)] == [1, 1, 1]


def test_nothing_of_a_person_stands_there(watched: Flask) -> None:
    number = book(web_request(MISAKI), now=FRIDAY_MORNING)
    watched.test_client().get(f"/mypage/bookings/{number}")
    exposed = scraped(watched).text
    for secret in (MISAKI, "髙城", "misaki", number, TOKEN):
        assert secret not in exposed
