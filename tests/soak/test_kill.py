"""`kill -9` in the middle of a storm: who was told 201 has a booking, and nothing is half-done (rules.md#bad-input)."""

import os
import signal
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.tables import Meeting, MeetingState
from notifier.tables import Delivery, DeliveryState
from tests.cli.processes import alive, children, wait_until
from tests.service import Running, Service
from tests.soak.invariants import flaws, reading
from tests.soak.ledger import Ledger, Wish, booked_numbers, queued
from tests.soak.places import RUSH, days, places
from tests.soak.sizes import Size

pytestmark = [pytest.mark.soak, pytest.mark.any_engine]

_ANSWERS_BEFORE_A_KILL = range(1, 30)
_SECONDS_OF_A_LEASE = 180  # two minutes, and some for the worker that takes it over


def test_kill_9_in_a_storm_loses_no_booking_and_leaves_nothing_half_done(
    service: Service, database_url: str, tokens: Sequence[str], size: Size, seed: int
) -> None:
    random, ledger, wishes = Random(seed), Ledger(), queued(_wishes(tokens, size))
    for _ in range(size.kills):
        answers = random.choice(_ANSWERS_BEFORE_A_KILL)
        with service.running() as running:
            before = len(ledger.booked)
            storm = ledger.storm(running.base_url, wishes)
            wait_until(lambda: len(ledger.booked) >= before + answers, f"{answers} bookings")  # noqa: B023  called here
            _kill(running)
            for thread in storm:
                thread.join()
        _assert_kept(database_url, ledger)
    with service.serving() as base_url:
        ledger.send_again(base_url)
        _assert_comes_out(database_url, service.folder, ledger, size)
    _assert_kept(database_url, ledger)
    with reading(database_url) as session:
        assert sorted(booked_numbers(session)) == sorted(ledger.booked.values())  # each once, whoever asked twice
    assert ledger.refused == {}
    service.madoguchi("jobs", "run", "seal_audit")
    assert "lines not sealed yet: 0" in service.madoguchi("audit", "verify")


def _wishes(tokens: Sequence[str], size: Size) -> Iterator[Wish]:
    """One for each place and seeker: all of them can be granted."""
    every = (place for place in places(RUSH, on=days()) for _ in range(size.rush_places))
    return (Wish(token, place, str(uuid4())) for token, place in zip(tokens, every, strict=False))


def _kill(running: Running) -> None:
    """End the server, its web process and its scheduler at one blow."""
    everything = {running.process.pid, *children(running.process.pid)}
    for process in everything:
        os.kill(process, signal.SIGKILL)
    running.process.wait()
    wait_until(lambda: not alive(everything), "every process has ended")


def _assert_kept(database_url: str, ledger: Ledger) -> None:
    with reading(database_url) as session:
        assert flaws(session) == []
        numbers = booked_numbers(session)
    assert set(ledger.booked.values()) <= set(numbers)


def _assert_comes_out(database_url: str, folder: Path, ledger: Ledger, size: Size) -> None:
    """Every meeting is issued and every mail sent, once; small storms do not wait for what a killed worker leased."""
    give_up_at = time.monotonic() + _SECONDS_OF_A_LEASE
    with reading(database_url) as session:
        while left := _waiting(session, leased=size.waits_for_leases):
            assert time.monotonic() < give_up_at, left
            session.rollback()
            time.sleep(0.5)
    if size.waits_for_leases:
        assert len(list(folder.glob("instance/mail/*.eml"))) == len(ledger.booked)


def _waiting(session: Session, *, leased: bool) -> list[str]:
    """What is still to be done for bookings; `leased` counts what a worker has in hand as well."""
    meetings = select(Meeting.mark).where(Meeting.state != MeetingState.ISSUED)
    mails = select(Delivery.channel).where(Delivery.state != DeliveryState.SENT)
    if not leased:
        meetings, mails = meetings.where(Meeting.leased_until.is_(None)), mails.where(Delivery.leased_until.is_(None))
    return [*session.scalars(meetings), *session.scalars(mails)]
