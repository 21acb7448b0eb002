"""What a public list of slots depends on beside time: its office's rules and the claims on its desks, in one read."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeAlias

from sqlalchemy import Engine, Row, and_, bindparam, select
from sqlalchemy.orm import Session

from booking.models import DeskClaim, Office, Procedure, ProcedureDesk
from booking.queries.procedures import KnownProcedure, last_known, read_anew
from booking.slots import Taken
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
class Claimed:
    """The procedure with what is taken of its desks up to `last`, and when the first live hold among it lapses."""

    procedure: KnownProcedure
    last: date
    taken: Taken
    lapse: datetime | None


_Row: TypeAlias = Row[int, int, datetime | None, datetime | None]  # version, desk, tick, lapse


def claimed(engine: Engine, code: str, *, first: date, last: date | None, now: datetime) -> Claimed:
    """The present rules of the procedure, and what is taken of its desks from `first` to `last` inclusive at `now`.

    Without `last` it is to the end of a booking window that began on `first`. Raises UnknownProcedure.
    """
    procedure = last_known(engine, code) or _read_procedure(engine, code)
    while True:
        until = last or first + timedelta(days=procedure.rules.window_days)
        asked = {"procedure_id": procedure.id, "since": midnight(first), "until": midnight(until + timedelta(days=1))}
        with single_read(engine) as connection:
            rows = connection.execute(_VERSION_AND_CLAIMS, asked).all()
        if rows[0].version == procedure.version.version:
            return _claimed(procedure, until, rows, now)
        procedure = _read_procedure(engine, code)


def _read_procedure(engine: Engine, code: str) -> KnownProcedure:
    with Session(engine) as session:
        return read_anew(session, code)


def _claimed(procedure: KnownProcedure, last: date, rows: Sequence[_Row], now: datetime) -> Claimed:
    by_desk: dict[int, set[datetime]] = defaultdict(set)
    lapses: list[datetime] = []
    for _, desk_id, tick, expires_at in rows:
        if tick is None or (expires_at is not None and expires_at <= now):
            continue  # a desk without a claim, or one whose hold has lapsed
        by_desk[desk_id].add(tick)
        if expires_at is not None:
            lapses.append(expires_at)
    return Claimed(procedure, last, Taken(by_desk), min(lapses, default=None))
