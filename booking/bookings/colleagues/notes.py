"""Notes for colleagues on a booking: what they should know, in words, that no seeker sees (rules.md#notes)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session, joinedload

from booking.audit.one_time_keys import take_key
from booking.audit.record import record
from booking.bookings.colleagues.refusals import NoteMissing
from booking.bookings.reads import booking_at_offices
from booking.tables import Booking, BookingNote
from database.inserting import insert_row
from database.transactions import transact


@dataclass(frozen=True)
class Author:
    """Who writes or takes away, and at which offices they may."""

    staff_id: int
    office_ids: Collection[int]

    @property
    def actor(self) -> str:
        """By internal id."""
        return f"staff:{self.staff_id}"


def notes_of(session: Session, booking: Booking) -> Sequence[BookingNote]:
    """The notes on the booking, the first one first."""
    return session.scalars(
        select(BookingNote)
        .where(BookingNote.booking_id == booking.id)
        .order_by(BookingNote.id)
        .options(joinedload(BookingNote.staff))
    ).all()


def write_note(number: str, text: str, by: Author, *, key: str, now: datetime) -> None:
    """Write a note; the same form sent twice writes one.

    Raises:
        UnknownBooking: no such booking at these offices.
        NoteMissing: there is nothing in it.
    """
    transact(lambda session: _write(session, number, text.strip(), by, key, now))


def remove_note(number: str, note_id: int, by: Author, *, now: datetime) -> None:
    """Take a note away, whoever wrote it; one that is gone already is no error.

    Raises:
        UnknownBooking: no such booking at these offices.
    """
    transact(lambda session: _remove(session, number, note_id, by, now))


def _write(session: Session, number: str, text: str, by: Author, key: str, now: datetime) -> None:
    booking = booking_at_offices(session, number, office_ids=by.office_ids)
    if not text:
        raise NoteMissing(None)
    body = ("note", number, text)
    if not take_key(session, actor=by.actor, key=key, body=body, now=now, booking_id=booking.id).is_new:
        return
    row = {"booking_id": booking.id, "text": text, "written_at": now, "staff_id": by.staff_id}
    insert_row(session, BookingNote, row)
    record(session, actor=by.actor, act="write_note", object_=f"booking:{number}", now=now)


def _remove(session: Session, number: str, note_id: int, by: Author, now: datetime) -> None:
    booking = booking_at_offices(session, number, office_ids=by.office_ids)
    gone = delete(BookingNote).where(BookingNote.id == note_id, BookingNote.booking_id == booking.id)
    if session.scalars(gone.returning(BookingNote.id)).all():
        record(session, actor=by.actor, act="remove_note", object_=f"booking:{number}", now=now)
