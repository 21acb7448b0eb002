"""What changes between the reading and the lock: the booking must see it. PostgreSQL lets it happen."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from booking.app import create_app
from booking.availability.locks import lock_office, lock_seeker
from booking.availability.refusals import ChannelClosed
from booking.bookings.book import book
from booking.bookings.draft import write_draft
from booking.bookings.hold import hold
from booking.bookings.refusals import Suspended, TermsOutdated
from booking.tables import Booking, DeskClaim, Office, SeekerClaim, Suspension, SuspensionState
from database.base import db
from database.engines import writing
from tests.attendance.absences import LAST_DAY, missed_twice
from tests.bookings.builders import (
    WED_10,
    change_procedure,
    filled_hold,
    how_many,
    set_rules,
    the_booking,
    the_hold,
    web_request,
)
from tests.bookings.confirming import confirm
from tests.town import (
    FRIDAY_MORNING,
    MISAKI,
    StandingClock,
    close_connections,
    config_for,
    office_time,
    seeker_id,
)

SECONDS_TO_QUEUE = 20


@pytest.fixture
def busy_app(postgresql_town_url: str, clock: StandingClock, tmp_path: Path) -> Iterator[Flask]:
    """The service on PostgreSQL, its context pushed."""
    app = create_app(config_for(postgresql_town_url, tmp_path), clock=clock)
    with app.app_context():
        yield app
        close_connections()


@contextmanager
def meanwhile(app: Flask, act: Callable[[], str], change: Callable[[Session], object]) -> Iterator[Future[str]]:
    """Let `act` begin and wait for a lock that `change` holds; then the change commits and `act` goes on."""

    def run() -> str:
        with app.app_context():
            return act()

    with ThreadPoolExecutor(1) as threads, Session(writing(db.engine)) as session:
        change(session)
        acting = threads.submit(run)
        _wait_until_queued()
        session.commit()
        yield acting


def _wait_until_queued() -> None:
    give_up_at = time.monotonic() + SECONDS_TO_QUEUE
    with db.engine.connect() as looking:
        while not looking.scalar(text("select count(*) from pg_locks where not granted")):
            assert time.monotonic() < give_up_at, "nobody waits for the lock"
            time.sleep(0.02)


def change_omura(**values: object) -> Callable[[Session], object]:
    """An import that changes the procedure under the office's lock."""

    def change(session: Session) -> None:
        lock_office(session, session.scalars(select(Office.id).where(Office.code == "omura")).one()).version += 1
        set_rules(session, "omura-soudan", **values)

    return change


def test_terms_that_change_while_a_booking_waits_are_the_terms_that_count(busy_app: Flask) -> None:
    request = web_request()
    with (
        meanwhile(
            busy_app, lambda: book(request, now=FRIDAY_MORNING), change_omura(terms_version="2026-11-20")
        ) as booking,
        pytest.raises(TermsOutdated),
    ):
        booking.result()
    assert how_many(Booking) == 0


def test_a_procedure_that_leaves_the_web_while_a_hold_waits_is_not_held(busy_app: Flask) -> None:
    misaki = seeker_id(MISAKI)
    with (
        meanwhile(
            busy_app,
            lambda: hold("omura-soudan", office_time(WED_10), seeker_id=misaki, now=FRIDAY_MORNING),
            change_omura(channels=["phone"]),
        ) as holding,
        pytest.raises(ChannelClosed),
    ):
        holding.result()
    assert how_many(DeskClaim) == 0


def test_a_draft_and_a_second_confirmation_in_between_change_nothing_that_was_booked(busy_app: Flask) -> None:
    token, misaki = filled_hold(), seeker_id(MISAKI)
    before = the_hold(token).topic
    with meanwhile(
        busy_app,
        lambda: confirm(token, seeker_id=misaki, now=FRIDAY_MORNING),
        lambda session: lock_seeker(session, misaki),
    ) as confirming:
        first = confirming.result()
    write_draft(token, topic="別のこと", wishes=(), now=FRIDAY_MORNING)
    assert confirm(token, seeker_id=misaki, now=FRIDAY_MORNING) == first
    assert the_hold(token).topic == the_booking(first).topic == before


def test_who_is_suspended_while_a_booking_waits_does_not_get_it(busy_app: Flask) -> None:
    missed_twice()
    misaki = seeker_id(MISAKI)
    request = web_request(starts="2026-12-09 10:00")  # Wednesday

    def impose(session: Session) -> None:
        lock_seeker(session, misaki)
        session.execute(update(Suspension).values(state=SuspensionState.IMPOSED, ends_on=LAST_DAY))

    with (
        meanwhile(busy_app, lambda: book(request, now=office_time("2026-12-04 09:00")), impose) as booking,
        pytest.raises(Suspended),
    ):
        booking.result()


def test_a_consultation_that_grew_longer_while_it_was_held_is_claimed_whole(app: Flask) -> None:
    token = filled_hold()
    change_procedure("omura-soudan", length_minutes=45)
    confirm(token, seeker_id=seeker_id(MISAKI), now=FRIDAY_MORNING)
    assert how_many(DeskClaim) == 4  # 45 minutes and a resting tick
    assert how_many(SeekerClaim) == 3
