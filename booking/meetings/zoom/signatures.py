"""Whether a webhook comes from Zoom, and the answer to its challenge; reads no clock and no table.

Zoom signs "v0:" + timestamp + ":" + the raw body with the app's secret token (HMAC-SHA256).
"""

import hmac
import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

SIGNATURE, TIMESTAMP = "x-zm-signature", "x-zm-request-timestamp"

# Zoom tries again after 5, 20 and 60 more minutes, and does not say whether with a new timestamp.
OLDEST = timedelta(hours=2)
NEWEST = timedelta(minutes=5)  # its clock may be ahead of ours

_SECONDS = re.compile("[0-9]{1,11}", re.ASCII)
_SIGNED = re.compile("v0=[0-9a-f]{64}", re.ASCII)
_OF_SOME_KIND = re.compile(r"\w{1,10}=\S{32,200}", re.ASCII)


def may_be_from_zoom(*, signature: str, timestamp: str, now: datetime) -> bool:
    """What the headers alone tell: they have the form of Zoom's, and the timestamp is not one of long ago."""
    return _SIGNED.fullmatch(signature) is not None and _is_fresh(timestamp, now=now)


def looks_signed(signature: str) -> bool:
    """Whether a passer-by would not send it; Zoom may sign in another way one day."""
    return _OF_SOME_KIND.fullmatch(signature) is not None


def is_from_zoom(body: bytes, *, signature: str, timestamp: str, secret: str, now: datetime) -> bool:
    """Whether `signature` is Zoom's for exactly these bytes, and not so old that it may be somebody's repetition."""
    if not _is_fresh(timestamp, now=now):
        return False
    expected = f"v0={_digest(secret, b'v0:' + timestamp.encode() + b':' + body)}"
    return hmac.compare_digest(expected.encode(), signature.encode())


def _is_fresh(timestamp: str, *, now: datetime) -> bool:
    if not _SECONDS.fullmatch(timestamp):
        return False
    return now - OLDEST <= datetime.fromtimestamp(int(timestamp), UTC) <= now + NEWEST


def secret_of(body: bytes, *, signature: str, timestamp: str, secrets: Sequence[str], now: datetime) -> str | None:
    """The one of our `secrets` with which Zoom has signed these bytes; None if it was none of them.

    While the secret is changed there are two: what Zoom repeats may still be signed with the old one.
    """
    signed = (
        one for one in secrets if is_from_zoom(body, signature=signature, timestamp=timestamp, secret=one, now=now)
    )
    return next(signed, None)


def answer_to_challenge(plain_token: str, *, secret: str) -> dict[str, str]:
    """What Zoom wants to read when it checks that the address is ours, at the start and every 72 hours.

    `secret` is the one with which the challenge itself is signed: whatever we know, that is the one which Zoom has.
    """
    return {"plainToken": plain_token, "encryptedToken": _digest(secret, plain_token.encode())}


def _digest(secret: str, message: bytes) -> str:
    return hmac.digest(secret.encode(), message, "sha256").hex()
