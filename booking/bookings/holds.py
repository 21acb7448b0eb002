"""Holds of a seeker, and the drafts in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, joinedload

from booking.bookings.refusals import UnknownHold
from booking.bookings.rules.holding import UnusedHold
from booking.bookings.rules.shown import draft_in_short
from booking.tables import Booking, Hold, Procedure
from calendars.office_time import day_of

# Built once: every step of a booking asks it.
_OF_TOKEN = (
    select(Hold)
    .where(Hold.token == bindparam("token"), Hold.seeker_id == bindparam("seeker_id"))
    .options(joinedload(Hold.procedure).joinedload(Procedure.office))
)


def hold_of(session: Session, token: str, *, seeker_id: int) -> Hold:
    """The seeker's own hold with its procedure; somebody else's is as unknown as one that never was."""
    hold = session.scalar(_OF_TOKEN, {"token": token, "seeker_id": seeker_id})
    if hold is None:
        raise UnknownHold(None)
    return hold


def shown_of(hold: Hold) -> str:
    """What the confirmation page shows of the hold's draft, in short."""
    return draft_in_short(
        topic=hold.topic, wishes=hold.wishes, terms_version=hold.terms_version, starts_at=hold.starts_at
    )


# Built once: every booking asks it.
_OPEN_HOLD = select(Hold).where(Hold.seeker_id == bindparam("seeker_id"), Hold.ended_at.is_(None))


def open_hold(session: Session, *, seeker_id: int) -> Hold | None:
    """The seeker's one hold that was neither used, nor replaced, nor given up; it may have lapsed."""
    return session.scalar(_OPEN_HOLD, {"seeker_id": seeker_id})


def begun_hold(session: Session, *, seeker_id: int, now: datetime) -> Hold | None:
    """The hold with which the seeker may go on: a live one, or one of today whose time is over."""
    held = open_hold(session, seeker_id=seeker_id)
    if held is None or held.starts_at <= now:
        return None
    return held if held.expires_at > now or held.made_on == day_of(now) else None


def unused_holds(session: Session, *, seeker_id: int, procedure_id: int, day: date) -> Sequence[UnusedHold]:
    """The holds of the procedure that the seeker made on `day` (office day) and that led to no booking.

    Those that the office took away do not count.
    """
    found = session.execute(
        select(Hold.starts_at, Hold.made_at, Hold.expires_at, Hold.ended_at).where(
            Hold.seeker_id == seeker_id,
            Hold.procedure_id == procedure_id,
            Hold.made_on == day,
            Hold.booking_id.is_(None),
            Hold.taken_away.is_(False),
        )
    )
    return [UnusedHold(*row) for row in found]


def last_of_slot(session: Session, *, seeker_id: int, procedure_id: int, starts_at: datetime) -> Hold | None:
    """The seeker's latest hold of this very slot that led to no booking, however it ended."""
    return session.scalar(
        select(Hold)
        .where(
            Hold.seeker_id == seeker_id,
            Hold.procedure_id == procedure_id,
            Hold.starts_at == starts_at,
            Hold.booking_id.is_(None),
        )
        .order_by(Hold.made_at.desc())
        .limit(1)
    )


@dataclass(frozen=True)
class Draft:
    """What a seeker wrote for a consultation that has not come about."""

    topic: str
    wishes: list[str]


def draft_to_keep(session: Session, *, seeker_id: int, procedure_id: int) -> Draft:
    """What the seeker wrote last for the procedure: in a hold, or for the booking that the office cancelled since."""
    draft = _last_draft(session, seeker_id=seeker_id, procedure_id=procedure_id)
    booked = session.execute(_LAST_BOOKED, {"seeker_id": seeker_id, "procedure_id": procedure_id}).one_or_none()
    if booked and booked.status.cancelled_by_office and (draft is None or draft.drafted_at < booked.cancelled_at):
        return Draft(booked.topic, list(booked.wishes))
    return Draft(draft.topic, list(draft.wishes)) if draft else Draft("", [])


_LAST_BOOKED = (
    select(Booking.status, Booking.topic, Booking.wishes, Booking.cancelled_at)
    .where(Booking.seeker_id == bindparam("seeker_id"), Booking.procedure_id == bindparam("procedure_id"))
    .order_by(Booking.id.desc())
    .limit(1)
)


def _last_draft(session: Session, *, seeker_id: int, procedure_id: int) -> Hold | None:
    """The seeker's latest hold of the procedure in which something was typed and that led to no booking."""
    return session.scalar(
        select(Hold)
        .where(
            Hold.seeker_id == seeker_id,
            Hold.procedure_id == procedure_id,
            Hold.booking_id.is_(None),
            Hold.drafted_at.is_not(None),
        )
        .order_by(Hold.drafted_at.desc())
        .limit(1)
    )
