"""Staff note whom of a list they have called, and that they know what an operator decided."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.audit.record import record
from booking.bookings.refusals import UnknownBooking
from booking.tables import Booking, DecidedBooking, OfficeChange
from database.transactions import transact


def note_call(
    change_id: int, number: str, *, called: bool, staff_id: int, office_ids: Collection[int], now: datetime
) -> None:
    """Note that the seeker of this booking was called, or was not after all. A second note changes nothing.

    Raises:
        UnknownBooking: it stands on no such list of these offices.
    """

    def note(session: Session) -> None:
        decided = session.scalar(
            select(DecidedBooking)
            .join(DecidedBooking.change)
            .join(DecidedBooking.booking)
            .where(
                DecidedBooking.change_id == change_id,
                Booking.number == number,
                OfficeChange.office_id.in_(office_ids),
            )
            .with_for_update(of=DecidedBooking)
        )
        if decided is None:
            raise UnknownBooking(None)
        if (decided.called_at is not None) is called:
            return
        decided.called_at = now if called else None
        decided.called_by_staff_id = staff_id if called else None
        act = "note_call" if called else "take_back_call"
        record(session, actor=f"staff:{staff_id}", act=act, object_=f"booking:{number}", now=now, change=change_id)

    transact(note)


def note_seen(change_id: int, *, staff_id: int, office_ids: Collection[int], now: datetime) -> None:
    """Note that somebody of the office knows of the change; the first note stays.

    Raises:
        UnknownBooking: no such list of these offices.
    """

    def note(session: Session) -> None:
        change = session.scalar(
            select(OfficeChange)
            .where(OfficeChange.id == change_id, OfficeChange.office_id.in_(office_ids))
            .with_for_update()
        )
        if change is None:
            raise UnknownBooking(None)
        if change.seen_at is None:
            change.seen_at, change.seen_by_staff_id = now, staff_id
            record(session, actor=f"staff:{staff_id}", act="note_change", object_=f"change:{change_id}", now=now)

    transact(note)
