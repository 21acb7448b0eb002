"""What a clock that leaps does: /alarmz tells, and nothing is deleted, dropped or told by it until it is well again."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from booking.bookings.book import book
from booking.jobs import deliver_mail, jobs
from booking.operations.clock_trust.doubt import ClockDoubted, ClockState
from booking.operations.clock_trust.machine import MachineTime, machine_time
from booking.operations.clock_trust.watch import ClockWatch, clock_watch
from booking.tables import IdempotencyKey
from database.base import db
from notifier.tables import Delivery, DeliveryState, Message
from tests.bookings.builders import web_request
from tests.test_nightly_jobs import job, look
from tests.town import FRIDAY_MORNING, StandingClock


@dataclass
class Machine:
    """A machine whose clock can be set, and on which time passes when a test says so."""

    time: MachineTime

    def __call__(self) -> MachineTime:
        return self.time

    def set_clock(self, **by: float) -> None:
        """Set the clock ahead, or behind; a minute passes."""
        leap = timedelta(**by)
        self.time = replace(self.time, real=self.time.real + leap)
        self.run(minutes=1)

    def run(self, **span: float) -> None:
        """Let time pass."""
        passed = timedelta(**span)
        self.time = replace(self.time, real=self.time.real + passed, running=self.time.running + passed.total_seconds())

    def start_again(self, **after: float) -> None:
        """Switch it off for a time."""
        self.run(**after)
        self.time = replace(self.time, boot="another start", running=0)


@pytest.fixture
def machine(sqlite_town_app: Flask, clock: StandingClock) -> Machine:
    found = Machine(machine_time())
    watch_anew(sqlite_town_app, clock, found)
    assert clock_watch().state() is ClockState.WELL
    return found


@pytest.fixture
def sqlite_town_app(sqlite_app: Flask) -> Iterator[Flask]:
    with sqlite_app.app_context():
        yield sqlite_app


def watch_anew(app: Flask, clock: StandingClock, machine: Machine) -> None:
    """As a process begins."""
    app.extensions["clock_watch"] = ClockWatch(clock, machine)


def how_many(table: type[IdempotencyKey] | type[Message]) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def alarms(app: Flask) -> str:
    clock_watch().state()
    return app.test_client().get("/alarmz").text


@pytest.mark.parametrize(
    ("leap", "words"),
    [({"minutes": 4}, "ok"), ({"days": 5}, "5 days, 0:00:00 ahead"), ({"hours": -9}, "9:00:00 behind")],
    ids=str,
)
def test_a_leap_alarms(sqlite_town_app: Flask, machine: Machine, leap: dict[str, float], words: str) -> None:
    machine.set_clock(**leap)
    assert words in alarms(sqlite_town_app)


def test_a_clock_that_is_put_right_ends_the_alarm(sqlite_town_app: Flask, machine: Machine) -> None:
    machine.set_clock(days=5)
    alarms(sqlite_town_app)
    machine.set_clock(days=-5)
    assert alarms(sqlite_town_app) == "ok\n"


def test_nothing_is_purged_until_the_clock_is_well(
    sqlite_town_app: Flask, clock: StandingClock, machine: Machine
) -> None:
    book(web_request(), now=FRIDAY_MORNING)
    clock.set("2026-11-25 09:00")  # Wednesday
    machine.set_clock(days=5)
    assert look(sqlite_town_app, "purge") is False
    with pytest.raises(ClockDoubted):
        job(sqlite_town_app, "purge").run()
    assert how_many(IdempotencyKey) == 1
    machine.set_clock(days=-5)
    assert look(sqlite_town_app, "purge") is True
    assert how_many(IdempotencyKey) == 0


def test_a_purge_that_was_missed_waits_an_hour_after_the_machine_was_off(
    sqlite_town_app: Flask, clock: StandingClock, machine: Machine
) -> None:
    machine.start_again(days=3)
    watch_anew(sqlite_town_app, clock, machine)
    seen = [look(sqlite_town_app, "purge")]
    machine.run(minutes=61)
    assert [*seen, look(sqlite_town_app, "purge")] == [False, True]


def test_nobody_is_reminded_by_a_clock_in_doubt(sqlite_town_app: Flask, clock: StandingClock, machine: Machine) -> None:
    book(web_request(), now=FRIDAY_MORNING)
    clock.set("2026-11-25 09:30")  # Wednesday, half an hour before the consultation
    machine.set_clock(days=5)
    (reminding,) = [one for one in jobs(sqlite_town_app) if one.name == "remind_an_hour_before"]
    assert reminding.run() == 0
    assert how_many(Message) == 1
    machine.set_clock(days=-5)
    assert reminding.run() == 1


@pytest.mark.parametrize(("leap", "state"), [(0, DeliveryState.FAILED), (6, DeliveryState.WAITING)])
def test_mail_that_would_be_too_late_waits_for_a_clock_that_is_well(
    sqlite_town_app: Flask, clock: StandingClock, machine: Machine, leap: int, state: DeliveryState
) -> None:
    book(web_request(), now=FRIDAY_MORNING)
    clock.set("2026-11-26 09:00")  # Thursday, the day after
    machine.set_clock(days=leap)
    deliver_mail()
    db.session.rollback()
    assert db.session.scalars(select(Delivery.state)).all() == [state]


def test_what_the_watch_knows_outlives_the_process(
    sqlite_town_app: Flask, clock: StandingClock, machine: Machine
) -> None:
    machine.set_clock(days=5)
    watch_anew(sqlite_town_app, clock, machine)
    assert clock_watch().state() is ClockState.DOUBTED
