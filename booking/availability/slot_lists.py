"""What a public list of slots depends on beside time: its office's rules and the claims on its desks, in one read."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Engine, and_, bindparam, select
from sqlalchemy.orm import Session

from booking.availability.procedures import KnownProcedure, last_known, read_anew
from booking.availability.slots import Taken
from booking.tables import DeskClaim, Office, Procedure, ProcedureDesk
from calendars.office_time import midnight
from database.base import table_of
from database.fast.prepared import Prepared, Row
from database.snapshots import Snapshot

# Built once, and on the tables: every list that is made asks it. At least one row, the office's version in each.
_offices, _procedures, _desks, _claims = (table_of(model).c for model in (Office, Procedure, ProcedureDesk, DeskClaim))
_VERSION_AND_CLAIMS = Prepared(
    select(Snapshot().label("snapshot"), _offices.version, _claims.desk_id, _claims.tick, _claims.expires_at)
    .select_from(table_of(Procedure))
    .join(table_of(Office), _offices.id == _procedures.office_id)
    .outerjoin(table_of(ProcedureDesk), _desks.procedure_id == _procedures.id)
    .outerjoin(
        table_of(DeskClaim),
        and_(
            _claims.desk_id == _desks.desk_id,
            _claims.tick >= bindparam("since"),
            _claims.tick < bindparam("until"),
        ),
    )
    .where(_procedures.id == bindparam("procedure_id"))
)


@dataclass(frozen=True)
class Claimed:
    """The procedure with what is taken of its desks up to `last`, and when the first live hold among it lapses.

    `snapshot` says what the database had committed; None on SQLite.
    """

    procedure: KnownProcedure
    last: date
    taken: Taken
    lapse: datetime | None
    snapshot: str | None


def claimed(engine: Engine, code: str, *, first: date, last: date | None, now: datetime) -> Claimed:
    """The present rules of the procedure, and what is taken of its desks from `first` to `last` inclusive at `now`.

    Without `last` it is to the end of a booking window that began on `first`. Raises UnknownProcedure.
    """
    procedure = last_known(engine, code) or _read_procedure(engine, code)
    while True:
        until = last or procedure.rules.last_open_day(first)
        params = {"procedure_id": procedure.id, "since": midnight(first), "until": midnight(until + timedelta(days=1))}
        with engine.connect() as connection:
            rows = _VERSION_AND_CLAIMS.rows(connection, params)
        _, version, *_ = rows[0]
        if version == procedure.version.version:
            return _claimed(procedure, until, rows, now)
        procedure = _read_procedure(engine, code)


def _read_procedure(engine: Engine, code: str) -> KnownProcedure:
    with Session(engine) as session:
        return read_anew(session, code)


def _claimed(procedure: KnownProcedure, last: date, rows: Sequence[Row], now: datetime) -> Claimed:
    by_desk: dict[int, set[datetime]] = defaultdict(set)
    lapses: list[datetime] = []
    for _, _, desk_id, tick, expires_at in rows:
        if tick is None or (expires_at is not None and expires_at <= now):
            continue  # a desk without a claim, or one whose hold has lapsed
        by_desk[desk_id].add(tick)
        if expires_at is not None:
            lapses.append(expires_at)
    snapshot, *_ = rows[0]
    return Claimed(procedure, last, Taken(by_desk), min(lapses, default=None), snapshot)
