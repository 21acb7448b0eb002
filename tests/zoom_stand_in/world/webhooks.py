"""Webhooks: who is subscribed, what waits to be sent, and how it goes wrong on the way."""

import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from tests.zoom_stand_in.answers import Json

RETRIES = (timedelta(minutes=5), timedelta(minutes=20), timedelta(minutes=60))  # each after the one before
VALIDATES_EVERY = timedelta(hours=72)
MOST_FAILURES = 6
ACCOUNT = "stand-in-account"


@dataclass
class Subscription:
    """An address that was validated; after six failed validations in a row it is off."""

    url: str
    secret: str
    validate_at: datetime
    failures: int = 0
    on: bool = True


@dataclass
class Ways:
    """How deliveries go wrong: sent `copies` times, `late` seconds later, out of order, or never (by event)."""

    copies: int = 1
    late: float = 0
    order: str = "kept"  # reversed or shuffled
    dropped: list[str] = field(default_factory=list)
    keeps_signature: bool = False  # of a retry: the first one's timestamp; what Zoom does is not known


@dataclass
class Parcel:
    """One delivery that is due at a moment."""

    event: str
    raw: bytes
    due_at: datetime
    tries: int = 0
    signed_at: datetime | None = None


@dataclass
class Webhooks:
    """The app's one subscription and its deliveries."""

    subscription: Subscription | None = None
    ways: Ways = field(default_factory=Ways)
    waiting: list[Parcel] = field(default_factory=list)
    sent: list[Json] = field(default_factory=list)  # event, status (0: no answer within three seconds), try
    random: Random = field(default_factory=lambda: Random(20261120))

    def say(self, event: str, object_: Json, now: datetime, **payload: object) -> None:
        """Put an event on its way; `object_` is its payload's object."""
        if self.subscription is None or not self.subscription.on or event in self.ways.dropped:
            return
        full = {"account_id": ACCOUNT, **payload, "object": object_}
        raw = compact({"event": event, "payload": full, "event_ts": int(now.timestamp() * 1000)})
        due_at = now + timedelta(seconds=self.ways.late)
        self.waiting += [Parcel(event, raw, due_at) for _ in range(self.ways.copies)]

    def due(self, now: datetime) -> list[Parcel]:
        """Take out what is to be sent now, in the order in which it will be sent."""
        due = [parcel for parcel in self.waiting if parcel.due_at <= now]
        self.waiting = [parcel for parcel in self.waiting if parcel.due_at > now]
        if self.ways.order == "reversed":
            due.reverse()
        elif self.ways.order == "shuffled":
            self.random.shuffle(due)
        return due

    def settle(self, parcel: Parcel, status: int, now: datetime) -> None:
        """Note the answer; a server's error or silence is tried again at +5, +25 and +85 minutes, nothing else is."""
        self.sent.append({"event": parcel.event, "status": status, "try": parcel.tries + 1})
        if (status == 0 or status >= 500) and parcel.tries < len(RETRIES):
            parcel.due_at = now + RETRIES[parcel.tries]
            parcel.tries += 1
            self.waiting.append(parcel)

    def headers_for(self, parcel: Parcel, secret: str, now: datetime) -> dict[str, str]:
        """The signed headers of this try."""
        if parcel.signed_at is None or not self.ways.keeps_signature:
            parcel.signed_at = now
        return headers(secret, parcel.raw, parcel.signed_at)


def compact(body: Json) -> bytes:
    """JSON without spaces, in plain UTF-8, as Zoom signs it."""
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def headers(secret: str, raw: bytes, at: datetime) -> dict[str, str]:
    """The signature over timestamp and raw body, with Zoom's other headers."""
    timestamp = str(int(at.timestamp()))
    return {
        "Content-Type": "application/json; charset=utf-8",
        "x-zm-signature": f"v0={hex_hmac(secret, b'v0:' + timestamp.encode() + b':' + raw)}",
        "x-zm-request-timestamp": timestamp,
        "x-zm-trackingid": f"v=2.0;{secrets.token_hex(8)}",
        "x-zm-request-id": secrets.token_hex(8),
    }


def hex_hmac(secret: str, message: bytes) -> str:
    """HMAC-SHA256 in hexadecimal digits."""
    return hmac.new(secret.encode(), message, hashlib.sha256).hexdigest()
