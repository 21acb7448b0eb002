"""Cancelling a booking, by its seeker or by staff (rules.md#cancelling)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.announcements.announce import announce_cancelled
from booking.audit.record import record, token_fact
from booking.availability.locks import lock_seeker, share_office
from booking.availability.offices import contact_of
from booking.bookings.refusals import CancelReasonMissing, UnknownBooking
from booking.bookings.rules.cancelling import refuse_unless_in_time
from booking.bookings.standing import refuse_unless_may_be_given_back
from booking.bookings.steps.end import lock_open_booking, release_claims, revise, withdraw_meeting
from booking.bookings.steps.give_back import note_given_back
from booking.tables import Booking, BookingStatus
from database.transactions import transact


@dataclass(frozen=True)
class Canceller:
    """Who cancels: the seeker of the booking, or staff of its office."""

    actor: str
    seeker_id: int | None = None
    office_ids: Collection[int] = ()
    token_id: int | None = None  # of the API token with which it is asked

    def may_cancel(self, booking: Booking) -> bool:
        """Whether this booking is theirs to cancel."""
        return booking.seeker_id == self.seeker_id or booking.office_id in self.office_ids


def cancel(
    number: str,
    by: Canceller,
    *,
    reason: str = "",
    notified_at: datetime | None = None,
    seen: int | None = None,
    now: datetime,
) -> None:
    """Cancel the booking: its time is free from the commit on, its meeting is withdrawn, its seeker is told.

    A seeker cancels until the start. Staff give a reason; with `notified_at`, the moment at which the seeker told them,
    it counts as the seeker's cancellation, without as the office's. Cancelling again what was cancelled by the same
    side changes nothing. `seen` is the revision that the page showed, None where there was no page.

    Raises:
        UnknownBooking: no such booking that `by` may cancel.
        NotOpenAnyMore: it is over or was judged.
        ChangedMeanwhile: it was moved since it was seen.
        CancelReasonMissing: staff gave no reason.
        TooManyGivenBack: a seeker has given back as many today as one may without calling.
        NotifiedTooLate, NotifiedInFuture: the moment of the news makes no cancellation.
    """
    transact(lambda session: _cancel(session, number, by, reason.strip(), notified_at, seen, now))


def _cancel(
    session: Session,
    number: str,
    by: Canceller,
    reason: str,
    notified_at: datetime | None,
    seen: int | None,
    now: datetime,
) -> None:
    found = session.scalar(select(Booking).where(Booking.number == number))
    if found is None or not by.may_cancel(found):
        raise UnknownBooking(None)
    share_office(session, found.office_id)
    lock_seeker(session, found.seeker_id)
    by_seeker = by.seeker_id is not None or notified_at is not None
    status = BookingStatus.CANCELLED_BY_SEEKER if by_seeker else BookingStatus.CANCELLED_BY_OFFICE
    session.refresh(found)
    if found.status is status:
        return
    booking = lock_open_booking(session, number, seen=seen, now=now)
    if by.seeker_id is None and not reason:
        raise CancelReasonMissing(contact_of(booking.office))
    if by.seeker_id is not None:
        refuse_unless_may_be_given_back(session, booking, now=now)
    heard_at = notified_at or now
    if by_seeker:
        refuse_unless_in_time(heard_at, starts_at=booking.starts_at, now=now, office=contact_of(booking.office))
    end_booking(session, booking, status, by, reason=reason, heard_at=heard_at, now=now)


def end_booking(
    session: Session,
    booking: Booking,
    status: BookingStatus,
    by: Canceller,
    *,
    reason: str,
    heard_at: datetime,
    now: datetime,
) -> None:
    """Cancel a locked booking inside another act."""
    note_given_back(session, booking, moved=False, by_seeker=by.seeker_id is not None, now=now)
    booking.status, booking.cancelled_at, booking.notified_at = status, now, heard_at
    booking.cancel_reason, booking.cancelled_by = reason, by.actor
    revise(booking, now=now)
    release_claims(session, booking)
    withdraw_meeting(session, booking, now=now)
    announce_cancelled(session, booking, now=now)
    record(
        session,
        actor=by.actor,
        act="cancel",
        object_=f"booking:{booking.number}",
        now=now,
        **token_fact(by.token_id),
        status=status.value,
        notified_at=heard_at.isoformat(),
    )
