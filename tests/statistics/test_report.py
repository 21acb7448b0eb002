"""A month of made-up bookings: every figure equals one that is counted beside it from the rows."""

from collections import Counter
from statistics import median_low

import pytest
from flask import Flask
from sqlalchemy import select

from booking.core.decisions import BookingStatus
from booking.core.demands import DemandKind
from booking.statistics.counts import Counts
from booking.statistics.periods import Period, month_of
from booking.statistics.report import Report, report_of
from booking.tables import Booking, Demand, Office, Procedure
from calendars.office_time import day_of, in_office_time
from database.base import db
from tests.days import day
from tests.statistics.made_up_month import book_a_month

pytestmark = pytest.mark.any_engine

NOVEMBER = month_of(day("2026-11-01 Sun"))
HOW_MANY, SEEDS = 3000, (1, pytest.param(2, marks=pytest.mark.late))


def reported(*codes: str, period: Period = NOVEMBER) -> tuple[Report, list[Booking], list[Demand]]:
    """The report of these offices, and the rows that it is about."""
    ids = list(db.session.scalars(select(Office.id).where(Office.code.in_(codes))))
    of_offices = select(Procedure.id).where(Procedure.office_id.in_(ids))
    bookings = [one for one in db.session.scalars(select(Booking)) if one.office_id in ids and one.day in period.days]
    demands = db.session.scalars(select(Demand).where(Demand.procedure_id.in_(of_offices)))
    return report_of(db.session(), period, office_ids=ids), bookings, [one for one in demands if one.day in period.days]


@pytest.mark.each_engine
@pytest.mark.parametrize("seed", SEEDS)
def test_each_figure_is_that_of_the_rows(app: Flask, seed: int) -> None:
    book_a_month(NOVEMBER.first, bookings=HOW_MANY, demands=300, seed=seed)
    report, bookings, demands = reported("omura", "shiomizaka")
    assert report.total == added(bookings, demands, report.total.lead_days)
    for line in report.lines:
        key = (line.procedure.id, line.channel)
        of_line = [one for one in bookings if (one.procedure_id, one.channel) == key]
        asked = [one for one in demands if (one.procedure_id, one.channel) == key]
        assert line.counts == added(of_line, asked, line.counts.lead_days)
        assert sorted(line.counts.lead_days) == sorted((one.day - day_of(one.booked_at)).days for one in of_line)
    assert report.total.typical_lead == median_low((one.day - day_of(one.booked_at)).days for one in bookings)


def added(bookings: list[Booking], demands: list[Demand], leads: tuple[int, ...]) -> Counts:
    """The figures, counted the plain way."""
    statuses = Counter(one.status for one in bookings)
    return Counts(
        booked=len(bookings),
        attended=statuses[BookingStatus.ATTENDED],
        excused=statuses[BookingStatus.EXCUSED],
        no_show=statuses[BookingStatus.NO_SHOW],
        not_held=statuses[BookingStatus.NOT_HELD],
        cancelled_by_seeker=statuses[BookingStatus.CANCELLED_BY_SEEKER],
        cancelled_by_office=statuses[BookingStatus.CANCELLED_BY_OFFICE],
        undecided=statuses[BookingStatus.BOOKED],
        late=sum(one.late_reason != "" for one in bookings),
        moved=sum(one.moves > 0 for one in bookings),
        turned_away=sum(one.kind is DemandKind.TURNED_AWAY for one in demands),
        waited=sum(one.kind is DemandKind.WAITED for one in demands),
        lead_days=leads,
    )


def test_the_places_that_were_taken_stand_beside_those_that_were_offered(app: Flask) -> None:
    book_a_month(NOVEMBER.first, bookings=HOW_MANY, demands=10, seed=3)
    report, bookings, _ = reported("omura")
    standing = [in_office_time(one.starts_at) for one in bookings if not one.status.cancelled]
    taken = Counter((start.weekday(), start.hour) for start in standing)
    assert {cell: use.taken for cell, use in report.cells.items() if use.taken} == taken
    # All four Wednesdays of the month are office days with a start at ten: the 4th, 11th, 18th and 25th, one desk.
    assert report.cells[2, 10].offered == 4


def test_the_month_before_is_beside_it(app: Flask) -> None:
    book_a_month(day("2026-10-01 Thu"), bookings=50, demands=5, seed=4)
    report, bookings, _ = reported("omura", period=month_of(day("2026-10-01 Thu")))
    after = report_of(db.session(), NOVEMBER, office_ids=[bookings[0].office_id])
    assert (report.total.booked, after.before.booked, after.total.booked) == (len(bookings), len(bookings), 0)


def test_a_period_without_anything_has_no_lines(app: Flask) -> None:
    report, _, _ = reported("omura", period=Period(day("2026-08-01 Sat"), day("2026-08-02 Sun")))
    assert (report.lines, report.total, report.missing) == ([], Counts(), [])
