"""What becomes of a booking's meeting, and which message tells it when."""

from datetime import datetime

from sqlalchemy.orm import Session

from booking.announcements.announce import Announced, about_booking, announce, of_booking, seeker_inbox
from booking.announcements.kinds import KINDS
from notifier.already_sent import already_sent
from notifier.outbox import bring_forward


def announce_issued(session: Session, booking: Announced, meeting_id: int, *, now: datetime) -> None:
    """The meeting is there: the mail that waits for it waits no longer; if it has left without it, another follows."""
    recipient, about = seeker_inbox(booking.seeker_id), about_booking(booking)
    sent = already_sent(session, recipient=recipient, about=about)
    if not any(KINDS[one.kind].carries_details and one.references["meeting"] == meeting_id for one in sent):
        bring_forward(session, recipient=recipient, about=about, now=now)
        return
    announce(session, of_booking(session, "meeting_ready", booking, revision=meeting_id, meeting=meeting_id, now=now))


def announce_meeting_replaced(session: Session, booking: Announced, meeting_id: int, *, now: datetime) -> None:
    """Tell the seeker that the meeting is another one, at the same time; the old details are void."""
    announce(
        session, of_booking(session, "meeting_replaced", booking, revision=meeting_id, meeting=meeting_id, now=now)
    )
