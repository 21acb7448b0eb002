"""Makes the list of a procedure's slots. A day is written out once, and again when something about it changes."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter
from pydantic_core import to_json
from sqlalchemy import Engine

from booking.api.shapes import SlotOut
from booking.availability.procedures import refuse_ended
from booking.availability.slot_days import SlotDay, slot_days, unchanged_until
from booking.availability.slot_lists import claimed
from booking.availability.slots import Slot
from booking.availability.words import reason_of
from booking.core.channels import Channel
from calendars.office_time import day_of

_MOST_DAYS = 1024  # of half a kilobyte for each slot
_SLOTS = TypeAdapter(list[SlotOut])


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

    They are seen through `channel`, or else through the web where the procedure is open to it. Raises
    UnknownProcedure, also for a procedure that has ended.
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
    items = [slot for day in days for slot in _slots_out(day, procedure.on(day.day).phone_only_reason)]
    return SlotList(
        until=unchanged_until(days, lapse=found.lapse, now=now),
        snapshot=found.snapshot,
        content=to_json({"items": items, "next": None}),
    )


@lru_cache(_MOST_DAYS)
def _slots_out(day: SlotDay, phone_only_reason: str) -> Sequence[Mapping[str, Any]]:
    """Write the slots of a day as JSON."""
    written: Sequence[Mapping[str, Any]] = _SLOTS.dump_python(
        [_slot_out(slot, phone_only_reason) for slot in day.slots], mode="json"
    )
    return written


def _slot_out(slot: Slot, phone_only_reason: str) -> SlotOut:
    return SlotOut(
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        state=slot.state,
        reason=slot.reason,
        detail=reason_of(slot, phone_only_reason=phone_only_reason) or None,
        free=slot.free,
        closes_at=slot.closes_at,
    )
