"""What the rows of the service say, in the model's words; and the one row that no act of the model makes."""

from datetime import datetime

from sqlalchemy import delete, insert, or_, select
from sqlalchemy.orm import Session

from booking.tables import (
    Booking,
    BookingStatus,
    Desk,
    DeskClaim,
    Hold,
    Seeker,
    SeekerClaim,
    Suspension,
    SuspensionState,
)
from calendars.office_time import in_office_time
from database.base import db
from database.transactions import transact
from tests.stateful.office import Slot


def live_claims(now: datetime) -> set[tuple[object, ...]]:
    """(whose, tick, owner) of every live claim; owners are booking numbers and hold tokens."""
    live: set[tuple[object, ...]] = set()
    for table, whose, key in ((DeskClaim, Desk, Desk.code), (SeekerClaim, Seeker, Seeker.seeker_number)):
        column = DeskClaim.desk_id if table is DeskClaim else SeekerClaim.seeker_id
        rows = db.session.execute(
            select(key, table.tick, Booking.number, Hold.token)
            .select_from(table)
            .join(whose, whose.id == column)
            .outerjoin(Booking, Booking.id == table.booking_id)
            .outerjoin(Hold, Hold.id == table.hold_id)
            .where(or_(table.expires_at.is_(None), table.expires_at > now))
        )
        live |= {(name, tick, number or token) for name, tick, number, token in rows}
    return live


def lose_claims(now: datetime) -> None:
    """Delete every claim of a booking that is not over."""

    def lose(session: Session) -> None:
        not_over = select(Booking.id).where(Booking.ends_at > now)
        for table in (DeskClaim, SeekerClaim):
            session.execute(delete(table).where(table.booking_id.in_(not_over)))

    transact(lose)


def open_bookings() -> dict[str, tuple[str, Slot, str, bool, int]]:
    rows = db.session.scalars(select(Booking).where(Booking.status == BookingStatus.BOOKED))
    return {
        one.number: (
            one.seeker.seeker_number,
            (one.procedure.code, in_office_time(one.starts_at)),
            one.desk.code,
            bool(one.late_reason),
            one.sequence,
        )
        for one in rows
    }


def proposed_suspension(office_id: int, seeker: str, *, now: datetime) -> int:
    """The id of a new proposal, as two no-shows lead to it."""
    row = {
        "office_id": office_id,
        "seeker_number": seeker,
        "state": SuspensionState.PROPOSED,
        "proposed_at": now,
        "decline_reason": "",
        "lift_reason": "",
    }
    return transact(lambda session: session.scalars(insert(Suspension).values(row).returning(Suspension.id)).one())
