"""Keeps what a provider sent until a job processes it: encrypted, and once however often it is sent."""

from datetime import datetime

from sqlalchemy.orm import Session

from booking.core.keys import DataKeys
from booking.tables import Webhook
from database.inserting import insert_if_free
from database.transactions import transact


def receive_webhook(body: str, *, key: str, keys: DataKeys, real_now: datetime) -> None:
    """Keep `body` under `key`; one that was taken before changes nothing."""
    sealed = keys.seal(body)
    transact(lambda session: _keep(session, key, sealed, real_now))


def _keep(session: Session, key: str, sealed: bytes, real_now: datetime) -> None:
    row = {"key": key, "received_at": real_now, "body_sealed": sealed, "tries": 0}
    insert_if_free(session, Webhook, [row])
