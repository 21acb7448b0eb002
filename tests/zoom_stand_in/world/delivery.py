"""Sends what waits, over HTTP, outside the world's lock."""

import secrets
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime

import requests

from tests.zoom_stand_in.world.webhooks import (
    MOST_FAILURES,
    VALIDATES_EVERY,
    Subscription,
    Webhooks,
    compact,
    headers,
    hex_hmac,
)

SECONDS_TO_ANSWER = 3

Lock = Callable[[], AbstractContextManager[object]]


def deliver(webhooks: Webhooks, now: datetime, locked: Lock) -> None:
    """Send everything that is due, after the validation that is due."""
    subscription = webhooks.subscription
    if subscription is None:
        return
    if subscription.on and subscription.validate_at <= now:
        validate(subscription, now)
    if not subscription.on:
        return
    with locked():
        due = webhooks.due(now)
    for parcel in due:
        with locked():
            signed = webhooks.headers_for(parcel, subscription.secret, now)
        status = _post(subscription.url, parcel.raw, signed)[0]
        with locked():
            webhooks.settle(parcel, status, now)


def validate(subscription: Subscription, now: datetime) -> bool:
    """Challenge the address; six failures in a row switch the subscription off."""
    plain = secrets.token_urlsafe(16)
    event = {
        "event": "endpoint.url_validation",
        "payload": {"plainToken": plain},
        "event_ts": int(now.timestamp() * 1000),
    }
    raw = compact(event)
    status, answer = _post(subscription.url, raw, headers(subscription.secret, raw, now))
    expected = {"plainToken": plain, "encryptedToken": hex_hmac(subscription.secret, plain.encode())}
    passed = status == 200 and answer == expected
    subscription.validate_at = now + VALIDATES_EVERY
    subscription.failures = 0 if passed else subscription.failures + 1
    subscription.on = subscription.failures < MOST_FAILURES
    return passed


def _post(url: str, raw: bytes, signed: dict[str, str]) -> tuple[int, object]:
    try:
        answer = requests.post(url, data=raw, headers=signed, timeout=SECONDS_TO_ANSWER, allow_redirects=False)
    except requests.RequestException:
        return 0, None
    try:
        return answer.status_code, answer.json()
    except ValueError:
        return answer.status_code, None
