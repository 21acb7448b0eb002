"""Slow clients and stuck locks over a real server: the others get their pages, and SIGTERM ends the server."""

import signal
import sqlite3
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from tests.cli.processes import SECONDS_AT_MOST, alive, wait_until
from tests.cli.serving.servers import Server, serving
from tests.cli.serving.slow_clients import HALF_A_FORM, answer_of, half_sent
from tests.meetings.zoom.events import SECRET, body_of, signed, started
from tests.town import FRIDAY_MORNING

HEALTHY = {"/": 200, "/healthz": 200, "/readyz": 200, "/procedures/omura-soudan": 200}


@pytest.fixture
def webhook_settings(settings: dict[str, str]) -> dict[str, str]:
    return {**settings, "ZOOM_WEBHOOK_SECRET_TOKEN": SECRET}


@pytest.fixture
def server(webhook_settings: dict[str, str], tmp_path: Path) -> Iterator[Server]:
    with serving(webhook_settings, tmp_path, "--no-scheduler") as running:
        yield running


def statuses(server: Server) -> dict[str, int]:
    return {path: send(server, "GET", path) for path in HEALTHY}


def send(server: Server, method: str, path: str, body: bytes | None = None, **headers: str) -> int:
    connection = HTTPConnection(server.host, server.port, timeout=SECONDS_AT_MOST)
    try:
        connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
        return connection.getresponse().status
    finally:
        connection.close()


def test_eight_half_sent_forms_keep_nobody_from_the_pages_and_end_with_the_server(server: Server) -> None:
    with half_sent(server.port, how_many=8) as clients:
        assert statuses(server) == HEALTHY
        everything = server.everything
        server.process.send_signal(signal.SIGTERM)
        answers = [answer_of(client) for client in clients]
        assert server.process.wait(SECONDS_AT_MOST) == 0
        wait_until(lambda: not alive(everything), "every process has ended")
    # As many as may wait were waited for; the others were told at once that it is busy.
    assert sorted(answer[:12] for answer in answers) == [b""] * 3 + [b"HTTP/1.1 503"] * 5


def test_who_is_refused_by_the_headers_alone_is_not_waited_for(server: Server) -> None:
    unsigned = HALF_A_FORM.replace(b"/login", b"/webhooks/zoom")
    without_token = HALF_A_FORM.replace(b"/login", b"/api/v1/bookings")
    too_long = HALF_A_FORM.replace(b"Length: 100", b"Length: 70000")
    without_length = HALF_A_FORM.replace(b"Content-Length: 100", b"Transfer-Encoding: chunked").replace(
        b"em", b"5\r\nem"
    )
    # Browsers are led to a page that says what was too long.
    for sent, status in ((unsigned, b"401"), (without_token, b"401"), (too_long, b"303"), (without_length, b"411")):
        with half_sent(server.port, how_many=1, sent=sent) as (client,):
            assert answer_of(client)[9:12] == status


def test_a_write_lock_that_never_ends_keeps_nobody_from_the_pages(server: Server, sqlite_town_url: str) -> None:
    other = sqlite3.connect(sqlite_town_url.removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with ThreadPoolExecutor(16) as clients:
        senders = [clients.submit(notify, server, number) for number in range(16)]
        _until_it_is_busy(senders)
        assert statuses(server) == HEALTHY
        other.execute("COMMIT")
    other.close()
    assert {sender.result() for sender in senders} <= {200, 503}
    assert notify(server, 99) == 200


def test_a_row_that_stays_locked_keeps_nobody_from_the_pages(
    webhook_settings: dict[str, str], postgresql_town_url: str, tmp_path: Path
) -> None:
    engine = create_engine(postgresql_town_url)
    webhook_settings["MADOGUCHI_DATABASE_URL"] = postgresql_town_url
    with serving(webhook_settings, tmp_path, "--no-scheduler") as server, engine.connect() as other:
        other.execute(text("LOCK TABLE webhooks IN SHARE MODE"))  # whoever writes waits, whoever reads does not
        with ThreadPoolExecutor(16) as clients:
            senders = [clients.submit(notify, server, number) for number in range(16)]
            _until_it_is_busy(senders)
            assert statuses(server) == HEALTHY
            other.rollback()
        assert {sender.result() for sender in senders} <= {200, 503}
        assert notify(server, 99) == 200
    engine.dispose()


def notify(server: Server, number: int) -> int:
    """Send a webhook of Zoom, which is one small transaction."""
    body = body_of({**started("10:00"), "event_ts": 1_764_000_000_000 + number})
    return send(server, "POST", "/webhooks/zoom", body, **signed(body, sent_at=FRIDAY_MORNING))


def _until_it_is_busy(senders: list[Future[int]]) -> None:
    wait_until(lambda: any(sender.done() for sender in senders), "one too many is told that it is busy")
    assert {sender.result() for sender in senders if sender.done()} == {503}
