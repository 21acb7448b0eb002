"""What a public list of slots depends on beside time: its office's rules and the claims on its desks, in one read."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeAlias
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, Row, and_, bindparam, select
from sqlalchemy.orm import Session

from booking.errors import OfficeContact
from booking.models import DeskClaim, Office, Procedure, ProcedureDesk
from booking.queries.offices import contact_of
from booking.queries.procedures import procedure_by_code, rules_of
from booking.slots import Rules, Taken
from calendars.office_time import midnight
from database.single_reads import single_read

# Built once, and of columns: it is asked for every list that is made. At least one row, the office's version in each.
_VERSION_AND_CLAIMS = (
    select(Office.version, DeskClaim.desk_id, DeskClaim.tick, DeskClaim.expires_at)
    .select_from(Procedure)
    .join(Office, Office.id == Procedure.office_id)
    .outerjoin(ProcedureDesk, ProcedureDesk.procedure_id == Procedure.id)
    .outerjoin(
        DeskClaim,
        and_(
            DeskClaim.desk_id == ProcedureDesk.desk_id,
            DeskClaim.tick >= bindparam("since"),
            DeskClaim.tick < bindparam("until"),
        ),
    )
    .where(Procedure.id == bindparam("procedure_id"))
)


@dataclass(frozen=True)
class ListedProcedure:
    """A procedure as its lists and its feed need it, as of one version of its office."""

    id: int
    title: str
    office: OfficeContact
    office_version: int
    office_revised_at: datetime | None
    phone_only_reason: str
    rules: Rules


@dataclass(frozen=True)
class Claimed:
    """The procedure with what is taken of its desks up to `last`, and when the first live hold among it lapses."""

    procedure: ListedProcedure
    last: date
    taken: Taken
    lapse: datetime | None


_Row: TypeAlias = Row[int, int, datetime | None, datetime | None]  # version, desk, tick, lapse

# By code, for each database.
_kept: WeakKeyDictionary[Engine, dict[str, ListedProcedure]] = WeakKeyDictionary()


def claimed(engine: Engine, code: str, *, first: date, last: date | None, now: datetime) -> Claimed:
    """The present rules of the procedure, and what is taken of its desks from `first` to `last` inclusive at `now`.

    Without `last` it is to the end of a booking window that began on `first`. Raises UnknownProcedure.
    """
    procedure = _kept.get(engine, {}).get(code) or _read_procedure(engine, code)
    while True:
        until = last or first + timedelta(days=procedure.rules.window_days)
        asked = {"procedure_id": procedure.id, "since": midnight(first), "until": midnight(until + timedelta(days=1))}
        with single_read(engine) as connection:
            rows = connection.execute(_VERSION_AND_CLAIMS, asked).all()
        if rows[0].version == procedure.office_version:
            return _claimed(procedure, until, rows, now)
        procedure = _read_procedure(engine, code)


def _read_procedure(engine: Engine, code: str) -> ListedProcedure:
    with Session(engine) as session:
        found = procedure_by_code(session, code)
        read = ListedProcedure(
            id=found.id,
            title=found.title,
            office=contact_of(found.office),
            office_version=found.office.version,
            office_revised_at=found.office.revised_at,
            phone_only_reason=found.phone_only_reason,
            rules=rules_of(session, found),
        )
    _kept.setdefault(engine, {})[code] = read
    return read


def _claimed(procedure: ListedProcedure, last: date, rows: Sequence[_Row], now: datetime) -> Claimed:
    by_desk: dict[int, set[datetime]] = defaultdict(set)
    lapses: list[datetime] = []
    for _, desk_id, tick, expires_at in rows:
        if tick is None or (expires_at is not None and expires_at <= now):
            continue  # a desk without a claim, or one whose hold has lapsed
        by_desk[desk_id].add(tick)
        if expires_at is not None:
            lapses.append(expires_at)
    return Claimed(procedure, last, Taken(by_desk), min(lapses, default=None))
