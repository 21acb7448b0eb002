"""Whatever deleted or left claims: each booking that stands has exactly its own again, and two that clash alarm."""

from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from booking.bookings.book import book
from booking.bookings.cancel import Canceller, cancel
from booking.bookings.hold import hold
from booking.jobs import jobs
from booking.operations.claims.mend import mend_claims
from booking.tables import AuditLine, Booking, BookingStatus, Desk, DeskClaim, Hold, SeekerClaim
from calendars.office_time import in_office_time
from database.base import db
from database.transactions import transact
from tests.bookings.builders import THU_10, WED_10, WED_11, web_request
from tests.bookings.races.at_once import at_once
from tests.town import FRIDAY_MORNING, MISAKI, TARO, StandingClock, office_time, seeker_id

TICKS = ["10:00", "10:15", "10:30"]  # half an hour and the resting tick


@pytest.fixture
def number(app: Flask) -> str:
    """Wednesday 25 November, 10:00, booked on Friday 20."""
    return book(web_request(), now=FRIDAY_MORNING)


def change(*statements: object) -> None:
    def run(session: Session) -> None:
        for statement in statements:
            session.execute(statement)  # type: ignore[call-overload]  # any statement

    transact(run)


def lose_claims() -> None:
    """What the purge of a clock that was ahead did."""
    change(delete(DeskClaim), delete(SeekerClaim))


def desk_ticks(number: str) -> list[str]:
    db.session.rollback()
    ticks = db.session.scalars(select(DeskClaim.tick).join(Booking).where(Booking.number == number))
    return sorted(f"{in_office_time(tick):%H:%M}" for tick in ticks)


def mended(now: datetime = FRIDAY_MORNING) -> tuple[int, int, int]:
    """Claims put back and removed, and clashes."""
    done = mend_claims(now=now)
    return done.put_back, done.removed, len(done.clashes)


def booked_twice(number: str) -> str:
    """The same time again, as it went while the claims of the first were gone."""
    lose_claims()
    return book(web_request(TARO), now=FRIDAY_MORNING)


def test_lost_claims_are_put_back(app: Flask, number: str) -> None:
    lose_claims()
    assert mended() == (5, 0, 0)
    assert desk_ticks(number) == TICKS
    assert mended() == (0, 0, 0)


@pytest.mark.parametrize(
    ("now", "put_back"),
    [("2026-11-25 10:29", 5), ("2026-11-25 10:30", 0)],
    ids=["under way", "over"],
)
def test_only_bookings_that_are_not_over_need_them(app: Flask, number: str, now: str, put_back: int) -> None:
    lose_claims()
    assert mended(office_time(now)) == (put_back, 0, 0)


def test_what_a_cancelled_booking_still_claims_is_given_back(app: Flask, number: str) -> None:
    change(update(Booking).values(status=BookingStatus.CANCELLED_BY_SEEKER))
    assert mended() == (0, 5, 0)
    assert desk_ticks(number) == []


def test_a_tick_of_another_time_goes_and_the_own_one_comes_back(app: Flask, number: str) -> None:
    change(update(DeskClaim).where(DeskClaim.tick == office_time(WED_10)).values(tick=office_time(WED_11)))
    assert mended() == (1, 1, 0)
    assert desk_ticks(number) == TICKS


def test_the_rest_follows_the_desk(app: Flask, number: str) -> None:
    change(update(Desk).values(rest_minutes=0))
    assert mended() == (0, 1, 0)
    assert desk_ticks(number) == TICKS[:2]


def test_a_hold_gives_way_to_the_booking_that_was_there_before(app: Flask, number: str) -> None:
    lose_claims()
    token = hold("omura-soudan", office_time(WED_10), seeker_id=seeker_id(TARO), now=FRIDAY_MORNING)
    assert mended() == (5, 0, 0)
    db.session.rollback()
    held = db.session.scalars(select(Hold).where(Hold.token == token)).one()
    assert (held.taken_away, held.ended_at) == (True, FRIDAY_MORNING)


def test_two_bookings_of_one_time_alarm_until_one_is_gone(app: Flask, number: str) -> None:
    booked_twice(number)
    assert mended() == (2, 0, 1)  # the seeker's own ticks; the desk's are the other's
    line = "pairs of bookings that want the same time: 1\n"
    assert app.test_client().get("/alarmz").text == line
    cancel(number, Canceller("seeker", seeker_id=seeker_id(MISAKI)), now=FRIDAY_MORNING)
    assert app.test_client().get("/alarmz").text == "ok\n"
    assert mended() == (0, 0, 0)


def test_each_mended_booking_has_a_line_in_the_audit_log(app: Flask, number: str) -> None:
    lose_claims()
    mended()
    db.session.rollback()
    found = db.session.scalars(select(AuditLine.object).where(AuditLine.act == "mend_claims")).all()
    assert found == [f"booking:{number}"]


def test_two_workers_put_back_each_claim_once(app: Flask, number: str) -> None:
    book(web_request(TARO, starts=THU_10), now=FRIDAY_MORNING)
    lose_claims()
    counts = at_once(app, [lambda: mended()[0]] * 2)
    assert sum(count for count in counts if isinstance(count, int)) == 10


def test_the_scheduler_mends_them_when_it_starts_and_an_operator_at_any_time(
    app: Flask, clock: StandingClock, number: str
) -> None:
    lose_claims()
    (job,) = [job for job in jobs(app) if job.name == "mend_claims"]
    run: Callable[[], object] = job.run
    assert job.at_start
    assert run() == "5 claims put back, 0 removed, 0 pairs of bookings clash"
