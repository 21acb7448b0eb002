"""Bookings, as their seeker and as the office's staff may see them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime

from sqlalchemy import ColumnElement, bindparam, select
from sqlalchemy.orm import Session, joinedload

from booking.availability.procedures import WHICH_KNOWN, KnownProcedure, known_of
from booking.bookings.refusals import UnknownBooking
from booking.tables import Booking, BookingStatus, Office, Procedure, Seeker
from calendars.office_time import day_of
from database.base import table_of
from database.connections import connection_of
from database.fast.prepared import Prepared

_WITH_ALL = (
    joinedload(Booking.procedure).joinedload(Procedure.office),
    joinedload(Booking.office),
    joinedload(Booking.desk),
    joinedload(Booking.seeker),
)

# Built once: the pages of a booking ask it.
_OF_SEEKER = (
    select(Booking)
    .where(Booking.number == bindparam("number"), Booking.seeker_id == bindparam("seeker_id"))
    .options(*_WITH_ALL)
)

_TO_COME = (
    select(Booking)
    .where(Booking.seeker_id == bindparam("seeker_id"), Booking.status == BookingStatus.BOOKED)
    .order_by(Booking.starts_at)
    .options(*_WITH_ALL)
)
_UPCOMING = _TO_COME.where(Booking.ends_at > bindparam("now"))
_FROM_TODAY = _TO_COME.where(Booking.day >= bindparam("today"))


@dataclass(frozen=True)
class OwnBooking:
    """A seeker's booking as the page after 申込み shows it; address and registration are its seeker's."""

    id: int
    number: str
    seeker_id: int
    day: date
    starts_at: datetime
    ends_at: datetime
    status: BookingStatus
    sequence: int
    revised_at: datetime
    calendar_uid: str
    email: str | None
    registration_valid_until: date | None
    procedure: KnownProcedure


_bookings, _seekers, _procedures, _offices = (table_of(model).c for model in (Booking, Seeker, Procedure, Office))
_COLUMNS = {
    **dict(_bookings),
    "email": _seekers.email,
    "registration_valid_until": _seekers.registration_valid_until,
}
_JUST_BOOKED = Prepared(
    select(
        *(_COLUMNS[each.name] for each in fields(OwnBooking)[:-1]),
        *WHICH_KNOWN,
    )
    .select_from(table_of(Booking))
    .join(table_of(Seeker), _seekers.id == _bookings.seeker_id)
    .join(table_of(Procedure), _procedures.id == _bookings.procedure_id)
    .join(table_of(Office), _offices.id == _procedures.office_id)
    .where(_bookings.number == bindparam("number"), _bookings.seeker_id == bindparam("seeker_id"))
)


def just_booked(session: Session, number: str, *, seeker_id: int) -> OwnBooking:
    """The seeker's own booking, as values; somebody else's is as unknown as one that never was (UnknownBooking)."""
    rows = _JUST_BOOKED.rows(connection_of(session), {"number": number, "seeker_id": seeker_id})
    if not rows:
        raise UnknownBooking(None)
    *values, code, office_id, version = rows[0]
    values.append(known_of(session, code, office_id, version))
    return OwnBooking(*values)


def booking_of_seeker(session: Session, number: str, *, seeker_id: int) -> Booking:
    """The seeker's own booking; somebody else's is as unknown as one that never was (UnknownBooking)."""
    booking = session.scalar(_OF_SEEKER, {"number": number, "seeker_id": seeker_id})
    if booking is None:
        raise UnknownBooking(None)
    return booking


def booking_by_calendar_uid(session: Session, uid: str, *, seeker_id: int) -> Booking:
    """The seeker's own booking to which a calendar entry belongs (else UnknownBooking)."""
    return _one(session, Booking.calendar_uid == uid, Booking.seeker_id == seeker_id)


def booking_at_offices(session: Session, number: str, *, office_ids: Collection[int]) -> Booking:
    """A booking at one of the offices; any other is unknown (UnknownBooking, rules.md#staff-and-persons)."""
    return _one(session, Booking.number == number, Booking.office_id.in_(office_ids))


def bookings_by_id(session: Session, ids: Collection[int]) -> Mapping[int, Booking]:
    """The bookings with these ids, in one query whatever their number; for what has been shown to be somebody's own."""
    found = session.scalars(select(Booking).where(Booking.id.in_(ids)).options(*_WITH_ALL))
    return {booking.id: booking for booking in found}


def upcoming_of_seeker(session: Session, *, seeker_id: int, now: datetime) -> Sequence[Booking]:
    """The seeker's bookings that have not ended, the next one first."""
    return session.scalars(_UPCOMING, {"seeker_id": seeker_id, "now": now}).all()


def from_today_of_seeker(session: Session, *, seeker_id: int, now: datetime) -> Sequence[Booking]:
    """The seeker's bookings of today (office day) and later of which nothing has been decided, the first one first."""
    return session.scalars(_FROM_TODAY, {"seeker_id": seeker_id, "today": day_of(now)}).all()


def past_of_seeker(session: Session, *, seeker_id: int, now: datetime, most: int) -> Sequence[Booking]:
    """Up to `most` of the seeker's bookings that have ended or were cancelled, the latest first."""
    return session.scalars(
        select(Booking)
        .where(
            Booking.seeker_id == seeker_id,
            (Booking.ends_at <= now) | (Booking.status != BookingStatus.BOOKED),
        )
        .order_by(Booking.starts_at.desc())
        .limit(most)
        .options(*_WITH_ALL)
    ).all()


def bookings_before(
    session: Session, before: Booking | None, *, seeker_id: int | None, office_ids: Collection[int], most: int
) -> Sequence[Booking]:
    """Up to `most` bookings of the seeker, or else at the offices: the last booked first, or those before `before`."""
    whose = Booking.seeker_id == seeker_id if seeker_id is not None else Booking.office_id.in_(office_ids)
    query = select(Booking).where(whose)
    if before is not None:
        query = query.where(Booking.id < before.id)
    return session.scalars(query.order_by(Booking.id.desc()).limit(most).options(*_WITH_ALL)).all()


def _one(session: Session, *conditions: ColumnElement[bool]) -> Booking:
    booking = session.scalar(select(Booking).where(*conditions).options(*_WITH_ALL))
    if booking is None:
        raise UnknownBooking(None)
    return booking
