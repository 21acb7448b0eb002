"""Which hosts of a whole country have too few meetings in the pool: asked by monitoring, again and again.

`queries.pool.supplies` tells it exactly by looking at each slot of each desk. For nearly all desks bounds are enough: a
host needs at least what is booked in a week or can be in one in which nothing is taken yet, and at most what could be
if nothing were in the way.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from booking.availability.procedures import OfficeVersion, known_by_code
from booking.availability.slots import Rules, starts_in_time
from booking.meetings.pool.rest import week_of_day
from booking.meetings.pool.supplies import meetings_by_host, supplies
from booking.tables import Booking, BookingStatus, Desk, DeskClaim, Office, Procedure, ProcedureDesk
from calendars.office_time import day_of
from database.base import table_of
from database.connections import connection_of
from database.prepared import Prepared

_desks, _desks_of, _procedures, _offices = (table_of(model).c for model in (Desk, ProcedureDesk, Procedure, Office))
_DESKS = Prepared(
    select(_desks.id, _desks.code, _desks.zoom_host, _procedures.code, _offices.id, _offices.code, _offices.version)
    .select_from(table_of(Desk))
    .join(table_of(ProcedureDesk), _desks_of.desk_id == _desks.id)
    .join(table_of(Procedure), _procedures.id == _desks_of.procedure_id)
    .join(table_of(Office), _offices.id == _desks.office_id)
    .order_by(_desks.office_id, _desks.code)
)
_bookings = table_of(Booking).c
_BOOKED = Prepared(
    select(_bookings.desk_id, _bookings.starts_at, _bookings.day).where(
        _bookings.status == BookingStatus.BOOKED,
        _bookings.ends_at > bindparam("now"),
        _bookings.day >= bindparam("since"),  # says nothing new, but is found by an index
    )
)

_claims = table_of(DeskClaim).c
_HELD = Prepared(
    select(_claims.desk_id).where(_claims.hold_id.is_not(None), _claims.expires_at > bindparam("now")).distinct()
)

_Weeks = Mapping[datetime, date]  # starts, each with the Monday of its week


@dataclass
class _Desk:
    """A desk, what lies in the pool for its host, and its procedures."""

    name: str
    there: int
    procedures: list[tuple[str, OfficeVersion]] = field(default_factory=list)


def low_pools(session: Session, *, now: datetime) -> Sequence[str]:
    """The desks whose pool runs low, as "office desk" by their codes."""
    desks, booked, in_time = _desks_with_procedures(session), _booked(session, now), _InTime(session, now)
    held = {desk_id for (desk_id,) in _HELD.rows(connection_of(session), {"now": now})}
    low, unsure = set(), set()
    for key, desk in desks.items():
        bounds = _bounds(booked.get(key, {}), in_time.of(desk), held=key in held)
        if desk.there < bounds.least:
            low.add(key)
        elif desk.there < bounds.most:
            unsure.add(key)
    if unsure:
        low |= {each.desk.id for each in supplies(session, now=now, desk_ids=unsure) if each.low}
    return [desk.name for key, desk in desks.items() if key in low]


@dataclass(frozen=True)
class _Bounds:
    """Between how many meetings a host needs."""

    least: int
    most: int


def _bounds(booked: _Weeks, in_time: _Weeks, *, held: bool) -> _Bounds:
    """From what is booked and what comes in time; `held` tells that somebody holds a start at the desk."""
    taken = Counter(booked.values())
    all_free = Counter(in_time.values())
    all_free.update(week for start, week in booked.items() if start not in in_time)
    # Where nothing is taken, all are free; in other weeks a consultation may be in the way of a start beside it.
    untouched = () if held else (count for week, count in all_free.items() if week not in taken)
    return _Bounds(least=max([*taken.values(), *untouched, 0]), most=max(all_free.values(), default=0))


class _InTime:
    """The starts of procedures that can be booked as long as a desk is free, each procedure's found once."""

    def __init__(self, session: Session, now: datetime) -> None:
        self._session, self._now = session, now
        self._by_code: dict[str, _Weeks] = {}

    def of(self, desk: _Desk) -> _Weeks:
        """Of all procedures of the desk."""
        several = [self._of_procedure(code, version) for code, version in desk.procedures]
        return several[0] if len(several) == 1 else {start: week for weeks in several for start, week in weeks.items()}

    def _of_procedure(self, code: str, version: OfficeVersion) -> _Weeks:
        if code not in self._by_code:
            self._by_code[code] = self._find(known_by_code(self._session, code, version).rules)
        return self._by_code[code]

    def _find(self, rules: Rules) -> _Weeks:
        today = day_of(self._now)
        last = rules.last_open_day(today)
        channel = rules.shown_channel(today, last)
        starts = starts_in_time(rules, first=today, last=last, channel=channel, now=self._now)
        return {start: week_of_day(start.date()) for start in starts}


def _desks_with_procedures(session: Session) -> Mapping[int, _Desk]:
    there, found = meetings_by_host(session), dict[int, _Desk]()
    for key, code, host, procedure, office_id, office, version in _DESKS.rows(connection_of(session), {}):
        if key not in found:
            found[key] = _Desk(f"{office} {code}", there.get((host or "").casefold(), 0))
        found[key].procedures.append((procedure, OfficeVersion(office_id, version)))
    return found


def _booked(session: Session, now: datetime) -> Mapping[int, _Weeks]:
    """The starts of booked consultations that have not ended, by desk."""
    starts: dict[int, dict[datetime, date]] = defaultdict(dict)
    since = day_of(now) - timedelta(days=1)  # one may last beyond midnight
    for desk_id, starts_at, day in _BOOKED.rows(connection_of(session), {"now": now, "since": since}):
        starts[desk_id][starts_at] = week_of_day(day)
    return starts
