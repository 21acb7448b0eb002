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
from booking.availability.slots import SlotReason, SlotState
from booking.availability.words import reason_of
from booking.core.channels import Channel
from calendars.office_time import day_of

_MOST_DAYS = 1024  # of a pointer for each slot
_MOST_SLOTS = 4096  # of half a kilobyte; days of procedures that are alike share them
_SLOT = TypeAdapter(SlotOut)


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
    return tuple(
        [
            _slot_out(
                slot.starts_at,
                slot.ends_at,
                slot.state,
                slot.reason,
                reason_of(slot, phone_only_reason=phone_only_reason) or None,
                slot.free,
                slot.closes_at,
            )
            for slot in day.slots
        ]
    )


@lru_cache(_MOST_SLOTS)
def _slot_out(
    starts_at: datetime,
    ends_at: datetime,
    state: SlotState,
    reason: SlotReason | None,
    detail: str | None,
    free: int,
    closes_at: datetime,
) -> Mapping[str, Any]:
    """The same object for all slots that are alike, whosever they are."""
    slot = SlotOut(
        starts_at=starts_at,
        ends_at=ends_at,
        state=state,
        reason=reason,
        detail=detail,
        free=free,
        closes_at=closes_at,
    )
    written: Mapping[str, Any] = _SLOT.dump_python(slot, mode="json")
    return written
