"""A seeker's standing towards a procedure: what the rule of who may book asks about."""

from datetime import datetime

from sqlalchemy import ScalarSelect, and_, bindparam, func, select
from sqlalchemy.orm import Session

from booking.availability.offices import contact_of
from booking.availability.procedures import Identified
from booking.bookings.rules.eligibility import Standing, refuse_unless_may_move
from booking.bookings.rules.second_thoughts import (
    SecondThoughts,
    refuse_unless_may_give_back,
    refuse_unless_may_move_again,
)
from booking.people.closed import is_closed
from booking.tables import Booking, BookingStatus, GivenBack, Hold, Seeker, Suspension
from booking.tables.absences import in_force
from calendars.office_time import day_of, in_office_time
from database.base import table_of
from database.connections import connection_of
from database.fast.prepared import Prepared

_seekers, _holds, _bookings = table_of(Seeker).c, table_of(Hold).c, table_of(Booking).c
_suspensions, _given_back = table_of(Suspension).c, table_of(GivenBack).c

_SUSPENDED_UNTIL = (
    select(func.max(_suspensions.ends_on))
    .where(
        _suspensions.seeker_number == _seekers.seeker_number,
        _suspensions.office_id == bindparam("office_id"),
        in_force(_suspensions, bindparam("today")),
    )
    .scalar_subquery()
)


def _given_back_today(*, moved: bool) -> ScalarSelect[int]:
    """How often the seeker gave a booking back today, on the web or in the API."""
    return (
        select(func.count())
        .where(
            _given_back.seeker_id == _seekers.id,
            _given_back.procedure_id == bindparam("procedure_id"),
            _given_back.given_back_on == bindparam("today"),
            _given_back.by_seeker.is_(True),
            _given_back.moved.is_(moved),
        )
        .scalar_subquery()
    )


# On the tables, for a statement that is built once. A row for each open booking, or one without.
_STANDING = Prepared(
    select(
        _seekers.my_page_opened,
        is_closed(_seekers.id),
        _seekers.registration_valid_until,
        _SUSPENDED_UNTIL,
        _given_back_today(moved=False),
        _given_back_today(moved=True),
        _holds.id,
        _bookings.number,
        _bookings.starts_at,
    )
    .select_from(table_of(Seeker))
    .outerjoin(table_of(Hold), and_(_holds.seeker_id == _seekers.id, _holds.ended_at.is_(None)))
    .outerjoin(
        table_of(Booking),
        and_(
            _bookings.seeker_id == _seekers.id,
            _bookings.procedure_id == bindparam("procedure_id"),
            _bookings.status == BookingStatus.BOOKED,
            _bookings.ends_at > bindparam("now"),
        ),
    )
    .where(_seekers.id == bindparam("seeker_id"))
)


def standing_of(session: Session, seeker_id: int, procedure: Identified, *, now: datetime) -> Standing:
    """My-page, registration, suspension, open hold, and open bookings (booked and not yet ended) of the procedure."""
    of_whom = {"seeker_id": seeker_id, "procedure_id": procedure.id, "office_id": procedure.office_id}
    rows = _STANDING.rows(connection_of(session), {**of_whom, "now": now, "today": day_of(now)})
    my_page_opened, closed, valid_until, suspended_until, given_back, moved, hold_id, *_ = rows[0]
    bookings = sorted((starts_at, number) for *_, number, starts_at in rows if number is not None)
    return Standing(
        my_page_opened,
        valid_until,
        tuple(number for _, number in bookings),
        tuple(in_office_time(starts_at) for starts_at, _ in bookings),
        suspended_until,
        hold_id,
        SecondThoughts(given_back, moved),
        my_page_closed=bool(closed),
    )


def refuse_unless_movable(session: Session, booking: Booking, *, by_seeker: bool, now: datetime) -> None:
    """Raise a refusal unless the booking's seeker may take another time for it, whichever that is.

    Pages ask before a time is chosen, the move asks again under its locks.

    Raises:
        MyPageNotOpened, RegistrationNotValid, Suspended: the seeker may not take any time now.
        TooManyMoves: not `by_seeker` once more today; staff may.
    """
    standing, office = standing_of(session, booking.seeker_id, booking.procedure, now=now), contact_of(booking.office)
    refuse_unless_may_move(standing, today=day_of(now), office=office)
    if by_seeker:
        refuse_unless_may_move_again(standing.second_thoughts, office=office)


def refuse_unless_may_be_given_back(session: Session, booking: Booking, *, now: datetime) -> None:
    """Raise TooManyGivenBack unless the seeker may give the booking back without calling; staff always may.

    Raises:
        TooManyGivenBack: not once more today.
    """
    refuse_unless_may_give_back(
        second_thoughts_of(session, booking, now=now),
        booked_on=day_of(booking.booked_at),
        today=day_of(now),
        office=contact_of(booking.office),
    )


def second_thoughts_of(session: Session, booking: Booking, *, now: datetime) -> SecondThoughts:
    """How often the booking's seeker has changed their mind today, about its procedure."""
    return standing_of(session, booking.seeker_id, booking.procedure, now=now).second_thoughts
