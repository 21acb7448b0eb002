"""How long the one-time keys of requests are kept; audit lines are kept for ever."""

from datetime import timedelta

from booking.core.erasure import Retention, delete_old
from booking.tables import IdempotencyKey

KEYS_KEPT = timedelta(hours=24)  # rules.md#idempotency

RETAINED = (
    Retention(
        "one-time keys", lambda night: delete_old(IdempotencyKey, IdempotencyKey.made_at <= night.now - KEYS_KEPT)
    ),
)
