"""Entries of the waiting list: those of a seeker, and those of everybody."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from booking.availability.procedures import rules_of
from booking.core.channels import Channel
from booking.tables import Procedure, WaitingListEntry
from calendars.office_time import day_of

_WITH_PROCEDURE = joinedload(WaitingListEntry.procedure).joinedload(Procedure.office)


def entry_of(session: Session, *, seeker_id: int, procedure_id: int, day: date) -> WaitingListEntry | None:
    """The seeker's entry for a place of the procedure on `day` (office day), if there is one."""
    return session.scalar(
        select(WaitingListEntry).where(
            WaitingListEntry.seeker_id == seeker_id,
            WaitingListEntry.procedure_id == procedure_id,
            WaitingListEntry.day == day,
        )
    )


def open_entries(session: Session, *, seeker_id: int, now: datetime) -> Sequence[WaitingListEntry]:
    """The seeker's entries for days that can still be booked on the web, the nearest day first."""
    entries = session.scalars(
        select(WaitingListEntry)
        .where(WaitingListEntry.seeker_id == seeker_id, WaitingListEntry.day >= day_of(now))
        .order_by(WaitingListEntry.day, WaitingListEntry.id)
        .options(_WITH_PROCEDURE)
    )
    return [entry for entry in entries if not is_closed(session, entry, now=now)]


def entries_by_procedure(session: Session) -> Sequence[WaitingListEntry]:
    """Everybody's entries, those of a procedure together, its days in their order, the earliest of a day first.

    Seekers are read when one is asked for: for few entries there is something to do, and
    PostgreSQL reads all seekers with them.
    """
    return session.scalars(
        select(WaitingListEntry)
        .order_by(WaitingListEntry.procedure_id, WaitingListEntry.day, WaitingListEntry.id)
        .options(_WITH_PROCEDURE)
    ).all()


def is_closed(session: Session, entry: WaitingListEntry, *, now: datetime) -> bool:
    """Whether the day can no longer be booked on the web, whatever becomes free."""
    rules = rules_of(session, entry.procedure)
    return rules.ended_on(entry.day) or now >= rules.closes_at(entry.day, Channel.WEB)
