"""Which bookings stand outside the present timetable, and why; reckoned when they are shown, stored nowhere."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from booking.models import Booking, BookingStatus
from booking.policy.placing import Outside, why_outside
from booking.queries.procedures import rules_of


def outside_timetable(session: Session, bookings: Sequence[Booking]) -> Mapping[int, frozenset[Outside]]:
    """Why standing bookings are no longer offered where they stand, by id; those that are offered are left out."""
    standing = [booking for booking in bookings if booking.status is BookingStatus.BOOKED]
    procedures = {booking.procedure_id: booking.procedure for booking in standing}
    rules = {procedure_id: rules_of(session, procedure) for procedure_id, procedure in procedures.items()}
    found = {
        booking.id: why_outside(rules[booking.procedure_id], starts_at=booking.starts_at, desk_id=booking.desk_id)
        for booking in standing
    }
    return {booking_id: reasons for booking_id, reasons in found.items() if reasons}
