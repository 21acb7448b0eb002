"""電話した: calls to a seeker who did not come, noted before anybody decides (rules.md#phone-calls)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, joinedload

from booking.attendance.refusals import CalledBeforeTheDay, CalledInFuture
from booking.audit.record import record
from booking.availability.locks import share_office
from booking.availability.offices import contact_of
from booking.bookings.refusals import NotOpenAnyMore, UnknownBooking
from booking.core.call_results import CallResult
from booking.tables import Booking, PhoneCall
from calendars.office_time import day_of
from database.afresh import read_afresh
from database.inserting import insert_row
from database.transactions import transact

# Built once: every day sheet asks it.
_CALLS = (
    select(PhoneCall.booking_id, PhoneCall.called_at, PhoneCall.result)
    .where(PhoneCall.booking_id.in_(bindparam("booking_ids", expanding=True)))
    .order_by(PhoneCall.called_at.desc(), PhoneCall.id.desc())
)


@dataclass(frozen=True)
class Called:
    """That somebody called the seeker of a booking at `called_at`, and what came of it."""

    number: str
    called_at: datetime
    result: CallResult
    staff_id: int
    office_ids: Collection[int]

    @property
    def actor(self) -> str:
        """Who called, by internal id."""
        return f"staff:{self.staff_id}"


@dataclass(frozen=True, slots=True)
class PastCall:
    """A call about a booking."""

    called_at: datetime
    result: CallResult


def past_calls(session: Session, booking_ids: Collection[int]) -> Mapping[int, tuple[PastCall, ...]]:
    """The calls about each of these bookings, by booking id, the latest first."""
    if not booking_ids:
        return {}
    found: dict[int, tuple[PastCall, ...]] = {}
    for booking_id, called_at, result in session.execute(_CALLS, {"booking_ids": list(booking_ids)}):
        found[booking_id] = (*found.get(booking_id, ()), PastCall(called_at, result))
    return found


def phone_calls_of(session: Session, booking: Booking) -> Sequence[PhoneCall]:
    """The calls about the booking, the first one first."""
    return session.scalars(
        select(PhoneCall)
        .where(PhoneCall.booking_id == booking.id)
        .order_by(PhoneCall.called_at, PhoneCall.id)
        .options(joinedload(PhoneCall.staff))
    ).all()


def note_phone_call(call: Called, *, now: datetime) -> None:
    """Note the call; the same one sent twice is noted once.

    Raises:
        UnknownBooking: no such booking at these offices.
        NotOpenAnyMore: it was cancelled.
        CalledInFuture: the moment lies ahead.
        CalledBeforeTheDay: it lies before the day of the consultation.
    """
    transact(lambda session: _note(session, call, now))


def _note(session: Session, call: Called, now: datetime) -> None:
    found = session.scalar(select(Booking).where(Booking.number == call.number))
    if found is None or found.office_id not in call.office_ids:
        raise UnknownBooking(None)
    share_office(session, found.office_id)
    booking = read_afresh(session, select(Booking).where(Booking.id == found.id).with_for_update()).one()
    _refuse_unless_of_the_day(booking, call, now)
    row = {
        "booking_id": booking.id,
        "called_at": call.called_at,
        "result": call.result,
        "noted_at": now,
        "staff_id": call.staff_id,
    }
    if session.scalar(select(PhoneCall.id).filter_by(**{name: row[name] for name in row if name != "noted_at"})):
        return
    insert_row(session, PhoneCall, row)
    object_ = f"booking:{booking.number}"
    record(session, actor=call.actor, act="note_phone_call", object_=object_, now=now, result=call.result.value)


def _refuse_unless_of_the_day(booking: Booking, call: Called, now: datetime) -> None:
    office = contact_of(booking.office)
    if booking.status.cancelled:
        raise NotOpenAnyMore(office, booking.number, booking.status.value)
    if call.called_at > now:
        raise CalledInFuture(office)
    if day_of(call.called_at) < booking.day:
        raise CalledBeforeTheDay(office, booking.day)
