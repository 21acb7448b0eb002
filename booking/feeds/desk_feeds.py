"""The feed of a desk: its bookings for the calendar of somebody who works there, without anything that shows who comes.

It ends by itself when its owner leaves or changes office: that they belong to the office is asked at every reading.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from booking.core.keys import derived_uid, token_hash
from booking.feeds.seeker_feeds import CANCELLED_STAYS, IN_CALENDAR, InCalendar, is_shown, last_to_leave
from booking.feeds.short_codes import short_code
from booking.tables import Booking, Desk, DeskFeed, Office, Staff, StaffOffice
from calendars.ical import Entry
from calendars.office_time import day_of, midnight

_DAYS_BACK, _DAYS_AHEAD = 30, 120


@dataclass(frozen=True)
class DeskOfFeed:
    """The desk as its feed's entries show it, with the revision of its office."""

    id: int
    name: str
    office_id: int
    office_name: str
    shows_names: bool
    office_version: int
    office_revised_at: datetime | None


@dataclass(frozen=True)
class FoundDeskFeed:
    """An address of a desk's feed, live or ended."""

    id: int
    is_revoked: bool
    last_read_at: datetime | None
    desk: DeskOfFeed


@dataclass(frozen=True)
class DeskTexts:
    """The words of the entries; the code follows the title."""

    title: str
    description: str


class _OnSheet(InCalendar, Protocol):
    """And what leads to its line on the day's sheet."""

    @property
    def day(self) -> date:
        """The day's sheet."""

    @property
    def display_name(self) -> str:
        """For offices that want it shown."""


def desk_feed_to_read(session: Session, token: str) -> FoundDeskFeed | None:
    """The feed; None if the token never was one."""
    row = session.execute(
        select(DeskFeed, Desk, Office, Staff.active, StaffOffice.id)
        .join(Desk, Desk.id == DeskFeed.desk_id)
        .join(Office, Office.id == Desk.office_id)
        .join(Staff, Staff.id == DeskFeed.staff_id)
        .outerjoin(StaffOffice, (StaffOffice.staff_id == Staff.id) & (StaffOffice.office_id == Office.id))
        .where(DeskFeed.token_hash == token_hash(token))
    ).one_or_none()
    if row is None:
        return None
    feed, desk, office, is_active, belongs = row
    return FoundDeskFeed(
        id=feed.id,
        is_revoked=feed.revoked_at is not None or not is_active or belongs is None,
        last_read_at=feed.last_read_at,
        desk=_desk(desk, office),
    )


def desk_entries(
    session: Session, feed: FoundDeskFeed, *, base_url: str, secret_key: str, texts: DeskTexts, now: datetime
) -> list[Entry]:
    """The bookings from 30 days back to 120 ahead; cancelled ones until 7 days after their time. By start and UID.

    The last one to go stays until another comes, as in a seeker's feed.
    """
    columns = select(*IN_CALENDAR, Booking.day, Booking.display_name)
    shown = [booking for booking in session.execute(columns.where(*_of(feed.desk, now))) if is_shown(booking, now)]
    own = columns.where(Booking.office_id == feed.desk.office_id, Booking.desk_id == feed.desk.id)
    shown = shown or last_to_leave(session, own, stays=timedelta(days=_DAYS_BACK))
    entries = [_entry(booking, feed, base_url, secret_key, texts) for booking in shown]
    return sorted(entries, key=lambda entry: (entry.starts_at or now, entry.uid))


def unchanged_until(entries: Collection[Entry], *, now: datetime) -> datetime:
    """The next moment at which time alone changes what is shown: a cancelled entry goes, or midnight comes."""
    going = [entry.ends_at + CANCELLED_STAYS for entry in entries if entry.cancelled and entry.ends_at is not None]
    return min([*(end for end in going if end > now), midnight(day_of(now) + timedelta(days=1))])


def feeds_of_staff(session: Session, staff_id: int) -> Mapping[int, DeskFeed]:
    """Their live feeds by desk."""
    feeds = session.scalars(select(DeskFeed).where(DeskFeed.staff_id == staff_id, DeskFeed.revoked_at.is_(None)))
    return {feed.desk_id: feed for feed in feeds}


def _desk(desk: Desk, office: Office) -> DeskOfFeed:
    return DeskOfFeed(
        id=desk.id,
        name=desk.name,
        office_id=office.id,
        office_name=office.name,
        shows_names=office.feed_names,
        office_version=office.version,
        office_revised_at=office.revised_at,
    )


def _of(desk: DeskOfFeed, now: datetime) -> tuple[ColumnElement[bool], ...]:
    """Which bookings the feed is about. The office is named because its days are indexed."""
    today = day_of(now)
    return (
        Booking.office_id == desk.office_id,
        Booking.desk_id == desk.id,
        Booking.day >= today - timedelta(days=_DAYS_BACK),
        Booking.day <= today + timedelta(days=_DAYS_AHEAD),
    )


def _entry(booking: _OnSheet, feed: FoundDeskFeed, base_url: str, secret_key: str, texts: DeskTexts) -> Entry:
    # The day's sheet shows the code beside the booking: an address of the booking itself would hold its number.
    desk, sheet = feed.desk, f"{base_url}/desk?day={booking.day.isoformat()}"
    uid, code = _uid_and_code(secret_key, feed.id, booking.calendar_uid)
    title = f"{texts.title} {code}"
    return Entry(
        uid=uid,
        revised_at=max(booking.revised_at, desk.office_revised_at or booking.revised_at),
        sequence=booking.sequence + desk.office_version,  # both only rise, and either changes what is shown
        title=f"{title} {booking.display_name}" if desk.shows_names else title,
        starts_at=booking.starts_at,
        ends_at=booking.ends_at,
        description=f"{texts.description}\n{sheet}",
        location=desk.name,
        url=sheet,
        cancelled=booking.status.cancelled,
    )


def _uid_and_code(secret_key: str, feed_id: int, calendar_uid: str) -> tuple[str, str]:
    """The entry's UID and the booking's code."""
    return derived_uid(secret_key, "desk feed", str(feed_id), calendar_uid), short_code(secret_key, calendar_uid)
