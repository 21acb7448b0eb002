"""A seeker's feed: its bookings as calendar entries, without anything that tells who or where to join."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from booking.accounts.keys import token_hash
from booking.models import Booking, BookingStatus, SeekerFeed
from calendars.ical import Entry

_BACK = timedelta(days=90)
_CANCELLED_STAYS = timedelta(days=7)
_CANCELLED = (BookingStatus.CANCELLED_BY_OFFICE, BookingStatus.CANCELLED_BY_SEEKER)


@dataclass(frozen=True)
class FeedTexts:
    """The words of the entries; neutral, because calendars are shared with family and employers."""

    title: str
    description: str
    location: str
    join: str


def feed_by_token(session: Session, token: str) -> SeekerFeed | None:
    """The feed, live or revoked; None if the token never was one."""
    return session.scalar(select(SeekerFeed).where(SeekerFeed.token_hash == token_hash(token)))


def feed_of_seeker(session: Session, seeker_id: int) -> SeekerFeed | None:
    """The seeker's live feed, if one was made."""
    return session.scalar(select(SeekerFeed).where(SeekerFeed.seeker_id == seeker_id, SeekerFeed.revoked_at.is_(None)))


def seeker_entries(session: Session, *, seeker_id: int, base_url: str, texts: FeedTexts, now: datetime) -> list[Entry]:
    """All coming bookings and those of 90 days back; cancelled ones until 7 days after their time. By start and UID."""
    bookings = session.scalars(
        select(Booking)
        .where(Booking.seeker_id == seeker_id, Booking.ends_at > now - _BACK)
        .order_by(Booking.starts_at, Booking.calendar_uid)
        .options(joinedload(Booking.procedure))
    )
    return [_entry(booking, base_url, texts) for booking in bookings if _is_shown(booking, now)]


def _is_shown(booking: Booking, now: datetime) -> bool:
    return booking.status not in _CANCELLED or now < booking.ends_at + _CANCELLED_STAYS


def _entry(booking: Booking, base_url: str, texts: FeedTexts) -> Entry:
    # The calendar's own UID leads to the page: a feed must not carry the booking number.
    page = f"{base_url}/mypage/calendar/{booking.calendar_uid}"
    return Entry(
        uid=booking.calendar_uid,
        revised_at=booking.revised_at,
        sequence=booking.sequence,
        title=texts.title,
        starts_at=booking.starts_at,
        ends_at=booking.ends_at,
        description=f"{texts.description}\n{page}",
        location=texts.location,
        url=page,
        conference_url=page,
        conference_label=texts.join,
        cancelled=booking.status in _CANCELLED,
    )
