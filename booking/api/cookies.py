"""Signs the cookie of a session as Flask does, so that either reads what the other wrote, in half the time.

Every page reads one and writes one. Flask derives the key anew for each, builds HMAC out of Python's
objects, and makes a writer of JSON (decision 0082).
"""

import hmac
import json
from functools import cached_property
from typing import Any

from flask.json.tag import TaggedJSONSerializer
from itsdangerous import Signer, TimestampSigner, URLSafeTimedSerializer
from itsdangerous.signer import SigningAlgorithm

_PLAIN = (str, bool, int, type(None))
_written = json.JSONEncoder(sort_keys=True, separators=(",", ":")).encode


class _Plain(TaggedJSONSerializer):
    """Flask's JSON, whose tags the texts and marks of a session need not be looked through for."""

    def dumps(self, value: Any) -> str:
        is_plain = len(value) > 1 and all(type(each) in _PLAIN for each in value.values())
        return _written(value) if is_plain else super().dumps(value)


class _OneCall(SigningAlgorithm):
    """HMAC with SHA-1, which Flask signs with, by one call of OpenSSL."""

    def get_signature(self, key: bytes, value: bytes) -> bytes:
        return hmac.digest(key, value, "sha1")


class _KeptKey(TimestampSigner):
    """Derives the key of the newest secret once."""

    @cached_property
    def _newest(self) -> bytes:
        return super().derive_key(self.secret_keys[-1])

    def derive_key(self, secret_key: str | bytes | None = None) -> bytes:
        """The key that belongs to a secret, which is the newest if none is given."""
        is_newest = secret_key is None or secret_key == self.secret_keys[-1]
        return self._newest if is_newest else super().derive_key(secret_key)


class CookieSerializer(URLSafeTimedSerializer):
    """Turns a session into its cookie and back."""

    def __init__(self, flasks: URLSafeTimedSerializer) -> None:
        """With the secrets of Flask's own, and what it makes of them."""
        super().__init__(
            flasks.secret_keys,
            salt=flasks.salt,
            serializer=_Plain(),
            signer=_KeptKey,
            signer_kwargs={**flasks.signer_kwargs, "algorithm": _OneCall()},
        )
        self._signer = super().make_signer()

    def make_signer(self, salt: str | bytes | None = None) -> Signer:
        """The one signer: it remembers nothing of what it signs."""
        return self._signer if salt is None or salt == self.salt else super().make_signer(salt)
