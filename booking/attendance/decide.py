"""Staff decide what became of a consultation, and correct what was decided (rules.md#attendance)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.announcements.announce import announce_attendance
from booking.attendance.absences import last_decision
from booking.attendance.no_shows import count_no_show, take_back_no_show
from booking.attendance.refusals import DecidedMeanwhile
from booking.attendance.rules.marking import refuse_unless_begun, refuse_unless_explained, refuse_unless_late_enough
from booking.audit.record import record
from booking.availability.locks import lock_seeker, share_office
from booking.availability.offices import contact_of
from booking.availability.procedures import values_on
from booking.bookings.refusals import NotOpenAnyMore, UnknownBooking
from booking.core.decisions import DECISIONS, BookingStatus
from booking.tables import AttendanceDecision, Booking
from calendars.office_time import in_office_time
from database.afresh import read_afresh
from database.inserting import insert_row
from database.transactions import transact


@dataclass(frozen=True)
class Marking:
    """What a member of staff decides about a booking.

    `shown` is the number of the last decision that they saw, 0 for none: what was decided since is not overwritten.
    """

    number: str
    status: BookingStatus
    staff_id: int
    office_ids: Collection[int]
    shown: int = 0
    reason: str = ""

    @property
    def actor(self) -> str:
        """Who decides, by internal id."""
        return f"staff:{self.staff_id}"


def mark_attendance(marking: Marking, *, now: datetime) -> None:
    """Decide, or correct with a reason; a correction takes back what the earlier decision led to.

    Sending the same decision again changes nothing.

    Raises:
        UnknownBooking: no such booking at these offices.
        NotOpenAnyMore: it was cancelled.
        NotBegunYet: the consultation lies ahead, perhaps because it was moved meanwhile.
        TooEarlyToDecide: the seeker may still come.
        ReasonMissing: an excuse, a failure of ours or a correction needs one.
        DecidedMeanwhile: somebody else has decided otherwise since the page was shown.
    """
    if not marking.status.decided:
        raise ValueError(f"{marking.status} is nothing that staff decide about attendance")
    transact(lambda session: _mark(session, marking, now))


def _mark(session: Session, marking: Marking, now: datetime) -> None:
    booking = _locked(session, marking)
    decided = last_decision(session, booking.id)
    if decided and booking.status is marking.status:
        return  # by this very request sent twice, or by a colleague who thinks alike
    _refuse_unless_may_mark(session, booking, marking, decided, now)
    earlier, booking.status = booking.status, marking.status
    row = {
        "booking_id": booking.id,
        "number": decided + 1,
        "status": marking.status,
        "reason": marking.reason,
        "decided_at": now,
        "staff_id": marking.staff_id,
    }
    insert_row(session, AttendanceDecision, row)
    session.flush()
    _carry_out(session, booking, marking, decided, earlier, now)
    record(
        session,
        actor=marking.actor,
        act="correct_attendance" if decided else "mark_attendance",
        object_=f"booking:{booking.number}",
        now=now,
        status=marking.status.value,
        earlier=earlier.value if decided else None,
    )


def _locked(session: Session, marking: Marking) -> Booking:
    """The booking as it is once office, seeker and booking are locked, in this order (rules.md#locks)."""
    found = session.scalar(select(Booking).where(Booking.number == marking.number))
    if found is None or found.office_id not in marking.office_ids:
        raise UnknownBooking(None)
    share_office(session, found.office_id)
    lock_seeker(session, found.seeker_id)
    return read_afresh(session, select(Booking).where(Booking.id == found.id).with_for_update()).one()


def _refuse_unless_may_mark(session: Session, booking: Booking, marking: Marking, decided: int, now: datetime) -> None:
    office = contact_of(booking.office)
    if not booking.status.open and not decided:
        raise NotOpenAnyMore(office, booking.number, booking.status.value)
    starts_at = in_office_time(booking.starts_at)
    refuse_unless_begun(starts_at, now=now, office=office)
    if decided != marking.shown:
        raise DecidedMeanwhile(office, booking.number, booking.status.value)
    late_minutes = values_on(session, booking.procedure, booking.day).late_minutes
    refuse_unless_late_enough(marking.status, starts_at, late_minutes=late_minutes, now=now, office=office)
    needs_reason = DECISIONS[marking.status].needs_reason or decided > 0
    refuse_unless_explained(marking.reason, needs_reason=needs_reason, office=office)


def _carry_out(
    session: Session, booking: Booking, marking: Marking, decided: int, earlier: BookingStatus, now: datetime
) -> None:
    """What the decision leads to, and the one message that tells of it."""
    withdrawn = take_back_no_show(session, booking, actor=marking.actor, now=now) if earlier.counts else ()
    count = count_no_show(session, booking, actor=marking.actor, now=now) if marking.status.counts else 0
    announce_attendance(session, booking, decision=decided + 1, count=count, withdrawn=withdrawn, now=now)
