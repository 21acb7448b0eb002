"""The bookings of an office that are not over, and what they have claimed."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from booking.operations.claims.check import Claimant, Claimed
from booking.tables import CANCELLED, Booking, Desk, DeskClaim, Procedure, SeekerClaim

_LONGEST = timedelta(days=1)  # far more than a consultation takes: what began earlier is over


def claimants(session: Session, office_id: int, *, now: datetime) -> Sequence[Claimant]:
    """Every booking of the office that has not ended, the cancelled ones too; found by when they start."""
    stands = Booking.status.not_in(CANCELLED)
    whose = (Booking.id, stands, Booking.desk_id, Booking.seeker_id)
    query = select(*whose, Booking.starts_at, Booking.ends_at, Desk.rest_minutes).join(Desk, Desk.id == Booking.desk_id)
    return [Claimant(*row) for row in session.execute(query.where(Booking.id.in_(_not_over(office_id, now))))]


def claims_by_booking(
    session: Session, table: type[DeskClaim] | type[SeekerClaim], office_id: int, *, now: datetime
) -> Mapping[int, Claimed]:
    """The ids (desk or seeker) and ticks that those bookings have claimed, by booking."""
    whose = DeskClaim.desk_id if table is DeskClaim else SeekerClaim.seeker_id
    query = select(table.booking_id, whose, table.tick).where(table.booking_id.in_(_not_over(office_id, now)))
    found = defaultdict[int, set[tuple[int, datetime]]](set)
    for booking_id, owner, tick in session.execute(query):
        if booking_id is not None:
            found[booking_id].add((owner, tick))
    return found


def _not_over(office_id: int, now: datetime) -> Select[int]:
    of_office = select(Procedure.id).where(Procedure.office_id == office_id)
    return select(Booking.id).where(
        Booking.procedure_id.in_(of_office), Booking.starts_at > now - _LONGEST, Booking.ends_at > now
    )
