"""A page of a timeline as it is shown: a heading a day, and under it a row for each thing that happened."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from booking.announcements.channels import channels
from booking.attendance.rules.suggestion import Suggestion
from booking.core.dates import long_day, short_moment
from booking.core.texts import _
from booking.history.act_words import act_in_words
from booking.history.actor_words import who_in_words
from booking.history.because import Because
from booking.history.fact_words import facts_in_words
from booking.history.reads import HistoryLine
from booking.history.subjects import Subject
from booking.history.timeline import Entry, Timeline
from booking.messages.words import channel_words, delivery_state, kind_name
from calendars.office_time import day_of
from notifier.tables import Delivery, Message


@dataclass(frozen=True)
class Row:
    """One thing that happened. `words` are what somebody typed; `address` leads to what a message says."""

    at: datetime
    subject: Subject
    what: str
    who: str
    booking: str | None = None
    details: Sequence[str] = ()
    words: str = ""
    evidence: Suggestion | None = None
    address: str = ""


@dataclass(frozen=True)
class Day:
    """A day (office time) with what happened on it, the latest first."""

    day: date
    rows: Sequence[Row]


def days_of(timeline: Timeline, address_of: Callable[[Message], str]) -> Sequence[Day]:
    """The entries under their days; `address_of` says where a message is read."""
    rows = (_row(entry, address_of) for entry in timeline.entries)
    return [Day(day, list(found)) for day, found in groupby(rows, key=lambda row: day_of(row.at))]


def _row(entry: Entry, address_of: Callable[[Message], str]) -> Row:
    if entry.message is not None:
        return _of_message(entry.message, address_of(entry.message))
    if entry.line is None:
        raise TypeError("an entry is an act or a message")
    return _of_act(entry.line, entry.subject, entry.because or Because())


def _of_act(line: HistoryLine, subject: Subject, because: Because) -> Row:
    evidence = because.evidence if because.evidence and because.evidence.reasons else None
    details = [facts_in_words(line.facts), *_of_suspension(because)]
    return Row(
        at=line.at,
        subject=subject,
        what=act_in_words(line.act),
        who=who_in_words(line),
        booking=line.booking,
        details=[each for each in details if each],
        words=because.words,
        evidence=evidence,
    )


def _of_suspension(because: Because) -> Sequence[str]:
    days = _("、").join(long_day(day) for day in because.no_shows)
    return [_("もとになった無断欠席：%(days)s", days=days)] if days else []


def _of_message(message: Message, address: str) -> Row:
    return Row(
        at=message.made_at,
        subject=Subject.MESSAGE,
        what=kind_name(message.kind),
        who="",
        details=became_of(message),
        address=address,
    )


def became_of(message: Message) -> Sequence[str]:
    """Whether its reader has opened it, and what became of it on each channel."""
    opened = (
        _("マイページ：本人が開いた（%(when)s）", when=short_moment(message.read_at))
        if message.read_at
        else _("マイページ：本人はまだ開いていない")
    )
    return [opened, *(_of_delivery(each) for each in sorted(message.deliveries, key=lambda each: each.id))]


def _of_delivery(delivery: Delivery) -> str:
    words = channel_words(channels(), delivery.channel)
    return _("%(channel)s：%(state)s", channel=words.name, state=delivery_state(delivery, words))
