"""Fetches the link with which the host starts a meeting: fresh on each click, audited, never kept (zoom: 2 hours)."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from booking.accounts.keys import DataKeys
from booking.actions.auditing import record
from booking.actions.look_at_meetings import want_look
from booking.errors import MeetingNotStarted, MeetingNotThere
from booking.meetings.details import start_page
from booking.meetings.failures import MeetingFailed
from booking.meetings.provider import MeetingProvider
from booking.models import BY_HAND, Booking, Meeting, MeetingState
from booking.queries.bookings import booking_at_offices
from booking.queries.offices import contact_of
from database.base import db
from database.transactions import transact


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
    """The link, for a redirect; it signs its holder in as the host.

    Raises:
        UnknownBooking: none at these offices; MeetingNotThere: nothing to start; MeetingNotStarted: no answer now.
    """
    booking = booking_at_offices(db.session(), number, office_ids=office_ids)
    office, meeting = contact_of(booking.office), _issued(db.session(), booking)
    db.session.rollback()  # the provider is asked without a transaction
    if meeting is None or not meeting.provider_id or meeting.provider not in {provider.name, BY_HAND}:
        raise MeetingNotThere(office, number)
    provider_id = meeting.provider_id
    try:
        link = provider.start_url(provider_id) if meeting.provider != BY_HAND else _page_of(meeting, keys)
    except MeetingFailed as failed:
        raise MeetingNotStarted(office, number, failed.reason) from None
    if link is None:
        transact(lambda session: want_look(session, provider_id, real_now=real_now))
        raise MeetingNotThere(office, number)
    meeting_id = meeting.id
    transact(lambda session: _note(session, meeting_id, actor, number, now))
    return link


def _note(session: Session, meeting_id: int, actor: str, number: str, now: datetime) -> None:
    session.execute(update(Meeting).where(Meeting.id == meeting_id).values(start_asked_at=now))
    record(session, actor=actor, act="start_meeting", object_=f"booking:{number}", now=now)


def _issued(session: Session, booking: Booking) -> Meeting | None:
    issued = Meeting.booking_id == booking.id, Meeting.state == MeetingState.ISSUED
    return session.scalar(select(Meeting).where(*issued))


def _page_of(meeting: Meeting, keys: DataKeys) -> str | None:
    """Zoom's page for whoever is signed in as the host; the link to join holds it, and its passcode stays here."""
    return start_page(keys.open(meeting.join_url_sealed)) if meeting.join_url_sealed else None
