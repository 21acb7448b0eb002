"""Which fact becomes which message, for whom, and when its mail goes out."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy.orm import Session

from booking.models import Booking, Suspension, Wait
from booking.policy.decisions import DECISIONS
from calendars.office_time import day_of, midnight
from database.inserting import Rows
from notifier.outbox import Posting, drop_waiting, post, posted

MAIL = "mail"

# One mail a booking: when the meeting is issued, or after this long without it (rules.md#mail).
MAIL_WAITS_FOR_MEETING = timedelta(minutes=15)

# Messages with which somebody comes to a consultation: once it is over, they help nobody.
LEADING_THERE = frozenset({"booked", "moved", "desk_changed", "kept", "meeting_ready", "meeting_replaced"})

# Whoever misses one of these comes in vain, or to a meeting that is another's by then. Mostly the office's doing.
NOT_TO_BE_MISSED = frozenset({"cancelled", "desk_changed", "kept", "meeting_replaced"})

OVERTAKEN = "overtaken by newer news"  # why something is not sent

# However soon the consultation is over, so that whoever cancelled late is told as well.
NEWS_IS_TRIED_FOR = timedelta(hours=1)


class Announced(Protocol):
    """A booking, new or old, as far as its messages name it."""

    @property
    def id(self) -> int:
        """Its key."""

    @property
    def seeker_id(self) -> int:
        """Whom it concerns."""

    @property
    def sequence(self) -> int:
        """Its revision."""

    @property
    def ends_at(self) -> datetime:
        """When the consultation is over."""


def seeker_inbox(seeker_id: int) -> str:
    """How the notifier names a seeker's inbox."""
    return f"seeker:{seeker_id}"


def about_booking(booking: Announced) -> str:
    """What all messages of a booking belong to, so that newer news is found and overtakes older."""
    return f"booking:{booking.id}"


def booked_message(message_id: int, booking: Announced, meeting_id: int, *, now: datetime) -> tuple[Rows, ...]:
    """Tells the seeker what was booked; the meeting's details join the message when they are issued.

    Rows to be inserted together with the booking.
    """
    due_at = now + MAIL_WAITS_FOR_MEETING
    return posted(message_id, _told("booked", booking, meeting_id, due_at=due_at, now=now))


def overtake_news(session: Session, booking: Announced) -> None:
    """What waits about the booking would no longer be true: it stays unsent."""
    drop_waiting(session, recipient=seeker_inbox(booking.seeker_id), about=about_booking(booking), why=OVERTAKEN)


def announce_moved(session: Session, booking: Announced, meeting_id: int, *, by_staff: bool, now: datetime) -> None:
    """Tell the seeker the new time; what the old mail would have said is no longer true, so it stays unsent."""
    overtake_news(session, booking)
    due_at = now + MAIL_WAITS_FOR_MEETING
    _tell(session, "moved", booking, meeting_id, due_at=due_at, now=now, by_staff=int(by_staff))


def announce_desk_changed(session: Session, booking: Announced, meeting_id: int, *, now: datetime) -> None:
    """Tell the seeker that the office holds the consultation at the same time, but in another meeting."""
    overtake_news(session, booking)
    _tell(session, "desk_changed", booking, meeting_id, due_at=now + MAIL_WAITS_FOR_MEETING, now=now)


def announce_cancelled(session: Session, booking: Announced, *, now: datetime) -> None:
    """Tell the seeker that the booking is cancelled, by whom and why."""
    overtake_news(session, booking)
    _tell(session, "cancelled", booking, None, due_at=now, now=now)


def announce_attendance(
    session: Session,
    booking: Booking,
    *,
    decision: int,
    count: int = 0,
    withdrawn: Collection[int] = (),
    now: datetime,
) -> None:
    """Tell the seeker what was decided about their attendance; that they came and are said to have come, nobody need.

    `count` no-shows count with a new one; `withdrawn` are the suspensions that a correction took back.
    """
    kind = _kind_of_decision(booking, count, corrected=decision > 1)
    if kind is None:
        return
    overtake_news(session, booking)
    office = booking.office
    counted = {"count": count, "propose_at": office.propose_at, "within_days": office.within_days}
    post(
        session,
        recipient=seeker_inbox(booking.seeker_id),
        kind=kind,
        fact=_fact(kind, booking, revision=decision),
        about=about_booking(booking),
        references={"booking": booking.id, **counted, "withdrawn": len(withdrawn)},
        deliveries={MAIL: now},
        now=now,
    )


def announce_suspension(session: Session, kind: str, suspension: Suspension, seeker_id: int, *, now: datetime) -> None:
    """Tell whoever has the seeker number that they were suspended, were not after all, or are free again.

    `kind` is `suspended`, `not_suspended` or `lifted`. A mail that would tell the older news stays unsent.
    """
    about = f"suspension:{suspension.id}"
    drop_waiting(session, recipient=seeker_inbox(seeker_id), about=about, why=OVERTAKEN)
    post(
        session,
        recipient=seeker_inbox(seeker_id),
        kind=kind,
        fact=f"{kind}:{about}",
        about=about,
        references={"seeker": seeker_id, "suspension": suspension.id},
        deliveries={MAIL: now},
        now=now,
    )


def announce_reply(session: Session, suspension: Suspension, seeker_id: int, *, answer_id: int, now: datetime) -> None:
    """Tell the seeker what a manager wrote back about their suspension, up to this answer of theirs."""
    about = f"suspension:{suspension.id}"
    post(
        session,
        recipient=seeker_inbox(seeker_id),
        kind="replied",
        fact=f"replied:{about}:{answer_id}",
        about=about,
        references={"seeker": seeker_id, "suspension": suspension.id, "answer": answer_id},
        deliveries={MAIL: now},
        now=now,
    )


def announce_reminder(
    session: Session, kind: str, booking: Announced, meeting_id: int, *, useful_until: datetime, now: datetime
) -> None:
    """Remind the seeker of a consultation; `kind` is `reminder_day` or `reminder_hour`. Too late, it is dropped."""
    post(
        session,
        recipient=seeker_inbox(booking.seeker_id),
        kind=kind,
        fact=_fact(kind, booking, revision=booking.sequence),
        about=about_booking(booking),
        references={"booking": booking.id, "meeting": meeting_id},
        deliveries={MAIL: now},
        useful_until=useful_until,
        lapses=True,
        now=now,
    )


def announce_kept(session: Session, booking: Announced, meeting_id: int, *, office_version: int, now: datetime) -> None:
    """The office changed its days, times or desks, and the booking stands all the same; once a change."""
    post(
        session,
        recipient=seeker_inbox(booking.seeker_id),
        kind="kept",
        fact=f"kept:{about_booking(booking)}:{office_version}",
        about=about_booking(booking),
        references={"booking": booking.id, "meeting": meeting_id},
        deliveries={MAIL: now},
        useful_until=booking.ends_at,
        now=now,
    )


def announce_place_free(session: Session, wait: Wait, *, now: datetime) -> None:
    """Tell who waits that a place of the day is free; the message names the day, since waits do not stay."""
    post(
        session,
        recipient=seeker_inbox(wait.seeker_id),
        kind="place_free",
        # At most one a day, even for who stops waiting and asks again.
        fact=f"place_free:procedure:{wait.procedure_id}:{wait.day}:{day_of(now)}",
        about=_about_wait(wait),
        references={"seeker": wait.seeker_id, "procedure": wait.procedure_id, "day": wait.day.toordinal()},
        deliveries={MAIL: now},
        useful_until=midnight(wait.day),
        lapses=True,
        now=now,
    )


def take_back_place_free(session: Session, wait: Wait, *, why: str) -> None:
    """A mail about a place that has not gone out yet would come too late to be true."""
    drop_waiting(session, recipient=seeker_inbox(wait.seeker_id), about=_about_wait(wait), why=why)


def _kind_of_decision(booking: Booking, count: int, *, corrected: bool) -> str | None:
    kind = DECISIONS[booking.status]
    if kind.counts:
        return "warned" if count >= booking.office.warn_at else kind.message
    return "corrected" if corrected else kind.message


def _about_wait(wait: Wait) -> str:
    return f"wait:{wait.id}"


def _fact(kind: str, booking: Announced, *, revision: int) -> str:
    """One message a revision of the booking: the same fact is never told twice."""
    return f"{kind}:booking:{booking.id}:{revision}"


def _tell(
    session: Session,
    kind: str,
    booking: Announced,
    meeting_id: int | None,
    *,
    due_at: datetime,
    now: datetime,
    **more: int,
) -> None:
    post(session, **_told(kind, booking, meeting_id, due_at=due_at, now=now, **more))


def _told(
    kind: str, booking: Announced, meeting_id: int | None, *, due_at: datetime, now: datetime, **more: int
) -> Posting:
    """A revision of the booking as the outbox takes it."""
    return {
        "recipient": seeker_inbox(booking.seeker_id),
        "kind": kind,
        "fact": _fact(kind, booking, revision=booking.sequence),
        "about": about_booking(booking),
        "references": {"booking": booking.id, **more} | ({} if meeting_id is None else {"meeting": meeting_id}),
        "deliveries": {MAIL: due_at},
        "useful_until": max(booking.ends_at, now + NEWS_IS_TRIED_FOR),
        "now": now,
    }
