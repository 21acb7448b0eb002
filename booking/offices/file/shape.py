"""What an office file says, as values; reading, checking and writing it stand in the neighbouring files."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, time
from typing import Any

from booking.availability.dated import Dated
from booking.availability.rule_values import RuleValues, dated_values
from booking.core.host_licences import HostLicence
from booking.core.input.field_checks import Between, Line, Text, Texts, checked
from booking.offices.absence_rules import AbsenceRules
from booking.offices.reminder_times import DAY_REMINDER, HOUR_REMINDER
from booking.offices.sentences import Sentences
from calendars.office_days import ClosingDay


@dataclass(frozen=True)
class Desk:
    """One lane: one consultation at a time, one host (None: meetings come from elsewhere)."""

    code: str
    name: str
    zoom_host: str | None
    host_licence: HostLicence
    rest_minutes: int  # claimed after each consultation: 15, or 0 for a host that can run two meetings
    ends_on: date | None = None  # the first day on which nothing is held there any more


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
class DatedRules:
    """What changes of a procedure from `valid_from` on, by the names of its fields; what is not named stays as it was.

    Which day is meant, that of the consultation or that of booking and reading, stands beside each field.
    """

    valid_from: date
    values: Mapping[str, Any] = field(hash=False)


@dataclass(frozen=True, kw_only=True)
class Procedure(RuleValues):
    """What is booked: a purpose and a length at an office, with its rules and its texts for seekers."""

    code: str
    title: str = checked(Line(100))  # names purpose and office, because seekers mix procedures up (omura guide p.10)
    purpose: str = checked(Line(40))
    purpose_order: int = checked(Between(1, 999))  # place in lists; the smallest comes first
    keywords: tuple[str, ...] = checked(Texts(longest=40))  # words that find it beside its title
    invented: str = checked(Text(may_be_empty=True))  # what of it the project made up, in a sentence; empty: nothing
    fictional: bool = False  # all of it is made up
    ends_on: date | None = None  # the first day on which it is not held any more
    desks: tuple[str, ...]  # codes, in the order in which they fill
    timetables: tuple[Timetable, ...]  # by valid_from
    rules: tuple[DatedRules, ...] = ()  # by valid_from

    @property
    def values(self) -> Dated[RuleValues]:
        """Its rules and texts by the days from which they hold."""
        first = RuleValues(**{each.name: getattr(self, each.name) for each in fields(RuleValues)})
        return dated_values(first, ((entry.valid_from, entry.values) for entry in self.rules))

    def on(self, day: date) -> "Procedure":
        """The procedure as if what it says on `day` held always."""
        return replace(self, rules=(), **vars(self.values.on(day)))


@dataclass(frozen=True, kw_only=True)
class Office:
    """An employment office with its desks, procedures and own days; all times are office time."""

    code: str
    name: str  # as seekers say it
    official_name: str
    department: str  # who answers the phone
    prefecture: str = ""  # one of the 47, by which people find what is near; empty: not said
    city: str = ""  # or ward, town or village, without its district; empty: not said
    keywords: tuple[str, ...] = ()  # words that find all its procedures beside its names: readings, what people call it
    address: str = ""  # where it is; empty: the office page sends people to the phone
    phone: str  # half-width digits with hyphens
    email: str | None
    desk_opens: time
    desk_closes: time
    fictional: bool
    ends_on: date | None = None  # the first day on which nothing is held here any more
    remind_at: time = DAY_REMINDER  # on the office day before a consultation
    remind_minutes_before: int = HOUR_REMINDER  # and so long before it
    feed_names: bool = False  # whether the feeds of its desks show display names
    absences: AbsenceRules = field(default_factory=AbsenceRules)  # what no-shows lead to
    desks: tuple[Desk, ...]
    procedures: tuple[Procedure, ...]
    closing_days: tuple[ClosingDay, ...] = ()  # by day
    extra_openings: tuple[ExtraOpening, ...] = ()  # by day
    sentences: tuple[Sentences, ...] = ()  # its own, in the messages to seekers, by kind
