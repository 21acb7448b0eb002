"""Rules over the starts of an office: the grid, overlaps, and the rest of a desk across its procedures.

A desk is claimed for a consultation and the rest after it (rules.md#desks-and-hosts). A start together with or within
such a claim on the same desk could never be booked beside it, so the file is refused.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from itertools import combinations, pairwise, product, zip_longest

from booking.availability.ends import first_end
from booking.core.lengths import TICK_MINUTES, is_on_grid
from booking.offices.file.problems import Fault, below, entry_key
from booking.offices.file.shape import Desk, ExtraOpening, Office, Procedure, Timetable
from booking.offices.file.weekdays import WEEKDAYS

_MIDNIGHT = 24 * 60  # minutes of the day
_GRID = "、".join(f"{minute:02}分" for minute in range(0, 60, TICK_MINUTES))


@dataclass(frozen=True)
class _Start:
    """A start of a procedure on one weekday or one extra opening, and the key that says it."""

    procedure: Procedure
    at: time
    key: str

    @property
    def minute(self) -> int:
        return self.at.hour * 60 + self.at.minute

    @property
    def ends(self) -> int:
        """The minute of the day at which the consultation ends."""
        return self.minute + self.procedure.length_minutes

    def __str__(self) -> str:
        return f"{self.at:%H:%M}"


@dataclass(frozen=True)
class _Period:
    """Days with one timetable and the same rules; `until` is the first one after them (None: there is none)."""

    procedure: Procedure  # as it is on these days
    timetable: Timetable
    since: date
    until: date | None

    def coexists(self, other: "_Period") -> bool:
        until = first_end(self.until, other.until)
        return until is None or max(self.since, other.since) < until


def time_faults(office: Office) -> Iterator[Fault]:
    """Everything that is wrong with the weekly starts and those of extra openings."""
    desks = {desk.code: desk for desk in office.desks}
    for procedure in office.procedures:
        for period in _periods(procedure):
            for weekday in range(len(WEEKDAYS)):
                yield from _faults_of_one(_weekly(period, weekday), desks)
    for first, second in combinations(office.procedures, 2):
        yield from _weekly_clashes(first, second, desks)
    for opening in office.extra_openings:
        yield from _opening_faults(opening, office, desks)


def _faults_of_one(starts: list[_Start], desks: dict[str, Desk]) -> Iterator[Fault]:
    """What is wrong with the starts of one procedure on one day."""
    for start in starts:
        if not is_on_grid(start.minute):
            yield Fault(start.key, f"{start} は{TICK_MINUTES}分の区切りではありません", _GRID)
        if start.ends + _longest_rest(start, desks) > _MIDNIGHT:
            yield Fault(start.key, f"{start} からの相談と休みが夜の12時を過ぎます", "より早い時刻")
    for earlier, later in pairwise(starts):
        if later.minute < earlier.ends:
            what = f"{earlier} からの相談（{earlier.procedure.length_minutes}分）と {later} が重なります"
            yield Fault(later.key, what, f"{_clock(earlier.ends)} 以降")
        else:
            yield from _clash(earlier, later, desks)


def _weekly_clashes(first: Procedure, second: Procedure, desks: dict[str, Desk]) -> Iterator[Fault]:
    for one in _periods(first):
        for other in _periods(second):
            if one.coexists(other):
                for weekday in range(len(WEEKDAYS)):
                    starts, others = _weekly(one, weekday), _weekly(other, weekday)
                    yield from _clashes_between(starts, others, desks)


def _opening_faults(opening: ExtraOpening, office: Office, desks: dict[str, Desk]) -> Iterator[Fault]:
    by_procedure = [_on_opening(procedure.on(opening.day), opening) for procedure in office.procedures]
    for starts in by_procedure:
        yield from _faults_of_one(starts, desks)
    for starts, others in combinations(by_procedure, 2):
        yield from _clashes_between(starts, others, desks)


def _clashes_between(starts: list[_Start], others: list[_Start], desks: dict[str, Desk]) -> Iterator[Fault]:
    for start, other in product(starts, others):
        earlier, later = sorted((start, other), key=lambda one: one.minute)
        yield from _clash(earlier, later, desks)


def _clash(earlier: _Start, later: _Start, desks: dict[str, Desk]) -> Iterator[Fault]:
    """The desks on which `later` begins before the claim of `earlier` ends; it does not begin before it."""
    shared = set(earlier.procedure.desks) & set(later.procedure.desks) & set(desks)
    for code in sorted(shared):
        free = earlier.ends + desks[code].rest_minutes
        if later.minute < free:
            taken = f"{earlier.procedure.code} の {earlier} からの相談と休み"
            what = f"{later} は、相談窓口 {code} で {taken}に重なります"
            yield Fault(later.key, what, f"{_clock(free)} 以降、または別の窓口")


def _periods(procedure: Procedure) -> list[_Period]:
    by_day = {timetable.valid_from: timetable for timetable in procedure.timetables}
    days = sorted({*by_day, *(entry.valid_from for entry in procedure.rules if entry.valid_from > min(by_day))})
    return [
        _Period(procedure.on(since), by_day[max(one for one in by_day if one <= since)], since, until)
        for since, following in zip_longest(days, days[1:])
        for until in [first_end(following, procedure.ends_on)]
    ]


def _weekly(period: _Period, weekday: int) -> list[_Start]:
    procedure = period.procedure
    timetables = below(entry_key("procedures", procedure.code), "timetables")
    timetable = entry_key(timetables, period.timetable.valid_from.isoformat())
    key = below(below(timetable, "weekly"), WEEKDAYS[weekday])
    times = sorted(start.start for start in period.timetable.weekly if start.weekday == weekday)
    return [_Start(procedure, at, key) for at in times]


def _on_opening(procedure: Procedure, opening: ExtraOpening) -> list[_Start]:
    key = below(below(entry_key("extra_openings", opening.day.isoformat()), "starts"), procedure.code)
    times = sorted(start.start for start in opening.starts if start.procedure == procedure.code)
    return [_Start(procedure, at, key) for at in times]


def _longest_rest(start: _Start, desks: dict[str, Desk]) -> int:
    return max((desks[code].rest_minutes for code in start.procedure.desks if code in desks), default=0)


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
