"""Locks, ends, uses and takes away holds inside other acts."""

from datetime import datetime, timedelta

from sqlalchemy import bindparam, func, update
from sqlalchemy.orm import Session

from booking.availability.claims import release_hold
from booking.availability.locks import share_office_of_hold
from booking.bookings.holds import OwnHold, hold_of
from booking.bookings.steps.judge import SlotRequest
from booking.tables import Hold
from calendars.office_time import day_of
from database.base import table_of
from database.connections import connection_of
from database.fast.prepared import Prepared
from database.types import UtcDateTime

# Built once, and on the tables: every booking on the web uses a hold.
_holds = table_of(Hold).c
_USE = Prepared(
    update(table_of(Hold))
    .where(_holds.id == bindparam("hold_id"))
    .values(
        booking_id=bindparam("used_for"),
        ended_at=func.coalesce(_holds.ended_at, bindparam("now", type_=UtcDateTime())),
    )
)


def lock_hold(session: Session, token: str, *, seeker_id: int) -> OwnHold:
    """Lock office and seeker, then read the seeker's hold, with its procedure as it is now; raises UnknownHold."""
    share_office_of_hold(session, token, seeker_id=seeker_id)
    return hold_of(session, token, seeker_id=seeker_id)


def use_hold(session: Session, hold_id: int, *, booking_id: int, now: datetime) -> None:
    """Note what the hold became: whoever still has its page open is shown the booking."""
    _USE.rows(connection_of(session), {"hold_id": hold_id, "used_for": booking_id, "now": now})


def end_hold(session: Session, hold_id: int, *, now: datetime) -> None:
    """End a hold inside another act and give back what it claimed; an ended one keeps its moment."""
    release_hold(session, hold_id)
    session.execute(update(Hold).where(Hold.id == hold_id, Hold.ended_at.is_(None)).values(ended_at=now))


def take_away(session: Session, held: Hold, *, now: datetime) -> None:
    """End a hold whose slot the office no longer offers; it does not count as one that the seeker let lapse."""
    held.taken_away = True
    end_hold(session, held.id, now=now)


def overlaps(held: OwnHold, wanted: SlotRequest) -> bool:
    """Whether the held consultation and the one that is asked for would be at the same time."""
    ends_at = wanted.starts_at + timedelta(minutes=wanted.rules.length_minutes)
    held_for = held.procedure.on(day_of(held.starts_at)).length_minutes
    return held.starts_at < ends_at and wanted.starts_at < held.starts_at + timedelta(minutes=held_for)
