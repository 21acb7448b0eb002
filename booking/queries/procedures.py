"""Procedures by their codes, and as the process knows them, with the rules that decide over their slots."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Protocol
from weakref import WeakKeyDictionary

from sqlalchemy import Pool, Row, bindparam, select
from sqlalchemy.orm import Session, joinedload

from booking.errors import OfficeContact, UnknownProcedure
from booking.models import Desk, ExtraOpening, OpeningStart, Procedure, Terms, Timetable, WeeklyStart
from booking.models import ProcedureDesk as DeskOf
from booking.policy.channels import Channel
from booking.queries.offices import contact_of, office_days_of
from booking.slots import Lane, Rules, WeeklyTimes
from booking.slots import Timetable as Times


class Identified(Protocol):
    """A procedure, as a row or as the process knows it."""

    @property
    def id(self) -> int:
        """Its key."""

    @property
    def office_id(self) -> int:
        """The key of its office."""


@dataclass(frozen=True)
class OfficeVersion:
    """An office at one version, which every change of its days, times, desks and procedures raises."""

    office_id: int
    version: int


@dataclass(frozen=True)
class KnownProcedure:
    """All that decides over bookings of a procedure, as of one version of its office."""

    id: int
    office_id: int
    code: str
    max_open_bookings: int
    late_booking_allowed: bool
    phone_only_reason: str
    terms_version: str
    contact: OfficeContact
    rules: Rules


# By code, with the version of the office, for each pool of connections: that is, for each database.
_known: WeakKeyDictionary[Pool, dict[str, tuple[OfficeVersion, KnownProcedure]]] = WeakKeyDictionary()


# Built once, and of columns: the first who asks for an office in a process waits for them.
_WEEKLY = (
    select(Timetable.valid_from, WeeklyStart.weekday, WeeklyStart.start)
    .outerjoin(WeeklyStart, WeeklyStart.timetable_id == Timetable.id)
    .where(Timetable.procedure_id == bindparam("procedure_id"))
    .order_by(Timetable.valid_from, WeeklyStart.weekday, WeeklyStart.start)
)
_LANES = (
    select(DeskOf.desk_id, Desk.rest_minutes)
    .join(Desk, Desk.id == DeskOf.desk_id)
    .where(DeskOf.procedure_id == bindparam("procedure_id"))
    .order_by(DeskOf.position)
)

_BY_CODE = select(Procedure).where(Procedure.code == bindparam("code")).options(joinedload(Procedure.office))


def procedure_by_code(session: Session, code: str) -> Procedure:
    """The procedure with its office; raises UnknownProcedure."""
    # PostgreSQL refuses to be asked about a NUL.
    procedure = None if "\0" in code else session.scalar(_BY_CODE, {"code": code})
    if procedure is None:
        raise UnknownProcedure(None, code)
    return procedure


def procedures_of_codes(session: Session, codes: Sequence[str]) -> Sequence[Procedure]:
    """The procedures with these codes and their offices, in the order of the codes."""
    query = select(Procedure).where(Procedure.code.in_(codes)).options(joinedload(Procedure.office))
    found = {procedure.code: procedure for procedure in session.scalars(query)}
    return [found[code] for code in codes if code in found]


def current_terms(session: Session, procedure: Procedure) -> Terms:
    """The terms in their current version."""
    return session.scalars(
        select(Terms).where(Terms.procedure_id == procedure.id, Terms.version == procedure.terms_version)
    ).one()


def rules_of(session: Session, procedure: Procedure) -> Rules:
    """All that decides over the procedure's slots, as of the version of its office that the session has read."""
    return known(session, procedure).rules


def known(session: Session, procedure: Procedure) -> KnownProcedure:
    """The procedure as of the version of its office that the session has read.

    Kept in this process until the version rises: eight reads that most bookings need not repeat. Whoever holds the
    office's lock has read the newest version.
    """
    version = OfficeVersion(procedure.office_id, procedure.office.version)
    kept = _known_as_of(session, procedure.code, version)
    if kept is None:
        kept = _read(session, procedure)
        _all_known(session)[procedure.code] = (version, kept)
    return kept


def known_by_code(session: Session, code: str, version: OfficeVersion) -> KnownProcedure:
    """The procedure as of `version`, which was read under the office's lock and belongs to this code."""
    kept = _known_as_of(session, code, version)
    if kept is None:
        # What the session knew of it may be older than the lock.
        options = {"populate_existing": True}
        kept = known(session, session.scalars(_BY_CODE, {"code": code}, execution_options=options).one())
    return kept


def _all_known(session: Session) -> dict[str, tuple[OfficeVersion, KnownProcedure]]:
    return _known.setdefault(session.get_bind().engine.pool, {})


def _known_as_of(session: Session, code: str, version: OfficeVersion) -> KnownProcedure | None:
    kept_version, kept = _all_known(session).get(code, (None, None))
    return kept if kept_version == version else None


def _read(session: Session, procedure: Procedure) -> KnownProcedure:
    return KnownProcedure(
        id=procedure.id,
        office_id=procedure.office_id,
        code=procedure.code,
        max_open_bookings=procedure.max_open_bookings,
        late_booking_allowed=procedure.late_booking_allowed,
        phone_only_reason=procedure.phone_only_reason,
        terms_version=procedure.terms_version,
        contact=contact_of(procedure.office),
        rules=_read_rules(session, procedure),
    )


def _read_rules(session: Session, procedure: Procedure) -> Rules:
    office = procedure.office
    return Rules(
        length_minutes=procedure.length_minutes,
        lead_open_days=procedure.lead_open_days,
        window_days=procedure.window_days,
        web_cutoff_time=procedure.web_cutoff_time,
        desk_closes=office.desk_closes,
        channels=frozenset(Channel(channel) for channel in procedure.channels),
        timetable=Times(weekly=_weekly(session, procedure.id), openings=_openings(session, procedure)),
        lanes=_lanes(session, procedure.id),
        office_days=office_days_of(session, office.id),
    )


def _weekly(session: Session, procedure_id: int) -> tuple[WeeklyTimes, ...]:
    rows: Iterable[Row[date, int | None, time | None]] = session.execute(_WEEKLY, {"procedure_id": procedure_id})
    # A timetable without a start counts, too: from its first day on nothing is offered.
    starts: dict[date, list[tuple[int, time]]] = defaultdict(list)
    for valid_from, weekday, start in rows:
        starts[valid_from].extend([(weekday, start)] if weekday is not None and start is not None else [])
    return tuple(WeeklyTimes(valid_from, tuple(found)) for valid_from, found in starts.items())


def _openings(session: Session, procedure: Procedure) -> Mapping[date, tuple[time, ...]]:
    rows: Iterable[Row[date, time | None]] = session.execute(
        select(ExtraOpening.day, OpeningStart.start)
        .outerjoin(
            OpeningStart,
            (OpeningStart.extra_opening_id == ExtraOpening.id) & (OpeningStart.procedure_id == procedure.id),
        )
        .where(ExtraOpening.office_id == procedure.office_id)
    )
    # An extra opening replaces the weekly times even for a procedure that has no start on it.
    starts: dict[date, list[time]] = defaultdict(list)
    for day, start in rows:
        starts[day].extend([start] if start is not None else [])
    return {day: tuple(times) for day, times in starts.items()}


def _lanes(session: Session, procedure_id: int) -> tuple[Lane, ...]:
    rows = session.execute(_LANES, {"procedure_id": procedure_id})
    return tuple(Lane(desk_id, rest_minutes) for desk_id, rest_minutes in rows)
