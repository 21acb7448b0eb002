"""Workers are killed at random while they send: each message arrives, by SMTP repeated at most once a kill."""

import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from itertools import islice
from pathlib import Path
from random import Random

import pytest
from flask import Flask
from sqlalchemy import ColumnElement, exists, select, update

from booking.bookings.book import book
from booking.office_changes.import_file import import_office
from booking.services import services
from booking.tables import Meeting, MeetingState, Seeker
from database.base import db
from database.transactions import transact
from notifier.tables import Delivery, DeliveryState, Message
from tests.bookings.builders import all_of, crowd, web_request
from tests.cli.processes import wait_until
from tests.mail_server.running import mail_server
from tests.service import ROOT
from tests.soak.places import RUSH, days, places, rush_office
from tests.soak.sizes import Size
from tests.town import FRIDAY_MORNING

pytestmark = [pytest.mark.soak, pytest.mark.late]

DESKS = 8
_MAILS_BEFORE_A_KILL = range(1, 9)


@pytest.fixture(params=["files", "smtp"])
def post_office(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[dict[str, str], Path]]:
    """The settings of a worker's mail, and the folder in which it ends up."""
    if request.param == "files":
        yield {}, tmp_path / "instance" / "mail"
        return
    with mail_server(tmp_path / "arrived") as server:
        address = f"smtp://127.0.0.1:{server.port}/?from=madoguchi@example.jp&starttls=no"
        yield {"MADOGUCHI_MAIL_URL": address}, server.folder


def test_no_kill_loses_a_mail_and_none_repeats_more_than_one(
    app: Flask, town_url: str, post_office: tuple[dict[str, str], Path], size: Size, seed: int, tmp_path: Path
) -> None:
    book_consultations(size.mails)
    settings, folder = post_office
    environment, random = _settings(app, town_url) | settings, Random(seed)
    for _ in range(size.mail_kills):
        with worker(environment, tmp_path) as running:
            _wait_for_some(folder, random.choice(_MAILS_BEFORE_A_KILL))
            time.sleep(random.random() / 20)
            running.kill()
    let_leases_run_out()
    with worker(environment, tmp_path):
        wait_until(_is_all_done, "every meeting is issued and every mail sent")
    keys = Counter(_message_ids(folder))
    assert len(keys) == len(all_of(Message)) >= size.mails  # a late meeting has a message of its own
    repeats = sum(keys.values()) - len(keys)
    assert repeats <= (size.mail_kills if settings else 0)


def book_consultations(mails: int) -> None:
    """So many, each by somebody with an address."""
    import_office(rush_office(DESKS), actor="test", now=FRIDAY_MORNING)
    people = crowd(mails)
    reached = update(Seeker).where(Seeker.seeker_number.in_(people)).values(email=Seeker.seeker_number + "@example.com")
    transact(lambda session: session.execute(reached))
    starts = islice((place.starts_at for place in places(RUSH, on=days()) for _ in range(DESKS)), mails)
    for person, start in zip(people, starts, strict=True):
        book(web_request(person, procedure=RUSH, starts=f"{start:%Y-%m-%d %H:%M}"), now=FRIDAY_MORNING)


@contextmanager
def worker(environment: dict[str, str], folder: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """A real `madoguchi worker`, ended afterwards if it has not been killed."""
    with (folder / "worker.log").open("ab") as log:
        running = subprocess.Popen(
            [sys.executable, "-m", "booking.cli", "worker"], cwd=folder, env=environment, stdout=log, stderr=log
        )
        try:
            yield running
        finally:
            running.terminate()
            running.wait(60)


def let_leases_run_out() -> None:
    """The minutes pass for whatever the dead had in hand."""
    past = datetime(2026, 1, 1, tzinfo=UTC)
    for table in (Delivery, Meeting):
        leased = update(table).where(table.leased_until.is_not(None)).values(leased_until=past)
        transact(lambda session, leased=leased: session.execute(leased))  # type: ignore[misc]  # a lambda's default


def _wait_for_some(folder: Path, more: int) -> None:
    """Until so many more have arrived, or all that can while the dead hold their leases."""
    before = _arrived(folder)
    wait_until(lambda: _arrived(folder) >= before + more or not _any_free(), "some mails arrive")


def _any_free() -> bool:
    return _is_any(Delivery.state == DeliveryState.WAITING, Delivery.lease.is_(None))


def _arrived(folder: Path) -> int:
    return len(list(folder.glob("*.eml")))


def _message_ids(folder: Path) -> list[str]:
    return [str(message_from_bytes(path.read_bytes())["Message-ID"]) for path in folder.glob("*.eml")]


def _is_all_done() -> bool:
    return not _is_any(Meeting.state != MeetingState.ISSUED) and not _is_any(Delivery.state != DeliveryState.SENT)


def _is_any(*conditions: ColumnElement[bool]) -> bool:
    """Asked of the database: reading five hundred rows ten times a second took more time than the workers had."""
    found = db.session.scalar(select(exists().where(*conditions)))
    db.session.rollback()
    return bool(found)


def _settings(app: Flask, town_url: str) -> dict[str, str]:
    """Keys and database of this process; twenty minutes later, when the mails are due with or without a meeting."""
    config = services().config
    return {
        "PATH": os.defpath,
        "PYTHONPATH": str(ROOT),
        "LANG": "C.UTF-8",
        "MADOGUCHI_DATABASE_URL": town_url,
        "MADOGUCHI_SECRET_KEY": str(app.config["SECRET_KEY"]),
        "MADOGUCHI_DATA_KEYS": ",".join(config.data_keys),
        "MADOGUCHI_AUDIT_KEY": config.audit_key,
        "MADOGUCHI_NOW": (FRIDAY_MORNING + timedelta(minutes=20)).isoformat(),
    }
