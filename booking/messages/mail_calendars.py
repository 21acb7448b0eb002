"""The calendar entry in a mail about a booking: a file to add by hand, or an invitation if the seeker wants one.

Either is the entry of the feed, so that a calendar which has it already changes that one. It tells of the booking as it
is now; where a message is overtaken meanwhile, it goes without, and the newer one brings the entry.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.announcements.kinds import KINDS, CalendarEntry
from booking.feeds.seeker_feeds import FeedTexts, entry_of
from booking.tables import Booking, BookingStatus, Seeker
from calendars.ical import single
from calendars.invitations import Invitation, invitation
from notifier.channels.mail import MAIL, CalendarMethod, CalendarPart
from notifier.tables import Delivery, DeliveryState, Message

# Each of them tells the time of a booking that stands: the first one may never have been sent.
_GIVING = [code for code, kind in KINDS.items() if kind.entry is CalendarEntry.GIVES]


@dataclass(frozen=True)
class Organizer:
    """Who invites: the bare address from which mail comes, and a name that tells nothing of looking for work."""

    address: str
    name: str


def calendar_part(
    session: Session, message: Message, facts: Mapping[str, Any], *, texts: FeedTexts, organizer: Organizer
) -> CalendarPart | None:
    """What goes with the mail of this message; `facts` are those of its text."""
    if KINDS[message.kind].entry is None:
        return None
    booking: Booking = facts["booking"]
    entry = entry_of(booking, facts["base_url"], texts)
    method = _method(session, message, booking, stated_start=facts["starts_at"])
    if method is not None and booking.seeker.invitations_since is not None and booking.seeker.email:
        made_at = message.made_at.replace(microsecond=0)
        content = invitation(
            Invitation(entry, method.value, made_at, organizer.address, organizer.name, booking.seeker.email)
        )
        return CalendarPart(content, method)
    return CalendarPart(single(entry)) if method is CalendarMethod.REQUEST else None


def takes_invitations(session: Session, seeker_id: int) -> bool:
    """Whether the seeker's mails carry invitations."""
    return session.scalar(select(Seeker.invitations_since).where(Seeker.id == seeker_id)) is not None


def _method(session: Session, message: Message, booking: Booking, *, stated_start: datetime) -> CalendarMethod | None:
    if KINDS[message.kind].entry is CalendarEntry.GIVES:
        stands = booking.status is BookingStatus.BOOKED and stated_start == booking.starts_at
        return CalendarMethod.REQUEST if stands else None
    return CalendarMethod.CANCEL if _was_invited(session, message, booking.seeker) else None


def _was_invited(session: Session, message: Message, seeker: Seeker) -> bool:
    """Whether an earlier mail about the same booking carried an invitation: only that can be taken back."""
    if seeker.invitations_since is None:
        return False
    earlier = (
        select(Delivery.id)
        .join(Message)
        .where(
            Message.recipient == message.recipient,
            Message.about == message.about,
            Message.kind.in_(_GIVING),
            Message.id < message.id,
            Delivery.channel == MAIL,
            Delivery.state == DeliveryState.SENT,
            Delivery.sent_at >= seeker.invitations_since,
        )
    )
    return session.scalar(earlier.limit(1)) is not None
