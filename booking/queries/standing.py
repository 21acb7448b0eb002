"""A seeker's standing towards a procedure: what the rule of who may book asks about."""

from datetime import datetime
from typing import Any

from sqlalchemy import CompoundSelect, Date, String, bindparam, cast, null, select, union_all
from sqlalchemy.orm import Session

from booking.models import Booking, BookingStatus, Procedure, Seeker, Suspension, SuspensionState
from booking.policy.eligibility import Standing
from calendars.office_time import day_of, in_office_time
from database.types import UtcDateTime

# Built once: every booking asks it. A suspension is one more row of the same answer, without a booking's number.
_ASKED: CompoundSelect[Any] = union_all(
    select(Booking.number, Booking.starts_at, cast(null(), Date).label("suspended_until")).where(
        Booking.seeker_id == bindparam("seeker_id"),
        Booking.procedure_id == bindparam("procedure_id"),
        Booking.status == BookingStatus.BOOKED,
        Booking.ends_at > bindparam("now"),
    ),
    select(cast(null(), String), cast(null(), UtcDateTime(timezone=True)), Suspension.ends_on).where(
        Suspension.seeker_number == bindparam("seeker_number"),
        Suspension.office_id == bindparam("office_id"),
        Suspension.state == SuspensionState.IMPOSED,
        Suspension.ends_on >= bindparam("today"),
    ),
)


def standing_of(session: Session, seeker: Seeker, procedure: Procedure, *, now: datetime) -> Standing:
    """My-page, registration, suspension and open bookings (booked and not yet ended) of the procedure."""
    asked = {
        "seeker_id": seeker.id,
        "procedure_id": procedure.id,
        "now": now,
        "seeker_number": seeker.seeker_number,
        "office_id": procedure.office_id,
        "today": day_of(now),
    }
    rows = session.execute(_ASKED, asked).all()
    bookings = sorted((row.starts_at, row.number) for row in rows if row.number is not None)
    return Standing(
        seeker.my_page_opened,
        seeker.registration_valid_until,
        tuple(number for _, number in bookings),
        tuple(in_office_time(starts_at) for starts_at, _ in bookings),
        max((row.suspended_until for row in rows if row.suspended_until is not None), default=None),
    )
