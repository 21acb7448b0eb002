"""Codes that change every thirty seconds (TOTP, RFC 6238), as authenticator programs compute them; knows no tables."""

import base64
import hmac
from collections.abc import Iterator
from datetime import datetime

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

DIGITS, STEP_SECONDS = 6, 30  # and SHA-1: what every program takes
_NEIGHBOURS = (-1, 0, 1)  # clocks differ, and somebody types while the code changes
_SECRET_BYTES = 20


def secret_of_set_up(secret_key: str, token: str) -> str:
    """The secret that the browser with this random token sets up, in the letters in which it can be typed.

    Drawn from the token, so that it is the same when the page is opened again, another one in every other browser, and
    kept nowhere before somebody has shown that their program has it.
    """
    drawn = hmac.digest(secret_key.encode(), f"totp\x1f{token}".encode(), "sha256")
    return base64.b32encode(drawn[:_SECRET_BYTES]).decode()


def address_of_set_up(secret: str, *, login: str, issuer: str) -> str:
    """What the two-dimensional code says to the program (otpauth://…)."""
    return _program(secret).get_provisioning_uri(login, issuer)


def step_of_code(secret: str, typed: str, *, after: int, real_now: datetime) -> int | None:
    """The step of which `typed` is the code, now or one step beside; None for none, or not later than `after`."""
    now = int(real_now.timestamp()) // STEP_SECONDS
    fitting = (step for step in _steps(now) if hmac.compare_digest(code_of_step(secret, step), typed.encode()))
    return next((step for step in fitting if step > after), None)


def code_of_step(secret: str, step: int) -> bytes:
    """The code that a program shows during this step."""
    return _program(secret).generate(step * STEP_SECONDS)


def _steps(now: int) -> Iterator[int]:
    return (now + beside for beside in _NEIGHBOURS)


def _program(secret: str) -> TOTP:
    return TOTP(base64.b32decode(secret), DIGITS, SHA1(), STEP_SECONDS)  # noqa: S303  of the standard
