"""Fetches the link with which the host starts a meeting: fresh on each click, audited, never kept (2 hours at Zoom)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from booking.audit.record import record
from booking.availability.offices import contact_of
from booking.bookings.reads import booking_at_offices
from booking.core.keys import DataKeys
from booking.meetings.details import start_page
from booking.meetings.failures import MeetingFailed
from booking.meetings.provider import MeetingProvider, MeetingRef
from booking.meetings.reconcile_meeting import want_reconciling
from booking.meetings.refusals import MeetingNotStarted, MeetingNotThere
from booking.meetings.steps.requests import ref_of
from booking.meetings.traits import Traits
from booking.tables import BY_HAND, Booking, Meeting, MeetingState
from database.base import db
from database.transactions import transact


@dataclass(frozen=True)
class _Issued:
    id: int
    ref: MeetingRef
    by_hand: bool
    join_url_sealed: bytes | None


def start_meeting(
    provider: MeetingProvider,
    number: str,
    *,
    actor: str,
    office_ids: Collection[int],
    keys: DataKeys,
    now: datetime,
    real_now: datetime,
) -> str:
    """The link, for a redirect; it may sign its holder in as the host.

    Raises:
        UnknownBooking: none at these offices; MeetingNotThere: nothing to start; MeetingNotStarted: no answer now.
    """
    booking = booking_at_offices(db.session(), number, office_ids=office_ids)
    office, issued = contact_of(booking.office), _issued(db.session(), booking, provider.name)
    db.session.rollback()  # the provider is asked without a transaction
    if issued is None:
        raise MeetingNotThere(office, number)
    try:
        link = _page_of(issued, provider.traits, keys) if issued.by_hand else provider.start_url(issued.ref)
    except MeetingFailed as failed:
        raise MeetingNotStarted(office, number, failed.reason, provider.traits.product) from None
    if link is None:
        transact(lambda session: want_reconciling(session, issued.ref.provider_id, real_now=real_now))
        raise MeetingNotThere(office, number)
    transact(lambda session: _note(session, issued.id, actor, number, now))
    return link


def _note(session: Session, meeting_id: int, actor: str, number: str, now: datetime) -> None:
    session.execute(update(Meeting).where(Meeting.id == meeting_id).values(start_requested_at=now))
    record(session, actor=actor, act="start_meeting", object_=f"booking:{number}", now=now)


def _issued(session: Session, booking: Booking, provider: str) -> _Issued | None:
    """The booking's meeting, if it is the provider's own or was entered by hand."""
    of_booking = Meeting.booking_id == booking.id, Meeting.state == MeetingState.ISSUED
    known = Meeting.provider_id.is_not(None), Meeting.provider.in_([provider, BY_HAND])
    meeting = session.scalar(select(Meeting).where(*of_booking, *known))
    if meeting is None:
        return None
    return _Issued(meeting.id, ref_of(meeting), meeting.provider == BY_HAND, meeting.join_url_sealed)


def _page_of(issued: _Issued, traits: Traits, keys: DataKeys) -> str | None:
    """The provider's page for whoever is signed in as the host: made from the link to join, without its passcode."""
    return start_page(keys.open(issued.join_url_sealed), traits.links) if issued.join_url_sealed else None
