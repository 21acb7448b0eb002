"""What a list of slots depends on beside time, as a version that one statement tells (design §5, caches)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import and_, bindparam, func, select
from sqlalchemy.orm import Session

from booking.errors import UnknownProcedure
from booking.models import DeskClaim, ImportedHoliday, Office, Procedure, ProcedureDesk
from booking.slots import Rules
from calendars.office_time import midnight

# Put together once: that takes as long as asking the database.
_VERSION = (
    select(
        Office.version,
        select(func.count(ImportedHoliday.day)).scalar_subquery(),
        select(func.max(ImportedHoliday.imported_at)).scalar_subquery(),
        func.count(DeskClaim.id),
        func.max(DeskClaim.id),
        func.sum(DeskClaim.id),
        func.count(DeskClaim.expires_at),
        func.min(DeskClaim.expires_at),
    )
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
    .where(Procedure.code == bindparam("code"))
    .group_by(Office.version)
)


@dataclass(frozen=True)
class ListVersion:
    """Equal versions, equal slots, as long as no moment passes at which time alone changes them.

    Ids of claims are given once, so that their number, the highest and their sum tell which claims there are; claims
    change only by ceasing to expire, or by expiring later.
    """

    office: int
    holidays: tuple[int, datetime | None]
    claims: tuple[int, int | None, int | None]
    expiring: tuple[int, datetime | None]


@dataclass(frozen=True)
class Window:
    """The days of which a procedure's slots can be booked, and the channels through which."""

    window_days: int
    channels: tuple[str, ...]


def window_of(session: Session, code: str) -> Window:
    """How far the procedure's booking window reaches; raises UnknownProcedure."""
    found = session.execute(
        select(Procedure.window_days, Procedure.channels).where(Procedure.code == code)
    ).one_or_none()
    if found is None:
        raise UnknownProcedure(None, code)
    return Window(found.window_days, tuple(found.channels))


def version_of(session: Session, code: str, *, first: date, last: date) -> ListVersion:
    """The version of the known procedure's slots from `first` to `last` inclusive."""
    span = {"since": midnight(first), "until": midnight(last + timedelta(days=1))}
    row = session.execute(_VERSION, {"code": code, **span}).one()
    return ListVersion(row[0], (row[1], row[2]), (row[3], row[4], row[5]), (row[6], row[7]))


def next_lapse(session: Session, rules: Rules, *, first: date, last: date, now: datetime) -> datetime | None:
    """When the first live hold of the procedure's desks lapses between the two days; None if there is none."""
    return session.scalar(
        select(func.min(DeskClaim.expires_at)).where(
            DeskClaim.desk_id.in_([lane.desk_id for lane in rules.lanes]),
            DeskClaim.tick >= midnight(first),
            DeskClaim.tick < midnight(last + timedelta(days=1)),
            DeskClaim.expires_at > now,
        )
    )
