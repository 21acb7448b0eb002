"""The Zoom hosts of all desks, with what is asked of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from booking.models import Desk, Meeting, Office, Procedure, ProcedureDesk
from booking.office_files.shape import HostLicence


@dataclass(frozen=True)
class DeskHost:
    """A desk and its host; `longest_minutes` is the longest consultation there (0: none)."""

    desk: str
    host: str | None
    declared: HostLicence
    longest_minutes: int
    issued_today: int  # by this service, since the day of the provider's limits began


def desk_hosts(session: Session, *, since: datetime) -> Sequence[DeskHost]:
    """Every desk, in the order of offices and desks."""
    longest = (
        select(ProcedureDesk.desk_id, func.max(Procedure.length_minutes).label("minutes"))
        .join(Procedure, Procedure.id == ProcedureDesk.procedure_id)
        .group_by(ProcedureDesk.desk_id)
        .subquery()
    )
    rows = session.execute(
        select(Desk, Office.code, longest.c.minutes)
        .join(Office, Office.id == Desk.office_id)
        .outerjoin(longest, longest.c.desk_id == Desk.id)
        .order_by(Office.id, Desk.code)
    )
    issued = _issued_since(session, since)
    return [
        DeskHost(
            f"{office} {desk.code}",
            desk.zoom_host,
            HostLicence(desk.host_licence),
            minutes or 0,
            issued.get(desk.zoom_host or "", 0),
        )
        for desk, office, minutes in rows
    ]


def is_desk_host(session: Session, email: str) -> bool:
    """Whether this is the address of any desk's host, of whatever office."""
    known = select(Desk.id).where(func.lower(Desk.zoom_host) == email.lower())
    return bool(email) and session.scalar(known.limit(1)) is not None


def _issued_since(session: Session, since: datetime) -> dict[str, int]:
    rows = session.execute(select(Meeting.host, func.count()).where(Meeting.issued_at >= since).group_by(Meeting.host))
    return {host: count for host, count in rows if host}
