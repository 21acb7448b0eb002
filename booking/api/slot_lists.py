"""Makes the list of a procedure's slots as bytes. A day is rendered once, and again when something about it changes."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from sqlalchemy import Engine

from booking.api.shapes import SlotOut
from booking.availability.procedures import refuse_ended
from booking.availability.slot_lists import claimed
from booking.availability.slots import Slot, SlotDay, SlotReason, SlotState, slot_days, unchanged_until
from booking.availability.words import reason_of
from booking.core.channels import Channel
from calendars.office_time import day_of

_MOST_DAYS, _MOST_TIMES, _MOST_RESTS = 1024, 4096, 2048  # of two kilobytes and twice of a hundred bytes each
_TIMES = {"starts_at", "ends_at"}
_REST = set(SlotOut.model_fields) - _TIMES


@dataclass(frozen=True)
class SlotList:
    """Slots as bytes, as they are until `until` if nothing is written after `snapshot`."""

    until: datetime
    snapshot: str | None
    content: bytes

    @property
    def etag(self) -> str:
        """Strong: the same bytes, the same tag, in every process."""
        return hashlib.sha256(self.content).hexdigest()[:32]


def slot_list(
    engine: Engine, code: str, *, first: date, last: date | None, channel: Channel | None, now: datetime
) -> SlotList:
    """The slots from `first` to `last` inclusive, or to the end of a booking window that began on `first`.

    They are seen through `channel`, or else through the web where the procedure is open to it. Raises UnknownProcedure,
    for one that has ended as well.
    """
    found = claimed(engine, code, first=first, last=last, now=now)
    procedure = found.procedure
    refuse_ended(procedure, today=day_of(now))
    days = slot_days(
        procedure.rules,
        found.taken,
        first=first,
        last=found.last,
        channel=channel or procedure.rules.shown_channel(first, found.last),
        now=now,
    )
    rendered = b",".join([_rendered(day, procedure.on(day.day).phone_only_reason) for day in days])
    return SlotList(
        until=unchanged_until(days, lapse=found.lapse, now=now),
        snapshot=found.snapshot,
        content=b'{"items":[' + rendered + b'],"next":null}',
    )


@lru_cache(_MOST_DAYS)
def _rendered(day: SlotDay, phone_only_reason: str) -> bytes:
    """Slot by slot in two halves: the times are those of many offices, and the rest is that of most of the day."""
    rest: dict[tuple[SlotReason | None, int], bytes] = {}
    for slot in day.slots:
        if (slot.reason, slot.free) not in rest:
            rest[slot.reason, slot.free] = _rest_of(slot, phone_only_reason)
    return b",".join([_times(slot.starts_at, slot.ends_at) + rest[slot.reason, slot.free] for slot in day.slots])


@lru_cache(_MOST_TIMES)
def _times(starts_at: datetime, ends_at: datetime) -> bytes:
    times = SlotOut.model_construct(starts_at=starts_at, ends_at=ends_at)
    return times.model_dump_json(include=_TIMES).encode().removesuffix(b"}") + b","


def _rest_of(slot: Slot, phone_only_reason: str) -> bytes:
    detail = reason_of(slot, phone_only_reason=phone_only_reason) or None
    return _rest(slot.state, slot.reason, detail, slot.free, slot.closes_at)


@lru_cache(_MOST_RESTS)
def _rest(state: SlotState, reason: SlotReason | None, detail: str | None, free: int, closes_at: datetime) -> bytes:
    """The same for all offices that close alike."""
    told = SlotOut.model_construct(state=state, reason=reason, detail=detail, free=free, closes_at=closes_at)
    return told.model_dump_json(include=_REST).encode().removeprefix(b"{")
