"""The entries of a procedure's public feed, as the list of slots and the office's calendar give them.

Nothing in an entry depends on a booking: a slot that is taken is left out, and comes back as it was. Revision and
sequence are those of the office, whose days, times and texts are all that an entry shows (docs/decisions/0017).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice

from sqlalchemy import Engine

from booking.availability.procedures import KnownProcedure, refuse_ended
from booking.availability.slot_days import slot_days, unchanged_until
from booking.availability.slot_lists import claimed
from booking.availability.slots import Slot, SlotState
from booking.core.channels import Channel
from booking.core.dates import until
from booking.core.keys import derived_uid
from booking.core.texts import _
from calendars.ical import Entry
from calendars.office_days import Closing, ClosingKind
from calendars.office_time import day_of, midnight

_CLOSING_DAYS_AHEAD = timedelta(days=60)
_A_YEAR = 366  # in which some holiday lies


@dataclass(frozen=True)
class ProcedureEntries:
    """What the feed shows until `until` if nothing is written after `snapshot`, by start and UID."""

    title: str
    entries: tuple[Entry, ...]
    until: datetime
    snapshot: str | None


@dataclass(frozen=True)
class _Source:
    """What all entries of one procedure are made from."""

    procedure: KnownProcedure
    code: str
    channel: Channel
    page: str
    secret_key: str


def procedure_entries(engine: Engine, code: str, *, base_url: str, secret_key: str, now: datetime) -> ProcedureEntries:
    """Open slots to the end of the booking window, closing days of 60 days ahead. Raises UnknownProcedure."""
    today = day_of(now)
    found = claimed(engine, code, first=today, last=None, now=now)
    procedure = found.procedure
    refuse_ended(procedure, today=today)
    channel = procedure.rules.shown_channel(today, found.last)
    source = _Source(procedure, code, channel, f"{base_url}/procedures/{code}", secret_key)
    days = slot_days(procedure.rules, found.taken, first=today, last=found.last, channel=channel, now=now)
    open_slots = (slot for day in days for slot in day.slots if slot.state is SlotState.OPEN)
    entries = [*(_slot(source, slot) for slot in open_slots), *_closing_days(source, today)]
    entries = entries or _last_closing_day(source, today)
    return ProcedureEntries(
        title=procedure.title,
        entries=tuple(sorted(entries, key=_place)),
        until=unchanged_until(days, lapse=found.lapse, now=now),
        snapshot=found.snapshot,
    )


def _slot(source: _Source, slot: Slot) -> Entry:
    page = f"{source.page}?day={slot.starts_at.date().isoformat()}"
    return Entry(
        uid=derived_uid(source.secret_key, "open slot", source.code, slot.starts_at.isoformat()),
        revised_at=_revised_at(source.procedure, shown_since=slot.opens_at),
        sequence=source.procedure.version.version,
        title=_("空きあり：%(title)s", title=source.procedure.title),
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        description=f"{_how_to_book(source, slot)}\n{page}",
        location=_("オンライン"),
        url=page,
        private=False,
        transparent=True,
    )


def _how_to_book(source: _Source, slot: Slot) -> str:
    deadline = _("予約は、%(until)sまでです。", until=until(slot.closes_at))
    if source.channel is Channel.WEB:
        return deadline + _("空いているかは、予約のページでお確かめください。")
    office = source.procedure.contact
    by_phone = _("電話か窓口で申し込みます：%(office)s %(phone)s", office=office.name, phone=office.phone)
    return f"{deadline}\n{by_phone}"


def _closing_days(source: _Source, today: date) -> Iterator[Entry]:
    """Weekends are left out: every calendar shows them."""
    for ahead in range(_CLOSING_DAYS_AHEAD.days + 1):
        day = today + timedelta(days=ahead)
        closing = source.procedure.rules.office_days.closing(day)
        if closing is not None and closing.kind is not ClosingKind.WEEKEND:
            yield _closing_day(source, day, closing)


def _last_closing_day(source: _Source, today: date) -> list[Entry]:
    """Stands in where nothing else is to be shown: programs take a calendar that was emptied for a damaged one."""
    past = (today - timedelta(days=back) for back in range(1, _A_YEAR + 1))
    found = ((day, source.procedure.rules.office_days.closing(day)) for day in past)
    days = (_closing_day(source, day, one) for day, one in found if one and one.kind is not ClosingKind.WEEKEND)
    return list(islice(days, 1))


def _closing_day(source: _Source, day: date, closing: Closing) -> Entry:
    return Entry(
        uid=derived_uid(source.secret_key, "closing day", source.code, day.isoformat()),
        revised_at=_revised_at(source.procedure, shown_since=midnight(day - _CLOSING_DAYS_AHEAD)),
        sequence=source.procedure.version.version,
        title=_("休み（%(name)s）", name=closing.name),
        day=day,
        description=_("%(office)sの休みの日です。", office=source.procedure.contact.name),
        url=source.page,
        private=False,
        transparent=True,
    )


def _revised_at(procedure: KnownProcedure, *, shown_since: datetime) -> datetime:
    """When the entry got what it shows: its day came near enough, or the office changed after that."""
    return max(shown_since, procedure.office_revised_at or shown_since)


def _place(entry: Entry) -> tuple[datetime, str]:
    return entry.starts_at or midnight(entry.day or date.min), entry.uid
