"""The hosts of all desks, with what is asked of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from booking.core.host_licences import HostLicence
from booking.meetings.host_days import of_host_today
from booking.tables import Booking, BookingStatus, DatedRules, Desk, HostDay, Office, Procedure, ProcedureDesk
from calendars.office_time import day_of


@dataclass(frozen=True)
class DeskHost:
    """A desk and its host; `longest_minutes` is the longest consultation there (0: none)."""

    desk: str
    host: str | None
    declared: HostLicence
    longest_minutes: int
    made_today: int  # meetings made and changed by this service since the day of the provider's limits began
    used_up: bool  # the provider has refused one more


def desk_hosts(session: Session, *, now: datetime, real_now: datetime) -> Sequence[DeskHost]:
    """Every desk, in the order of offices and desks; those that have ended only while something is booked there.

    `now` is the office's moment, `real_now` that of the provider's limits.
    """
    longest = _longest(session)
    rows = session.execute(
        select(Desk, Office.code, HostDay.made, HostDay.used_up)
        .join(Office, Office.id == Desk.office_id)
        .outerjoin(HostDay, of_host_today(real_now))
        .where(or_(and_(_lasting(Desk.ends_on, now), _lasting(Office.ends_on, now)), _booked(now)))
        .order_by(Office.id, Desk.code)
    )
    return [
        DeskHost(
            f"{office} {desk.code}",
            desk.zoom_host,
            HostLicence(desk.host_licence),
            longest.get(desk.id, 0),
            made or 0,
            bool(used_up),
        )
        for desk, office, made, used_up in rows
    ]


def _longest(session: Session) -> Mapping[int, int]:
    """The longest consultation of each desk, now or from a day on."""
    found: dict[int, int] = {}
    at_desks = select(ProcedureDesk.desk_id, Procedure.length_minutes, DatedRules.changed)
    procedures = at_desks.join(Procedure, Procedure.id == ProcedureDesk.procedure_id)
    for desk_id, minutes, changed in session.execute(
        procedures.outerjoin(DatedRules, DatedRules.procedure_id == Procedure.id)
    ):
        found[desk_id] = max(found.get(desk_id, 0), minutes, (changed or {}).get("length_minutes", 0))
    return found


def is_desk_host(session: Session, email: str) -> bool:
    """Whether this is the address of any desk's host, of whatever office."""
    known = select(Desk.id).where(func.lower(Desk.zoom_host) == email.lower())
    return bool(email) and session.scalar(known.limit(1)) is not None


def _lasting(ends_on: InstrumentedAttribute[date | None], now: datetime) -> ColumnElement[bool]:
    return or_(ends_on.is_(None), ends_on > day_of(now))


def _booked(now: datetime) -> ColumnElement[bool]:
    coming = select(Booking.id).where(
        Booking.desk_id == Desk.id, Booking.status == BookingStatus.BOOKED, Booking.ends_at > now
    )
    return coming.exists()
