"""One-time keys: the same request again is answered with what it did, and does nothing (design §5)."""

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.errors import KeyReused
from booking.models import IdempotencyKey
from database.inserting import insert_if_free


def take_key(session: Session, *, actor: str, key: str, body: Sequence[object], now: datetime) -> IdempotencyKey:
    """The key's row, new or as an earlier request left it: its `booking_id` is then set, and is the answer.

    Inserted first in the transaction, so that of two requests at once one waits for the other. What is refused is
    rolled back and leaves no key: only successes are kept.

    Raises:
        KeyReused: the key was used with another body.
    """
    body_hash = hashlib.sha256(json.dumps(list(body), default=str).encode()).hexdigest()
    fresh = {"actor": actor, "key": key, "body_hash": body_hash, "made_at": now}
    insert_if_free(session, IdempotencyKey, [fresh])
    kept = session.scalars(select(IdempotencyKey).where(IdempotencyKey.actor == actor, IdempotencyKey.key == key)).one()
    if kept.body_hash != body_hash:
        raise KeyReused(None)
    return kept
