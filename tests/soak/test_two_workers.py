"""Two workers and many wanted meetings, one worker killed in the middle: each booking gets its one meeting at Zoom."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from random import Random

import pytest
from flask import Flask
from sqlalchemy import update

from booking.bookings.book import book
from booking.office_changes.import_file import import_office
from booking.services import services
from booking.tables import Meeting, MeetingState
from database.base import db
from database.transactions import transact
from tests.bookings.builders import all_of, crowd, web_request
from tests.service import Service
from tests.soak.invariants import flaws
from tests.soak.places import RUSH, days, hosted_office, places
from tests.soak.sizes import Size
from tests.town import FRIDAY_MORNING
from tests.zoom_stand_in.stand_in import StandIn, standing_in

pytestmark = [pytest.mark.soak, pytest.mark.late]

DESKS = 4
CHANGES_A_DAY = 100  # creations and changes for one host (Zoom, "Rate limits")
_SECONDS_FOR_ALL = 300  # the lease of the killed worker included
_LONGER_THAN_AN_ANSWER = 2  # seconds
_COMMAND = [sys.executable, "-m", "booking.cli"]


@pytest.fixture
def zoom() -> Iterator[StandIn]:
    """A Pro account that takes its time for each creation, so that a killed worker has one in hand."""
    office = hosted_office(DESKS)
    with standing_in(FRIDAY_MORNING, hosts=[desk.zoom_host for desk in office.desks if desk.zoom_host]) as stand_in:
        stand_in.behave(plan="pro")
        stand_in.fault("slow", "POST /v2/users", times=None, seconds=0.1)
        yield stand_in


def test_a_worker_killed_in_the_middle_leaves_no_meeting_out_and_none_twice(
    app: Flask, town_url: str, zoom: StandIn, size: Size, seed: int, tmp_path: Path
) -> None:
    wish_for(size.meetings)
    service = Service(_COMMAND, tmp_path, _settings(app, town_url) | zoom.environment)
    with ExitStack() as ending:
        killed, _other = (ending.enter_context(worker(service)) for _ in range(2))
        wait_until_there(zoom, size.meetings // 3)
        kill_while_fetching(killed, Random(seed))
        if not size.waits_for_leases:
            wait_until_there(zoom, size.meetings - 1)  # the last may be in the dead worker's hands
            let_leases_run_out()
        wait_until_issued(size.meetings)
    assert_one_each(zoom, size.meetings)


def wish_for(meetings: int) -> None:
    """Book so many consultations, each for somebody else."""
    import_office(hosted_office(DESKS), actor="test", now=FRIDAY_MORNING)
    starts = (place.starts_at for place in places(RUSH, on=days()) for _ in range(DESKS))
    for seeker, start in zip(crowd(meetings), islice(starts, meetings), strict=True):
        book(web_request(seeker, procedure=RUSH, starts=f"{start:%Y-%m-%d %H:%M}"), now=FRIDAY_MORNING)


@contextmanager
def worker(service: Service) -> Iterator[subprocess.Popen[bytes]]:
    """A real `madoguchi worker`, ended afterwards if it has not been killed."""
    with (service.folder / "worker.log").open("ab") as log:
        running = subprocess.Popen(
            [*service.command, "worker"], cwd=service.folder, env=service.environment, stdout=log, stderr=log
        )
        try:
            yield running
        finally:
            if running.poll() is None:
                os.kill(running.pid, signal.SIGTERM)
                running.wait(60)


def kill_while_fetching(worker: subprocess.Popen[bytes], random: Random) -> None:
    """Stop it again and again until it holds a lease that nobody works on, and then kill it."""

    def is_fetching() -> bool:
        worker.send_signal(signal.SIGSTOP)
        held = leases()
        time.sleep(_LONGER_THAN_AN_ANSWER)
        if held & leases():
            return True
        worker.send_signal(signal.SIGCONT)
        time.sleep(random.random() / 4)
        return False

    _wait(is_fetching, "a worker that asks")
    worker.kill()
    worker.wait()


def leases() -> set[str]:
    """The leases that are held now."""
    return {one.lease for one in all_of(Meeting) if one.lease}


def wait_until_there(zoom: StandIn, meetings: int) -> None:
    """Until Zoom has so many."""
    _wait(lambda: zoom.state["created"] >= meetings, f"{meetings} meetings at Zoom")


def wait_until_issued(meetings: int) -> None:
    """Until we know of so many."""
    _wait(lambda: Counter(one.state for one in all_of(Meeting)) == {MeetingState.ISSUED: meetings}, "all issued")


def let_leases_run_out() -> None:
    """Two minutes pass for whatever a worker has in hand; who still works on it finds its lease taken over."""
    past = datetime(2026, 1, 1, tzinfo=UTC)
    transact(
        lambda session: session.execute(
            update(Meeting).where(Meeting.leased_until.is_not(None)).values(leased_until=past)
        )
    )


def assert_one_each(zoom: StandIn, meetings: int) -> None:
    """Exactly our meetings live at Zoom, each once and at its time, and no host had more changes than it may."""
    state = zoom.state
    ours = {str(one.provider_id): one.starts_at for one in all_of(Meeting)}
    theirs = {str(live["id"]): datetime.fromisoformat(live["start_time"]) for live in state["meetings"]}
    assert theirs == ours
    assert len(theirs) == meetings
    assert len({live["agenda"] for live in state["meetings"]}) == meetings  # the marks
    assert max(used["count"] for used in state["changes"]) <= CHANGES_A_DAY
    assert state["breaches"] == []
    assert flaws(db.session()) == []


def _settings(app: Flask, town_url: str) -> dict[str, str]:
    """Keys and database of the app in this process, so that both understand what the other wrote."""
    config = services().config
    return {
        "MADOGUCHI_DATABASE_URL": town_url,
        "MADOGUCHI_SECRET_KEY": str(app.config["SECRET_KEY"]),
        "MADOGUCHI_DATA_KEYS": ",".join(config.data_keys),
        "MADOGUCHI_AUDIT_KEY": config.audit_key,
        "MADOGUCHI_NOW": FRIDAY_MORNING.isoformat(),
    }


def _wait(holds: Callable[[], object], what: str) -> None:
    give_up_at = time.monotonic() + _SECONDS_FOR_ALL
    while not holds():
        assert time.monotonic() < give_up_at, f"not within {_SECONDS_FOR_ALL} seconds: {what}"
        time.sleep(0.2)
