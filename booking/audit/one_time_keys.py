"""One-time keys: the same request again is answered with what it did, and does nothing (rules.md#idempotency)."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, bindparam, select
from sqlalchemy.orm import Session

from booking.audit.refusals import KeyReused
from booking.tables import Booking, IdempotencyKey
from database.base import table_of
from database.connections import connection_of
from database.fast.next_keys import NextKey
from database.fast.prepared import Prepared
from database.fast.together import insert_into

_KEYS = table_of(IdempotencyKey).c


@dataclass(frozen=True)
class OneTimeKey:
    """A key that was taken, and the booking that answers its request: one that it is to make, or one that is there."""

    booking_id: int
    is_new: bool


def take_key(
    session: Session,
    *,
    actor: str,
    key: str,
    body: Sequence[object],
    now: datetime,
    booking_id: int | None = None,
) -> OneTimeKey:
    """The key, new or as an earlier request left it; then its booking is the answer, and nothing is to be done.

    Inserted first in the transaction, so that of two requests at once one waits for the other; it names the booking
    `booking_id`, or else one that has yet to be inserted. What is refused is rolled back and leaves no key: only
    successes are kept.

    Raises:
        KeyReused: the key was used with another body.
    """
    body_hash = hashlib.sha256(json.dumps(list(body), default=str).encode()).hexdigest()
    fresh = {"actor": actor, "key": key, "body_hash": body_hash, "made_at": now}
    connection = connection_of(session)
    statement = _taking(connection.dialect.name, for_new=booking_id is None)
    if named := statement.rows(connection, fresh if booking_id is None else {**fresh, "booking_id": booking_id}):
        return OneTimeKey(named[0][0], is_new=True)
    kept = session.scalars(select(IdempotencyKey).where(IdempotencyKey.actor == actor, IdempotencyKey.key == key)).one()
    if kept.body_hash != body_hash or kept.booking_id is None:
        raise KeyReused(None)
    return OneTimeKey(kept.booking_id, is_new=False)


@cache
def _taking(engine: str, *, for_new: bool) -> Prepared:
    """Built once: every booking takes a key."""
    names = ("actor", "key", "body_hash", "made_at", "booking_id")
    row: dict[str, ColumnElement[Any]] = {name: bindparam(name, type_=_KEYS[name].type) for name in names}
    if for_new:
        row["booking_id"] = NextKey(Booking)
    taken = insert_into(IdempotencyKey, engine).values(row).on_conflict_do_nothing()
    return Prepared(taken.returning(_KEYS.booking_id))
