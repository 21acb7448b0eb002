"""The jobs that come once a night or an hour, as the scheduler looks at them."""

from flask import Flask

from booking.bookings.hold import hold
from booking.jobs import jobs
from booking.tables import DeskClaim
from database.base import db
from notifier.scheduler import Job
from tests.town import MISAKI, StandingClock, office_time, seeker_id


def job(app: Flask, name: str) -> Job:
    return next(job for job in jobs(app) if job.name == name)


def look(app: Flask, name: str) -> object:
    """What the scheduler does once a minute."""
    found = job(app, name)
    assert found.look is not None
    return found.look()


def test_the_purge_comes_once_a_night_at_ten_past_three(app: Flask, clock: StandingClock) -> None:
    assert look(app, "purge")  # the machine slept through this night
    seen = []
    for now in ("2026-11-20 23:00", "2026-11-21 03:09", "2026-11-21 03:10", "2026-11-21 03:11", "2026-11-22 03:10"):
        clock.set(now)
        seen.append(look(app, "purge"))
    assert seen == [False, False, True, False, True]


def test_the_purge_goes_by_the_offices_clock(app: Flask, clock: StandingClock) -> None:
    look(app, "purge")
    hold("omura-soudan", office_time("2026-11-25 10:00"), seeker_id=seeker_id(MISAKI), now=clock())
    clock.set("2026-11-21 03:10")  # Saturday
    assert look(app, "purge")
    assert db.session.query(DeskClaim).count() == 0


def test_an_operator_may_purge_at_any_time_without_using_up_the_night(app: Flask, clock: StandingClock) -> None:
    job(app, "purge").run()
    assert look(app, "purge")


def test_the_head_is_noted_once_an_hour(app: Flask, clock: StandingClock) -> None:
    seen = []
    for now in ("2026-11-20 09:00", "2026-11-20 09:59", "2026-11-20 10:00"):
        clock.set(now)
        seen.append(look(app, "note_audit_head"))
    assert seen == [True, False, True]
