"""Password hashes by argon2id; knows no tables."""

import secrets
import string
from threading import BoundedSemaphore

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

from booking.processors import anywhere

# OWASP's second choice of parameters: 19 MiB, so that a small machine can check several at once (rules.md#speed).
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1, type=Type.ID)

# Each takes its 19 MiB of a web process's 150 (rules.md#speed); more at once than processors would take longer.
_AT_ONCE = 2
_turns = BoundedSemaphore(_AT_ONCE)

# Checked when nobody has the address, so that the answer takes as long as for somebody who has.
_NOBODY = _HASHER.hash(secrets.token_urlsafe())


def hash_password(password: str) -> str:
    """A salted hash to keep in place of `password`."""
    with _turns, anywhere():
        return _HASHER.hash(password)


def password_fits(password: str, password_hash: str | None) -> bool:
    """Whether `password` is the hashed one; a missing hash takes as long and never fits."""
    try:
        with _turns, anywhere():
            _HASHER.verify(password_hash or _NOBODY, password)
    except (VerificationError, InvalidHashError):
        return False
    return password_hash is not None


def random_password() -> str:
    """A password that satisfies the rule of the my-page guide: digits, letters and symbols, 8 to 32 characters."""
    letters = "".join(secrets.choice(string.ascii_letters) for _ in range(8))
    digits = "".join(secrets.choice("23456789") for _ in range(4))
    return f"{letters}-{digits}!"
