"""Fetches the link with which the host starts a meeting: fresh on each click, audited, never kept (zoom: 2 hours)."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.actions.auditing import record
from booking.actions.look_at_meetings import want_look
from booking.errors import MeetingNotStarted, MeetingNotThere
from booking.meetings.failures import MeetingFailed
from booking.meetings.provider import MeetingProvider
from booking.models import Booking, Meeting, MeetingState
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
    now: datetime,
    real_now: datetime,
) -> str:
    """The link, for a redirect; it signs its holder in as the host.

    Raises:
        UnknownBooking: none at these offices; MeetingNotThere: nothing to start; MeetingNotStarted: no answer now.
    """
    booking = booking_at_offices(db.session(), number, office_ids=office_ids)
    office, provider_id = contact_of(booking.office), _provider_id(db.session(), booking, provider.name)
    db.session.rollback()  # the provider is asked without a transaction
    if provider_id is None:
        raise MeetingNotThere(office, number)
    try:
        link = provider.start_url(provider_id)
    except MeetingFailed as failed:
        raise MeetingNotStarted(office, number, failed.reason) from None
    if link is None:
        transact(lambda session: want_look(session, provider_id, real_now=real_now))
        raise MeetingNotThere(office, number)
    transact(lambda session: record(session, actor=actor, act="start_meeting", object_=f"booking:{number}", now=now))
    return link


def _provider_id(session: Session, booking: Booking, provider: str) -> str | None:
    issued = Meeting.booking_id == booking.id, Meeting.state == MeetingState.ISSUED, Meeting.provider == provider
    return session.scalar(select(Meeting.provider_id).where(*issued))
