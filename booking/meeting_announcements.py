"""What becomes of a booking's meeting, and which message tells it when."""

from datetime import datetime

from sqlalchemy.orm import Session

from booking.announcements import MAIL, MAIL_WAITS_FOR_MEETING, Announced, about_booking, overtake_news, seeker_inbox
from notifier.gone_out import gone_out
from notifier.outbox import bring_forward, post

# The messages that carry a meeting's details, as soon as there are any.
_CARRYING = frozenset({"booked", "moved", "desk_changed", "meeting_replaced"})


def announce_issued(session: Session, booking: Announced, meeting_id: int, *, now: datetime) -> None:
    """The meeting is there: the mail that waits for it waits no longer; if it has left without it, another follows."""
    recipient, about = seeker_inbox(booking.seeker_id), about_booking(booking)
    told = gone_out(session, recipient=recipient, about=about, channel=MAIL)
    if not any(one.kind in _CARRYING and one.references["meeting"] == meeting_id for one in told):
        bring_forward(session, recipient=recipient, about=about, now=now)
        return
    post(
        session,
        recipient=recipient,
        about=about,
        kind="meeting_ready",
        fact=f"meeting_ready:{about}:{meeting_id}",
        references={"booking": booking.id, "meeting": meeting_id},
        deliveries={MAIL: now},
        useful_until=booking.ends_at,
        now=now,
    )


def announce_meeting_replaced(session: Session, booking: Announced, meeting_id: int, *, now: datetime) -> None:
    """Tell the seeker that the meeting is another one, at the same time; the old details are void."""
    overtake_news(session, booking)
    post(
        session,
        recipient=seeker_inbox(booking.seeker_id),
        kind="meeting_replaced",
        fact=f"meeting_replaced:booking:{booking.id}:{meeting_id}",
        about=about_booking(booking),
        references={"booking": booking.id, "meeting": meeting_id},
        deliveries={MAIL: now + MAIL_WAITS_FOR_MEETING},
        useful_until=booking.ends_at,
        now=now,
    )
