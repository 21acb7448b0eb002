"""Who holds which consultation: whoever sits at its desk that day, or somebody of its own (rules.md#counsellors).

Nobody need be named, and somebody may be at any time. Another counsellor changes nothing else: desk, host, meeting
and what the seeker was told stay.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from booking.audit.record import record
from booking.availability.locks import share_office
from booking.availability.offices import contact_of
from booking.bookings.colleagues.refusals import CounsellorChangedMeanwhile, NoSuchDesk, UnknownCounsellor
from booking.bookings.refusals import UnknownBooking
from booking.tables import Booking, BookingCounsellor, BookingStatus, Desk, DeskCounsellor, Staff, StaffOffice
from database.afresh import read_afresh
from database.inserting import insert_row
from database.transactions import transact

NOBODY = 0  # instead of the id of a member of staff


@dataclass(frozen=True)
class Counsellor:
    """A member of staff who may hold consultations at an office: everybody who works there may."""

    staff_id: int
    name: str


@dataclass(frozen=True)
class Substitution:
    """Who is to hold the consultations of a desk from now on that day; `shown` is whom the page named until now."""

    desk_id: int
    day: date
    staff_id: int
    shown: int


def counsellors_at(session: Session, office_id: int) -> Sequence[Counsellor]:
    """Who may hold consultations at the office, by name."""
    found = session.execute(
        select(Staff.id, Staff.name)
        .join(StaffOffice, StaffOffice.staff_id == Staff.id)
        .where(StaffOffice.office_id == office_id, Staff.active)
        .order_by(Staff.name, Staff.id)
    )
    return [Counsellor(*row) for row in found]


def counsellor_of_desk(session: Session, desk_id: int, day: date) -> int:
    """Who sits at the desk on the day; NOBODY where nobody was named."""
    named = select(DeskCounsellor.staff_id).where(DeskCounsellor.desk_id == desk_id, DeskCounsellor.day == day)
    return session.scalar(named) or NOBODY


def counsellor_of_booking(session: Session, booking: Booking) -> Counsellor | None:
    """Who holds the consultation; None where nobody was named."""
    own = session.get(BookingCounsellor, booking.id)
    staff_id = own.staff_id if own else counsellor_of_desk(session, booking.desk_id, booking.day)
    return Counsellor(staff_id, session.get_one(Staff, staff_id).name) if staff_id else None


def name_counsellor(
    number: str, staff_id: int, *, shown: int, actor: str, office_ids: Collection[int], now: datetime
) -> None:
    """Name who holds this consultation, or with NOBODY leave it to whoever sits at the desk.

    Raises:
        UnknownBooking: no such booking at these offices.
        UnknownCounsellor: whoever was chosen does not work at its office.
        CounsellorChangedMeanwhile: a colleague has named somebody else since the page was shown.
    """
    transact(lambda session: _name(session, number, staff_id, shown, actor, office_ids, now))


def substitute(wanted: Substitution, *, actor: str, office_ids: Collection[int], now: datetime) -> None:
    """Put somebody else at a desk for the day: all its consultations that have not begun are theirs.

    What has begun, or was decided, stays with whoever held it.

    Raises:
        NoSuchDesk: no such desk at these offices.
        UnknownCounsellor: whoever was chosen does not work at its office.
        CounsellorChangedMeanwhile: a colleague has put somebody else there since the page was shown.
    """
    transact(lambda session: _substitute(session, wanted, actor, office_ids, now))


def _name(
    session: Session, number: str, staff_id: int, shown: int, actor: str, office_ids: Collection[int], now: datetime
) -> None:
    found = session.scalar(select(Booking).where(Booking.number == number))
    if found is None or found.office_id not in office_ids:
        raise UnknownBooking(None)
    share_office(session, found.office_id)
    booking = read_afresh(session, select(Booking).where(Booking.id == found.id).with_for_update()).one()
    _refuse_stranger(session, staff_id, booking.office_id)
    present = counsellor_of_booking(session, booking)
    was = present.staff_id if present else NOBODY
    if was == staff_id:
        return  # sent twice, or a colleague thinks alike
    if was != shown:
        raise CounsellorChangedMeanwhile(contact_of(booking.office))
    session.execute(delete(BookingCounsellor).where(BookingCounsellor.booking_id == booking.id))
    if staff_id and staff_id != counsellor_of_desk(session, booking.desk_id, booking.day):
        insert_row(session, BookingCounsellor, {"booking_id": booking.id, "staff_id": staff_id})
    object_ = f"booking:{booking.number}"
    record(session, actor=actor, act="name_counsellor", object_=object_, now=now, was=was, becomes=staff_id)


def _substitute(session: Session, wanted: Substitution, actor: str, office_ids: Collection[int], now: datetime) -> None:
    # The desk alone is locked, and so that bookings may still name it: nobody waits who books.
    locked = select(Desk).where(Desk.id == wanted.desk_id).with_for_update(key_share=True)
    desk = read_afresh(session, locked).one_or_none()
    if desk is None or desk.office_id not in office_ids:
        raise NoSuchDesk(None)
    _refuse_stranger(session, wanted.staff_id, desk.office_id)
    was = counsellor_of_desk(session, desk.id, wanted.day)
    if was == wanted.staff_id and was:
        return
    if was != wanted.shown:
        raise CounsellorChangedMeanwhile(contact_of(desk.office))
    _keep_what_has_begun(session, desk, wanted.day, was, now)
    of_day = (DeskCounsellor.desk_id == desk.id, DeskCounsellor.day == wanted.day)
    session.execute(delete(DeskCounsellor).where(*of_day))
    if wanted.staff_id:
        insert_row(session, DeskCounsellor, {"desk_id": desk.id, "day": wanted.day, "staff_id": wanted.staff_id})
    record(
        session,
        actor=actor,
        act="substitute",
        object_=f"desk:{desk.code}",
        now=now,
        day=wanted.day.isoformat(),
        was=was,
        becomes=wanted.staff_id,
    )


def _keep_what_has_begun(session: Session, desk: Desk, day: date, was: int, now: datetime) -> None:
    """Write down who held what has begun; whoever was named for what is still to come gives way."""
    of_desk = session.execute(
        select(Booking.id, Booking.starts_at, Booking.status, BookingCounsellor.staff_id)
        .outerjoin(BookingCounsellor, BookingCounsellor.booking_id == Booking.id)
        .where(Booking.office_id == desk.office_id, Booking.day == day, Booking.desk_id == desk.id)
    ).all()
    to_come = {one.id for one in of_desk if one.starts_at > now and one.status is BookingStatus.BOOKED}
    session.execute(delete(BookingCounsellor).where(BookingCounsellor.booking_id.in_(to_come)))
    for one in of_desk:
        if was and one.id not in to_come and one.staff_id is None:
            insert_row(session, BookingCounsellor, {"booking_id": one.id, "staff_id": was})


def _refuse_stranger(session: Session, staff_id: int, office_id: int) -> None:
    if staff_id != NOBODY and staff_id not in {one.staff_id for one in counsellors_at(session, office_id)}:
        raise UnknownCounsellor(None)
