"""The rules of procedures as rows hold them: read as columns, since the first request for an office waits for them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, time
from functools import lru_cache
from typing import Any

from sqlalchemy import Row, and_, bindparam, select
from sqlalchemy.orm import Session

from booking.availability.holidays import national_holidays
from booking.availability.offices import own_closing_days
from booking.availability.rule_values import Terms, dated_values, read_written, values_from
from booking.availability.slots import Lane, Rules, rules_from
from booking.tables import DatedRules, ExtraOpening, OpeningStart, Timetable, WeeklyStart
from calendars.office_days import OfficeDays
from database.base import table_of

_MOST_STARTS = 4096  # in a week; a country's offices have a few hundred different ones

# Built once, and on the tables.
_timetables, _starts = table_of(Timetable).c, table_of(WeeklyStart).c
_openings, _opening_starts = table_of(ExtraOpening).c, table_of(OpeningStart).c
_WEEKLY = (
    select(_timetables.valid_from, _starts.weekday, _starts.start)
    .select_from(table_of(Timetable))
    .outerjoin(table_of(WeeklyStart), _starts.timetable_id == _timetables.id)
    .where(_timetables.procedure_id == bindparam("procedure_id"))
    .order_by(_timetables.valid_from, _starts.weekday, _starts.start)
)
_dated = table_of(DatedRules).c
_CHANGES = (
    select(_dated.valid_from, _dated.changed)
    .where(_dated.procedure_id == bindparam("procedure_id"))
    .order_by(_dated.valid_from)
)
_OPENINGS = (
    select(_openings.day, _openings.counts_as_office_day, _opening_starts.start)
    .select_from(table_of(ExtraOpening))
    .outerjoin(
        table_of(OpeningStart),
        and_(
            _opening_starts.extra_opening_id == _openings.id,
            _opening_starts.procedure_id == bindparam("procedure_id"),
        ),
    )
    .where(_openings.office_id == bindparam("office_id"))
)


def rules_of_row(session: Session, row: Mapping[str, Any], lanes: Iterable[Lane]) -> Rules:
    """The rules of the procedure whose columns and office's closing of desks are in `row`, with these desks."""
    params = {"procedure_id": row["id"], "office_id": row["office_id"]}
    openings = session.execute(_OPENINGS, params).all()
    terms = Terms(row["terms_version"], tuple(row["paragraphs"]))
    return rules_from(
        dated_values(values_from(row, terms), _changes(session, row["id"])),
        desk_closes=row["desk_closes"],
        weekly=_weekly(session, row["id"]),
        starts_on_openings=_starts_by_day(openings),
        lanes=lanes,
        office_days=OfficeDays.of(
            national_holidays(session).name,
            own_closing_days(session, row["office_id"]),
            {day: counts for day, counts, _ in openings},
        ),
        ends=[row["office_ends_on"], row["ends_on"]],
    )


def _changes(session: Session, procedure_id: int) -> list[tuple[date, dict[str, Any]]]:
    found = session.execute(_CHANGES, {"procedure_id": procedure_id})
    return [(valid_from, read_written(changed)) for valid_from, changed in found]


def _weekly(session: Session, procedure_id: int) -> list[tuple[date, tuple[tuple[int, time], ...]]]:
    # A timetable without a start counts, too: from its first day on nothing is offered.
    starts: dict[date, list[tuple[int, time]]] = defaultdict(list)
    for valid_from, weekday, start in session.execute(_WEEKLY, {"procedure_id": procedure_id}):
        starts[valid_from].extend([] if start is None else [_weekly_start(weekday, start)])
    return [(valid_from, tuple(found)) for valid_from, found in starts.items()]


@lru_cache(_MOST_STARTS)
def _weekly_start(weekday: int, start: time) -> tuple[int, time]:
    """The same object for all procedures: in a whole country each start would be kept hundreds of times."""
    return weekday, start


def _starts_by_day(openings: Iterable[Row[Any, Any, Any]]) -> dict[date, tuple[time, ...]]:
    # An extra opening replaces the weekly times even for a procedure that has no start on it.
    starts: dict[date, list[time]] = defaultdict(list)
    for day, _, start in openings:
        starts[day].extend([] if start is None else [start])
    return {day: tuple(times) for day, times in starts.items()}
