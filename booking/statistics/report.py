"""The statistics of a period: figures by procedure and channel, how the places were used, and what was missing."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from booking.availability.procedures import KnownProcedure, known
from booking.core.channels import Channel
from booking.offices.staff_offices import procedures_of_offices
from booking.statistics.counts import CountedBooking, CountedDemand, Counts, count, total
from booking.statistics.occupancy import Use, WeekdayHour, occupancy, places_of
from booking.statistics.periods import Period
from booking.statistics.reads import bookings_in, demands_in
from booking.statistics.what_if import OneMoreStart, one_more_start

_WEEKDAYS = range(7)


@dataclass(frozen=True)
class ReportLine:
    """The figures of one procedure on one channel."""

    procedure: KnownProcedure
    channel: Channel
    counts: Counts


@dataclass(frozen=True)
class Missing:
    """What one more start on a weekday would have served of a procedure's people, the most useful weekday first."""

    procedure: KnownProcedure
    starts: Sequence[OneMoreStart]


@dataclass(frozen=True)
class Report:
    """All of it. `before` are the figures of the period that it is compared with."""

    period: Period
    lines: Sequence[ReportLine]
    total: Counts
    before: Counts
    cells: Mapping[WeekdayHour, Use]
    missing: Sequence[Missing]


def report_of(session: Session, period: Period, *, office_ids: Collection[int]) -> Report:
    """The statistics of the offices, by consultation days; what the rules offered is as they are known now."""
    procedures = _procedures(session, office_ids)
    bookings = bookings_in(session, period, office_ids=office_ids)
    demands = demands_in(session, period, office_ids=office_ids)
    lines = _lines(procedures, bookings, demands)
    return Report(
        period=period,
        lines=lines,
        total=total(line.counts for line in lines),
        before=figures_of(session, period.before, office_ids=office_ids),
        cells=_cells(procedures, period, bookings),
        missing=_missing(procedures, period, bookings, demands),
    )


def figures_of(session: Session, period: Period, *, office_ids: Collection[int]) -> Counts:
    """The figures of the offices in one sum."""
    counted = count(
        bookings_in(session, period, office_ids=office_ids), demands_in(session, period, office_ids=office_ids)
    )
    return total(counted.values())


def occupancy_of(session: Session, period: Period, *, office_ids: Collection[int]) -> Mapping[WeekdayHour, Use]:
    """How the places of the offices were used, and nothing else."""
    bookings = bookings_in(session, period, office_ids=office_ids)
    return _cells(_procedures(session, office_ids), period, bookings)


def _procedures(session: Session, office_ids: Collection[int]) -> Sequence[KnownProcedure]:
    return [known(session, one) for one in procedures_of_offices(session, office_ids=office_ids)]


def _cells(
    procedures: Sequence[KnownProcedure], period: Period, bookings: Sequence[CountedBooking]
) -> Mapping[WeekdayHour, Use]:
    return occupancy({place for one in procedures for place in places_of(one.rules, period)}, bookings)


def _lines(
    procedures: Sequence[KnownProcedure], bookings: Sequence[CountedBooking], demands: Sequence[CountedDemand]
) -> Sequence[ReportLine]:
    """The lines in the order of procedures and channels, of those that somebody used or wanted."""
    counted = count(bookings, demands)
    return [
        ReportLine(procedure, channel, counted[procedure.id, channel])
        for procedure in procedures
        for channel in Channel
        if (procedure.id, channel) in counted
    ]


def _missing(
    procedures: Sequence[KnownProcedure],
    period: Period,
    bookings: Sequence[CountedBooking],
    demands: Sequence[CountedDemand],
) -> Sequence[Missing]:
    found = []
    for procedure in procedures:
        wanted = [one for one in demands if one.procedure_id == procedure.id]
        if wanted:
            booked = [one for one in bookings if one.procedure_id == procedure.id]
            found.append(_missing_of(procedure, period, booked, wanted))
    return found


def _missing_of(
    procedure: KnownProcedure, period: Period, booked: Sequence[CountedBooking], wanted: Sequence[CountedDemand]
) -> Missing:
    days = _office_days(procedure, period)
    desks = len(procedure.rules.lanes_on(period.last)) or 1
    starts = one_more_start(_WEEKDAYS, days, wanted, booked, desks=desks)
    helpful = [one for one in starts if one.same_week]
    return Missing(procedure, sorted(helpful, key=lambda one: (-one.same_day, -one.same_week, one.weekday)))


def _office_days(procedure: KnownProcedure, period: Period) -> Sequence[date]:
    return [day for day in period.days if procedure.rules.office_days.closing(day) is None]
