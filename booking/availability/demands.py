"""Notes that a place was wanted and not there, for the statistics (docs/rules.md#statistics)."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy.orm import Session

from booking.core.channels import Channel
from booking.tables import Demand, DemandKind
from database.inserting import insert_if_free


def note_demand(
    session: Session,
    kind: DemandKind,
    days: Collection[date],
    *,
    seeker_id: int,
    procedure_id: int,
    channel: Channel,
    now: datetime,
) -> None:
    """Note that the seeker wanted a place on each of `days` (office time) and found none; again changes nothing."""
    row = {"seeker_id": seeker_id, "procedure_id": procedure_id, "kind": kind, "channel": channel, "noted_at": now}
    insert_if_free(session, Demand, [{**row, "day": day} for day in sorted(days)])
