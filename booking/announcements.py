"""Which fact of a booking becomes which message, for whom, and when its mail goes out."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from booking.models import Booking, Meeting
from notifier.outbox import bring_forward, post

MAIL = "mail"

# One mail a booking: when the meeting is issued, or after this long without it (design §4.15).
MAIL_WAITS_FOR_MEETING = timedelta(minutes=15)


def seeker_inbox(seeker_id: int) -> str:
    """How the notifier names a seeker's inbox."""
    return f"seeker:{seeker_id}"


def booked_fact(booking: Booking) -> str:
    """How the message that tells of this booking is found again."""
    return f"booked:booking:{booking.id}"


def announce_booked(session: Session, booking: Booking, meeting: Meeting, *, now: datetime) -> None:
    """Tell the seeker what was booked; the meeting's details join the message when they are issued."""
    post(
        session,
        recipient=seeker_inbox(booking.seeker_id),
        kind="booked",
        fact=booked_fact(booking),
        references={"booking": booking.id, "meeting": meeting.id},
        deliveries={MAIL: now + MAIL_WAITS_FOR_MEETING},
        now=now,
    )


def announce_issued(session: Session, booking: Booking, *, now: datetime) -> None:
    """The meeting is there: the mail of the booking need not wait any longer."""
    bring_forward(session, recipient=seeker_inbox(booking.seeker_id), fact=booked_fact(booking), now=now)
