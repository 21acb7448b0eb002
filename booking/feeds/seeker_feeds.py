"""A seeker's feed: its bookings as calendar entries, without anything that shows who comes or where to join."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from booking.core.keys import token_hash
from booking.people.closed import is_closed
from booking.tables import CANCELLED, Booking, BookingStatus, Seeker, SeekerFeed
from calendars.ical import Entry

_BACK = timedelta(days=90)
CANCELLED_STAYS = timedelta(days=7)
_ONE_DAY = timedelta(days=1)
# An address that was asked for while its owner left, or while staff closed the my-page, opens nothing either.
_IS_LET_IN = Seeker.my_page_opened & ~is_closed(Seeker.id)


@dataclass(frozen=True)
class FeedTexts:
    """The words of the entries; neutral, because calendars are shared with family and employers."""

    title: str
    description: str
    location: str
    join: str


@dataclass(frozen=True)
class FoundFeed:
    """A feed address, live or revoked."""

    id: int
    seeker_id: int
    is_revoked: bool
    last_read_at: datetime | None


class InCalendar(Protocol):
    """What an entry shows of a booking: the booking itself, or a row of these columns, which costs a fifth."""

    @property
    def calendar_uid(self) -> str:
        """The UID of its entry."""

    @property
    def revised_at(self) -> datetime:
        """When something visible changed last."""

    @property
    def sequence(self) -> int:
        """How often that was."""

    @property
    def starts_at(self) -> datetime:
        """Its time."""

    @property
    def ends_at(self) -> datetime:
        """Its time."""

    @property
    def status(self) -> BookingStatus:
        """Whether it was cancelled."""


IN_CALENDAR = (
    Booking.calendar_uid,
    Booking.revised_at,
    Booking.sequence,
    Booking.starts_at,
    Booking.ends_at,
    Booking.status,
)


def feed_by_token(session: Session, token: str) -> SeekerFeed | None:
    """The feed, live or revoked; None if the token never was one."""
    return session.scalar(select(SeekerFeed).where(SeekerFeed.token_hash == token_hash(token)))


def feed_to_read(session: Session, token: str) -> FoundFeed | None:
    """The feed; None if the token never was one."""
    query = select(SeekerFeed, _IS_LET_IN).join(Seeker).where(SeekerFeed.token_hash == token_hash(token))
    found = session.execute(query).one_or_none()
    if found is None:
        return None
    feed, is_let_in = found
    return FoundFeed(feed.id, feed.seeker_id, feed.revoked_at is not None or not is_let_in, feed.last_read_at)


def feed_of_seeker(session: Session, seeker_id: int) -> SeekerFeed | None:
    """The seeker's live feed, if one was made."""
    return session.scalar(select(SeekerFeed).where(SeekerFeed.seeker_id == seeker_id, SeekerFeed.revoked_at.is_(None)))


def seeker_entries(session: Session, *, seeker_id: int, base_url: str, texts: FeedTexts, now: datetime) -> list[Entry]:
    """All coming bookings and those of 90 days back; cancelled ones until 7 days after their time. By start and UID.

    The last one to go stays until another comes: programs take a calendar that was emptied for a damaged one.
    """
    own = Booking.seeker_id == seeker_id
    bookings = session.execute(
        select(*IN_CALENDAR).where(own, Booking.ends_at > now - _BACK).order_by(Booking.starts_at, Booking.calendar_uid)
    )
    shown = [booking for booking in bookings if is_shown(booking, now)]
    shown = shown or last_to_leave(session, select(*IN_CALENDAR).where(own), stays=_BACK)
    return [entry_of(booking, base_url, texts) for booking in shown]


def last_to_leave(
    session: Session, bookings: Select[*tuple[Any, ...]], *, stays: timedelta
) -> list[Row[*tuple[Any, ...]]]:
    """Of `bookings` the one that a feed showed last; nothing before the first.

    One that was cancelled is shown for `CANCELLED_STAYS` after its time, any other one for `stays`.
    """
    cancelled = Booking.status.in_(CANCELLED)
    left = [
        (row.ends_at + shown_for, row)
        for is_kind, shown_for in ((cancelled, CANCELLED_STAYS), (~cancelled, stays))
        for row in session.execute(bookings.where(is_kind).order_by(Booking.ends_at.desc(), Booking.id.desc()).limit(1))
    ]
    return [max(left, key=lambda one: one[0])[1]] if left else []


def entry_of(booking: InCalendar, base_url: str, texts: FeedTexts) -> Entry:
    """A booking as a calendar entry, the same in the feed and in a file."""
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
        cancelled=booking.status.cancelled,
    )


def unchanged_until(entries: Iterable[Entry], *, now: datetime) -> datetime:
    """The next moment at which an entry is no longer shown (rules.md#caches); a day from now at the latest."""
    ends = (entry.ends_at + (CANCELLED_STAYS if entry.cancelled else _BACK) for entry in entries if entry.ends_at)
    return min([*(end for end in ends if end > now), now + _ONE_DAY])


def is_shown(booking: InCalendar, now: datetime) -> bool:
    """Whether it is not one that was cancelled and is long over."""
    return not booking.status.cancelled or now < booking.ends_at + CANCELLED_STAYS
