"""Locks, ends and takes away holds inside other acts."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from booking.availability.claims import release_hold
from booking.availability.locks import share_procedure_of_hold
from booking.availability.procedures import KnownProcedure, values_on
from booking.bookings.holds import hold_of
from booking.bookings.refusals import UnknownHold
from booking.bookings.steps.judge import SlotRequest
from booking.tables import Hold
from calendars.office_time import day_of


def lock_hold(session: Session, token: str, *, seeker_id: int) -> tuple[Hold, KnownProcedure]:
    """Lock office and seeker, then read the seeker's hold, with its procedure as it is now; raises UnknownHold."""
    procedure = share_procedure_of_hold(session, token, seeker_id=seeker_id)
    if procedure is None:
        raise UnknownHold(None)
    return hold_of(session, token, seeker_id=seeker_id), procedure


def end_hold(session: Session, held: Hold, *, now: datetime) -> None:
    """End a hold inside another act and give back what it claimed; an ended one keeps its moment."""
    release_hold(session, held.id)
    held.ended_at = held.ended_at or now
    session.flush()


def take_away(session: Session, held: Hold, *, now: datetime) -> None:
    """End a hold whose slot the office no longer offers; it does not count as one that the seeker let lapse."""
    held.taken_away = True
    end_hold(session, held, now=now)


def overlaps(session: Session, held: Hold, wanted: SlotRequest) -> bool:
    """Whether the held consultation and the one that is asked for would be at the same time."""
    ends_at = wanted.starts_at + timedelta(minutes=wanted.rules.length_minutes)
    held_for = values_on(session, held.procedure, day_of(held.starts_at)).length_minutes
    return held.starts_at < ends_at and wanted.starts_at < held.starts_at + timedelta(minutes=held_for)
