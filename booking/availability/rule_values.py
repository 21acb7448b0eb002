"""What a procedure says about its consultations, as values, each written once; knows no calendar and no tables.

Office files, rows and `Rules` of the slots take the fields from here. Each may be another one from a day on. Which day
decides stands beside it: the day of the consultation, or the day on which somebody reads or books.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, time
from typing import Any, get_type_hints

from booking.availability.dated import Dated
from booking.core.channels import Channel, MailCarries
from booking.core.input.field_checks import Between, OneOf, Text, Texts, checked
from booking.core.lengths import LENGTHS
from booking.core.plain_values import as_json, typed


@dataclass(frozen=True)
class Terms:
    """The terms of use that a seeker accepts; a new wording needs a new version."""

    version: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class RuleValues:
    """The rules of a procedure and its texts for seekers, as they hold on one day.

    Lengths are minutes, leads are office days, times are office time.
    """

    # By the day of the consultation.
    length_minutes: int = checked(OneOf(LENGTHS))
    lead_open_days: int = checked(Between(1, 10), 2)  # office days from the deadline to the consultation day
    # Calendar days before the consultation at which booking opens. The longest way from a deadline to its consultation
    # in 2026 to 2030 is 8 days (rules.md#booking-window): a window must be open before its deadline.
    window_days: int = checked(Between(9, 180), 28)
    web_cutoff_time: time | None = None  # on the deadline day; None: the end of that day
    channels: tuple[Channel, ...]
    late_booking_allowed: bool  # by staff, with a reason, after the deadline
    late_minutes: int = checked(Between(0, 60), 15)  # after the start, before a no-show can be marked
    enter_minutes_before: int = checked(Between(0, 60))  # 0: the office names no such time
    mail_carries: Mapping[Channel, MailCarries] = field(hash=False)
    entering: str = checked(Text())
    phone_only_reason: str = checked(Text(may_be_empty=True))  # why the web does not book it; empty where it does

    # By the day on which somebody reads or books.
    max_open_bookings: int = checked(Between(1, 10), 1)  # for one seeker
    for_whom: tuple[str, ...] = checked(Texts())
    needed: tuple[str, ...] = checked(Texts())
    cautions: tuple[str, ...] = checked(Texts())
    terms: Terms


COLUMNS = tuple(each.name for each in fields(RuleValues) if each.name != "terms")  # terms have rows of their own
_HINTS = get_type_hints(RuleValues)


def dated_values(first: RuleValues, changes: Iterable[tuple[date, Mapping[str, Any]]]) -> Dated[RuleValues]:
    """What holds from which day on, of `changes` by their days: each leaves as it was what it does not name."""
    said, values = [], first
    for valid_from, changed in changes:
        values = replace(values, **changed)
        said.append((valid_from, values))
    return Dated(first, tuple(said))


def written(values: Mapping[str, Any]) -> dict[str, Any]:
    """Some of the values as JSON, by their names."""
    return {name: as_json(value) for name, value in values.items()}


def read_written(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values that were written as JSON."""
    return {name: typed(_HINTS[name], value) for name, value in values.items()}


def values_from(columns: Mapping[str, Any], terms: Terms) -> RuleValues:
    """What a row says that has these columns and terms."""
    return RuleValues(terms=terms, **{name: typed(_HINTS[name], columns[name]) for name in COLUMNS})
