"""What an office file says, as values; reading, checking and writing it stand in the neighbouring files."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum

from booking.policy.absences import AbsenceRules
from booking.policy.channels import Channel, MailCarries


class HostLicence(StrEnum):
    """The Zoom licence of a desk's host; a Basic one cuts a meeting after 40 minutes (rules.md#desks-and-hosts)."""

    LICENSED = "licensed"
    BASIC = "basic"


@dataclass(frozen=True)
class Desk:
    """One lane: one consultation at a time, one Zoom host (None: meetings come from elsewhere)."""

    code: str
    name: str
    zoom_host: str | None
    host_licence: HostLicence
    rest_minutes: int  # claimed after each consultation: 15, or 0 for a host that can run two meetings
    ends_on: date | None = None  # the first day on which nothing is held there any more


@dataclass(frozen=True)
class ClosingDay:
    """A day on which this office alone is closed; weekends and national holidays are not listed."""

    day: date
    reason: str


@dataclass(frozen=True, order=True)
class OpeningStart:
    """A consultation of `procedure` (its code) that starts at `start` (office time) on an extra opening."""

    procedure: str
    start: time


@dataclass(frozen=True)
class ExtraOpening:
    """A date with its own starts, which take the place of the weekly ones (rules.md#extra-openings)."""

    day: date
    name: str
    counts_as_office_day: bool  # whether the booking deadline counts it
    starts: tuple[OpeningStart, ...]  # by procedure, then by time


@dataclass(frozen=True, order=True)
class WeeklyStart:
    """A consultation that starts every week on `weekday` (Monday is 0) at `start` (office time)."""

    weekday: int
    start: time


@dataclass(frozen=True)
class Timetable:
    """The weekly starts from `valid_from` until the day before the procedure's next timetable."""

    valid_from: date
    weekly: tuple[WeeklyStart, ...]  # by weekday, then by time


@dataclass(frozen=True)
class Terms:
    """The terms of use that a seeker accepts; a new wording needs a new version."""

    version: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Procedure:
    """What is booked: a purpose and a length at an office, with its rules and its texts for seekers."""

    code: str
    title: str  # names purpose and office, because seekers mix procedures up (omura guide p.10)
    purpose: str
    purpose_order: int  # place in lists; the smallest comes first
    keywords: tuple[str, ...]  # words that find it beside its title
    length_minutes: int  # 30 or 45
    lead_open_days: int = 2  # office days from the booking deadline to the consultation day
    window_days: int = 28  # calendar days before the consultation at which booking opens
    web_cutoff_time: time | None = None  # office time on the deadline day; None: the end of that day
    channels: tuple[Channel, ...]
    max_open_bookings: int = 1  # for one seeker
    late_minutes: int = 15  # after the start, before a no-show can be marked
    enter_minutes_before: int  # 0: the office names no such time
    late_booking_allowed: bool  # by staff, with a reason, after the deadline
    invented: str  # what of it the project made up, in a sentence; empty: nothing
    fictional: bool = False  # all of it is made up
    ends_on: date | None = None  # the first day on which it is not held any more
    mail_carries: Mapping[Channel, MailCarries] = field(hash=False)
    for_whom: tuple[str, ...]
    needed: tuple[str, ...]
    entering: str
    cautions: tuple[str, ...]
    phone_only_reason: str  # why the web does not book it; empty where it does
    terms: Terms
    desks: tuple[str, ...]  # codes, in the order in which they fill
    timetables: tuple[Timetable, ...]  # by valid_from


@dataclass(frozen=True, kw_only=True)
class Office:
    """An employment office with its desks, procedures and own days; all times are office time."""

    code: str
    name: str  # as seekers say it
    official_name: str
    department: str  # who answers the phone
    phone: str  # half-width digits with hyphens
    email: str | None
    desk_opens: time
    desk_closes: time
    fictional: bool
    ends_on: date | None = None  # the first day on which nothing is held here any more
    feed_names: bool = False  # whether the feeds of its desks show display names
    absences: AbsenceRules = field(default_factory=AbsenceRules)  # what no-shows lead to
    desks: tuple[Desk, ...]
    procedures: tuple[Procedure, ...]
    closing_days: tuple[ClosingDay, ...]  # by day
    extra_openings: tuple[ExtraOpening, ...]  # by day
