"""A worker or a server that is told to end (SIGTERM) ends what it has in hand and takes nothing more."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from itertools import count
from pathlib import Path
from threading import Barrier

import pytest
from flask import Flask

from booking.bookings.book import book
from booking.office_changes.import_file import import_office
from booking.services import services
from booking.tables import Meeting, MeetingState
from tests.bookings.builders import all_of, crowd, web_request
from tests.cli.processes import SECONDS_AT_MOST, wait_until
from tests.cli.serving.servers import Server, serving
from tests.service import ROOT
from tests.soak.places import RUSH, days, hosted_office, places
from tests.town import FRIDAY_MORNING
from tests.zoom_stand_in.stand_in import StandIn, standing_in


@pytest.fixture
def slow_zoom() -> Iterator[StandIn]:
    """A Zoom that takes two seconds for each meeting."""
    hosts = [desk.zoom_host for desk in hosted_office(1).desks if desk.zoom_host]
    with standing_in(FRIDAY_MORNING, hosts=hosts) as stand_in:
        stand_in.behave(plan="pro")
        stand_in.fault("slow", "POST /v2/users", times=None, seconds=2)
        yield stand_in


def test_a_worker_ends_the_meeting_it_asks_for_and_begins_no_other(
    app: Flask, town_url: str, slow_zoom: StandIn, tmp_path: Path
) -> None:
    import_office(hosted_office(1), actor="test", now=FRIDAY_MORNING)
    for seeker, place in zip(crowd(3), places(RUSH, on=days()), strict=False):
        book(web_request(seeker, procedure=RUSH, starts=f"{place.starts_at:%Y-%m-%d %H:%M}"), now=FRIDAY_MORNING)
    with (tmp_path / "worker.log").open("wb") as log:
        command = [sys.executable, "-m", "booking.cli", "worker"]
        settings = _settings(town_url) | slow_zoom.environment
        worker = subprocess.Popen(command, cwd=tmp_path, env=settings, stdout=log, stderr=log)
        try:
            wait_until(lambda: any(meeting.lease for meeting in all_of(Meeting)), "the worker asks for a meeting")
            worker.terminate()
            assert worker.wait(SECONDS_AT_MOST) == 0
        finally:
            worker.kill()
            worker.wait()
    meetings = all_of(Meeting)
    assert [meeting.lease for meeting in meetings] == [None] * 3
    assert MeetingState.WANTED in {meeting.state for meeting in meetings}
    assert MeetingState.ISSUED in {meeting.state for meeting in meetings}
    assert "the scheduler has stopped" in (tmp_path / "worker.log").read_text(encoding="utf-8")


def test_who_asks_on_a_kept_connection_gets_every_answer_until_the_server_has_gone(
    settings: dict[str, str], tmp_path: Path
) -> None:
    with serving(settings, tmp_path, "--no-scheduler") as server, ThreadPoolExecutor(4) as clients:
        answered = Barrier(5)
        clients_sending = [clients.submit(_send_on_and_on, server, answered) for _ in range(4)]
        answered.wait(SECONDS_AT_MOST)
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(SECONDS_AT_MOST) == 0
    # Each was asked to leave by an answer, and none sent a request that nobody answered.
    assert [client.result() for client in clients_sending] == ["close"] * 4


def _send_on_and_on(server: Server, answered: Barrier) -> str | None:
    """Ask on one connection until an answer says that it is the last one; what that said."""
    connection = HTTPConnection(server.host, server.port, timeout=SECONDS_AT_MOST)
    try:
        for number in count():
            connection.request("GET", "/procedures/omura-soudan")
            answer = connection.getresponse()
            assert answer.status == 200
            answer.read()
            if answer.will_close:
                return answer.getheader("Connection")
            if number == 0:
                answered.wait(SECONDS_AT_MOST)
        raise AssertionError("nobody asks for ever")
    finally:
        connection.close()


def _settings(town_url: str) -> dict[str, str]:
    config = services().config
    return {
        "PATH": os.defpath,
        "PYTHONPATH": str(ROOT),
        "LANG": "C.UTF-8",
        "MADOGUCHI_DATABASE_URL": town_url,
        "MADOGUCHI_SECRET_KEY": config.secret_key,
        "MADOGUCHI_DATA_KEYS": ",".join(config.data_keys),
        "MADOGUCHI_AUDIT_KEY": config.audit_key,
        "MADOGUCHI_NOW": FRIDAY_MORNING.isoformat(),
    }
