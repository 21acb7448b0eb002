"""Which bookings and holds stand outside the present timetable, and why; reckoned when shown, stored nowhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from booking.availability.claims import HeldPlace
from booking.availability.outside_timetable import Outside, Place, closing_of, why_outside
from booking.availability.procedures import rules_of
from booking.availability.slots import Rules
from booking.tables import Booking, BookingStatus
from calendars.office_time import day_of


def outside_timetable(session: Session, bookings: Sequence[Booking]) -> Mapping[int, frozenset[Outside]]:
    """Why standing bookings are no longer offered where they stand, by id; those that are offered are left out."""
    booked = [booking for booking in bookings if booking.status is BookingStatus.BOOKED]
    procedures = {booking.procedure_id: booking.procedure for booking in booked}
    rules = {procedure_id: rules_of(session, procedure) for procedure_id, procedure in procedures.items()}
    found = {booking.id: why_outside(rules[booking.procedure_id], place_of(booking)) for booking in booked}
    return {booking_id: reasons for booking_id, reasons in found.items() if reasons}


def place_of(booking: Booking) -> Place:
    """Where the booking stands, as long as it was made."""
    return Place(booking.starts_at, booking.minutes, booking.desk_id)


def place_of_hold(held: HeldPlace, rules: Rules) -> Place:
    """Where the hold stands, as long as the consultations of its day are under `rules`."""
    return Place(held.starts_at, rules.on(day_of(held.starts_at)).length_minutes, held.desk_id)


@dataclass(frozen=True)
class LostPlace:
    """Why the place of a hold that the office took away is not offered now; no reasons if it is offered again.

    `closing` names the closing day, if it is one.
    """

    reasons: frozenset[Outside]
    closing: str

    @property
    def may_be_free(self) -> bool:
        """Whether the start is still offered, at another desk or at all desks again."""
        return self.reasons <= {Outside.DESK_TAKEN_OUT}


def lost_place(held: HeldPlace, rules: Rules) -> LostPlace:
    """What became of the place of a hold that was taken away, under the present `rules`."""
    place = place_of_hold(held, rules)
    closing = closing_of(rules, place)
    reasons = why_outside(rules, place)
    return LostPlace(reasons, closing.name if closing else "")
