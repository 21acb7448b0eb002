"""Passwords hashed with little work: at the real strength a third of each sign-in's time went into one hash."""

import secrets

import pytest
from argon2 import PasswordHasher, Type

from booking.people.sign_in import passwords

# What the service hashes with.
REAL = passwords._HASHER

# The least that argon2id takes; a hash says itself what it was made with, so that checking it is as cheap.
_CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1, type=Type.ID)


def cheapen_passwords(patch: pytest.MonkeyPatch) -> None:
    """Hash every password of this process that way; commands and servers that tests start hash as always."""
    patch.setattr(passwords, "_HASHER", _CHEAP)
    patch.setattr(passwords, "_NOBODY", _CHEAP.hash(secrets.token_urlsafe()))
