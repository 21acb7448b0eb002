"""Which fact becomes which message, and for whom.

When its mail goes out, until when, and instead of what, stands in the row of its kind (`booking.announcements.kinds`).
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Protocol

from sqlalchemy import ColumnElement, Text, cast
from sqlalchemy.orm import Session

from booking.announcements.channels import deliveries_to
from booking.announcements.kinds import KINDS, Overtakes
from booking.core.decisions import DECISIONS
from booking.tables import Booking, Suspension, WaitingListEntry
from calendars.office_time import day_of, midnight
from database.fast.together import Rows
from notifier.outbox import Posting, drop_waiting, post, posted

_SEEKER = "seeker:"
OVERTAKEN = "overtaken by newer news"  # why something is not sent


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
    return f"{_SEEKER}{seeker_id}"


def inbox_of(seeker_id: ColumnElement[int]) -> ColumnElement[str]:
    """The same as a part of a statement."""
    return _SEEKER + cast(seeker_id, Text)


def about_booking(booking: Announced) -> str:
    """What all messages of a booking belong to, so that newer news is found and overtakes older."""
    return f"booking:{booking.id}"


def posting(
    session: Session,
    kind: str,
    seeker_id: int,
    *,
    about: str,
    fact: str,
    references: Mapping[str, int],
    ends_at: datetime | None = None,
    useful_until: datetime | None = None,
    now: datetime,
) -> Posting:
    """A message of this kind to a seeker, as the outbox takes it.

    `ends_at` is the end of the consultation that it is about; `useful_until` says how long it is of use where its kind
    leaves that to whoever posts it.
    """
    row = KINDS[kind]
    return {
        "recipient": seeker_inbox(seeker_id),
        "kind": kind,
        "fact": fact,
        "about": about,
        "references": references,
        "deliveries": deliveries_to(session, seeker_id, kind, due_at=row.due_at(now)),
        "useful_until": row.useful_until(ends_at=ends_at, said=useful_until, now=now),
        "lapses": row.lapses,
        "now": now,
    }


def of_booking(
    session: Session,
    kind: str,
    booking: Announced,
    *,
    revision: int | None = None,
    useful_until: datetime | None = None,
    now: datetime,
    **references: int,
) -> Posting:
    """A message about a booking, once a revision: its own, unless the message counts by something else."""
    revision = booking.sequence if revision is None else revision
    return posting(
        session,
        kind,
        booking.seeker_id,
        about=about_booking(booking),
        fact=f"{kind}:{about_booking(booking)}:{revision}",
        references={"booking": booking.id, **references},
        ends_at=booking.ends_at,
        useful_until=useful_until,
        now=now,
    )


def announce(session: Session, made: Posting) -> None:
    """Post the message, and let what its kind overtakes stay unsent: it would no longer be true."""
    kind = KINDS[made["kind"]]
    if kind.overtakes is not Overtakes.NOTHING:
        only = kind.code if kind.overtakes is Overtakes.ITS_KIND else None
        drop_waiting(session, recipient=made["recipient"], about=made["about"], kind=only, why=OVERTAKEN)
    post(session, **made)


def booked_message(
    session: Session, message_id: int, booking: Announced, meeting_id: int, *, now: datetime
) -> tuple[Rows, ...]:
    """Make the message that says what was booked; the meeting's details join it when they are issued.

    Answers rows to be inserted together with the booking.
    """
    return posted(message_id, of_booking(session, "booked", booking, meeting=meeting_id, now=now))


def announce_moved(session: Session, booking: Announced, meeting_id: int, *, by_staff: bool, now: datetime) -> None:
    """Tell the seeker the new time."""
    announce(session, of_booking(session, "moved", booking, meeting=meeting_id, by_staff=int(by_staff), now=now))


def announce_desk_changed(session: Session, booking: Announced, meeting_id: int, *, now: datetime) -> None:
    """Tell the seeker that the office holds the consultation at the same time, but in another meeting."""
    announce(session, of_booking(session, "desk_changed", booking, meeting=meeting_id, now=now))


def announce_cancelled(session: Session, booking: Announced, *, now: datetime) -> None:
    """Tell the seeker that the booking is cancelled, by whom and why."""
    announce(session, of_booking(session, "cancelled", booking, now=now))


def announce_attendance(
    session: Session,
    booking: Booking,
    *,
    decision: int,
    count: int = 0,
    withdrawn: Collection[int] = (),
    now: datetime,
) -> None:
    """Tell the seeker what was decided about their attendance, if the decision has a message.

    `count` no-shows count with a new one; `withdrawn` are the suspensions that a correction took back.
    """
    kind = _kind_of_decision(booking, count, corrected=decision > 1)
    if kind is None:
        return
    office = booking.office
    made = of_booking(
        session,
        kind,
        booking,
        revision=decision,
        count=count,
        propose_at=office.propose_at,
        within_days=office.within_days,
        withdrawn=len(withdrawn),
        now=now,
    )
    announce(session, made)


def announce_suspension(session: Session, kind: str, suspension: Suspension, seeker_id: int, *, now: datetime) -> None:
    """Tell whoever has the seeker number that they were suspended, were not after all, or are free again.

    `kind` is `suspended`, `not_suspended` or `lifted`.
    """
    about = f"suspension:{suspension.id}"
    references = {"seeker": seeker_id, "suspension": suspension.id}
    announce(
        session, posting(session, kind, seeker_id, about=about, fact=f"{kind}:{about}", references=references, now=now)
    )


def announce_reply(session: Session, suspension: Suspension, seeker_id: int, *, answer_id: int, now: datetime) -> None:
    """Tell the seeker what a manager wrote back about their suspension, up to this answer of theirs."""
    about = f"suspension:{suspension.id}"
    references = {"seeker": seeker_id, "suspension": suspension.id, "answer": answer_id}
    fact = f"replied:{about}:{answer_id}"
    announce(session, posting(session, "replied", seeker_id, about=about, fact=fact, references=references, now=now))


def announce_reminder(
    session: Session, kind: str, booking: Announced, meeting_id: int, *, useful_until: datetime, now: datetime
) -> None:
    """Remind the seeker of a consultation; `kind` is `reminder_day` or `reminder_hour`."""
    announce(session, of_booking(session, kind, booking, useful_until=useful_until, meeting=meeting_id, now=now))


def announce_kept(session: Session, booking: Announced, meeting_id: int, *, office_version: int, now: datetime) -> None:
    """The office changed its days, times or desks, and the booking stands all the same; once a change."""
    announce(session, of_booking(session, "kept", booking, revision=office_version, meeting=meeting_id, now=now))


def announce_place_free(session: Session, entry: WaitingListEntry, *, now: datetime) -> None:
    """A place of the day is free for who waits; the message names the day, since their entry does not stay."""
    made = posting(
        session,
        "place_free",
        entry.seeker_id,
        about=_about_entry(entry),
        # At most one a day, even for a seeker who stops waiting and asks again.
        fact=f"place_free:procedure:{entry.procedure_id}:{entry.day}:{day_of(now)}",
        references={"seeker": entry.seeker_id, "procedure": entry.procedure_id, "day": entry.day.toordinal()},
        useful_until=midnight(entry.day),
        now=now,
    )
    announce(session, made)


def take_back_place_free(session: Session, entry: WaitingListEntry, *, why: str) -> None:
    """A mail about a place that has not gone out yet would come too late to be true."""
    drop_waiting(session, recipient=seeker_inbox(entry.seeker_id), about=_about_entry(entry), why=why)


def _kind_of_decision(booking: Booking, count: int, *, corrected: bool) -> str | None:
    kind = DECISIONS[booking.status]
    if kind.counts:
        return "warned" if count >= booking.office.warn_at else kind.message
    return "corrected" if corrected else kind.message


def _about_entry(entry: WaitingListEntry) -> str:
    return f"waiting_list_entry:{entry.id}"
