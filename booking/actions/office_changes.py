"""What every change of an office's days, times or desks shares: the impact under the lock, and what was decided."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.actions.cancel import Canceller, end_booking
from booking.actions.ending import lock_open_booking
from booking.actions.hold import take_away
from booking.actions.locking import lock_seeker
from booking.actions.office_rows import write_office
from booking.announcements import announce_kept
from booking.errors import CancelReasonMissing, ImpactChanged
from booking.models import Booking, BookingStatus, Hold, Meeting, MeetingState, Office
from booking.policy.impact import fingerprint
from booking.queries.impact import Proposal, affected_bookings, affected_holds, difference_of
from booking.queries.offices import contact_of


@dataclass(frozen=True)
class Decision:
    """What was decided about the bookings that lose their place.

    `shown` is the fingerprint of the impact that was seen; None where nobody looked, and whoever is affected is kept.
    The bookings numbered in `cancelled` are cancelled by the office for `reason`, which their seekers are told; all
    others are kept.
    """

    shown: str | None
    cancelled: frozenset[str] = frozenset()
    reason: str = ""


@dataclass(frozen=True)
class Outcome:
    """How many bookings were cancelled or kept, and how many holds ended."""

    cancelled: int = 0
    kept: int = 0
    holds_ended: int = 0


def carry_out(
    session: Session,
    office: Office,
    proposal: Proposal,
    decision: Decision,
    *,
    actor: str,
    now: datetime,
) -> Outcome:
    """Change the locked office, end the holds that lose their slot, cancel what was decided; answer how many of each.

    Whose booking is kept is told so, lest they take the closed day for a cancellation (design §4.14).

    Raises:
        ImpactChanged: the affected bookings are not those that were shown.
        CancelReasonMissing: bookings are to be cancelled without a reason.
    """
    difference = difference_of(session, proposal)
    bookings = affected_bookings(session, difference, now=now)
    _refuse_unless_decided(office, bookings, decision)
    cancelled = [booking for booking in bookings if booking.number in decision.cancelled]
    holds = affected_holds(session, difference, now=now)
    _lock_seekers(session, [*cancelled, *holds])
    for held in holds:
        take_away(session, held, now=now)
    for booking in cancelled:
        _cancel(session, booking, decision.reason, actor, now)
    write_office(session, proposal.after, now=now)
    _tell_kept(session, office, [booking for booking in bookings if booking not in cancelled], now)
    return Outcome(len(cancelled), len(bookings) - len(cancelled), len(holds))


def _tell_kept(session: Session, office: Office, kept: Sequence[Booking], now: datetime) -> None:
    session.flush()
    ids = [booking.id for booking in kept]
    living = select(Meeting).where(Meeting.booking_id.in_(ids), Meeting.state != MeetingState.WITHDRAWN)
    meetings = {meeting.booking_id: meeting.id for meeting in session.scalars(living)}
    for booking in kept:
        announce_kept(session, booking, meetings[booking.id], office_version=office.version, now=now)


def _refuse_unless_decided(office: Office, bookings: Sequence[Booking], decision: Decision) -> None:
    present = fingerprint((booking.number, booking.sequence) for booking in bookings)
    if decision.shown not in {None, present}:
        raise ImpactChanged(contact_of(office), tuple(booking.number for booking in bookings))
    if decision.cancelled and not decision.reason.strip():
        raise CancelReasonMissing(contact_of(office))


def _lock_seekers(session: Session, placed: Iterable[Booking | Hold]) -> None:
    """In order of id, so that two changes never wait for each other in a ring."""
    for seeker_id in sorted({one.seeker_id for one in placed}):
        lock_seeker(session, seeker_id)


def _cancel(session: Session, booking: Booking, reason: str, actor: str, now: datetime) -> None:
    end_booking(
        session,
        lock_open_booking(session, booking.number, seen=None, now=now),
        BookingStatus.CANCELLED_BY_OFFICE,
        Canceller(actor),
        reason=reason.strip(),
        heard_at=now,
        now=now,
    )
