"""One-time keys: the same request again is answered with what it did, and does nothing (design §5)."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from booking.errors import KeyReused
from booking.models import IdempotencyKey
from database.base import table_of
from database.inserting import insert_if_free
from database.prepared import Prepared

# Built once, and on the table: every booking writes it, and nothing in the session needs to hear of it.
_KEYS = table_of(IdempotencyKey)
_ANSWERED = Prepared(update(_KEYS).where(_KEYS.c.id == bindparam("key_id")).values(booking_id=bindparam("answer")))


@dataclass(frozen=True)
class OneTimeKey:
    """A key that was taken: its row, and what an earlier request with it booked, if there was one."""

    id: int
    booking_id: int | None


def take_key(session: Session, *, actor: str, key: str, body: Sequence[object], now: datetime) -> OneTimeKey:
    """The key, new or as an earlier request left it: its `booking_id` is then set, and is the answer.

    Inserted first in the transaction, so that of two requests at once one waits for the other. What is refused is
    rolled back and leaves no key: only successes are kept.

    Raises:
        KeyReused: the key was used with another body.
    """
    body_hash = hashlib.sha256(json.dumps(list(body), default=str).encode()).hexdigest()
    fresh = {"actor": actor, "key": key, "body_hash": body_hash, "made_at": now}
    if inserted := insert_if_free(session, IdempotencyKey, [fresh]):
        return OneTimeKey(inserted[0], None)
    kept = session.scalars(select(IdempotencyKey).where(IdempotencyKey.actor == actor, IdempotencyKey.key == key)).one()
    if kept.body_hash != body_hash:
        raise KeyReused(None)
    return OneTimeKey(kept.id, kept.booking_id)


def keep_answer(session: Session, key: OneTimeKey, booking_id: int) -> None:
    """Note what the key's request did, for the answer to its repetition."""
    _ANSWERED.run(session.connection(), {"key_id": key.id, "answer": booking_id})
