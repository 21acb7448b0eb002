"""Signs the cookie of a session as Flask does, and the token of a form as Flask-WTF does, in a fraction of the time.

Every page reads a cookie and writes one, and nearly every page has a form. Flask derives the key anew for each, builds
HMAC out of Python's objects, makes a writer of JSON, and tries whether packing helps (decisions 0082, 0090). Either
reads what the other wrote.
"""

import hmac
import json
from functools import cached_property
from typing import Any

from flask.json.tag import TaggedJSONSerializer
from itsdangerous import Signer, TimestampSigner, URLSafeTimedSerializer
from itsdangerous.encoding import base64_encode
from itsdangerous.signer import SigningAlgorithm

_PLAIN = (str, bool, int, type(None))
_written = json.JSONEncoder(sort_keys=True, separators=(",", ":")).encode
_read = json.JSONDecoder().decode
_TAG = '" '  # a tag is a name that begins with a space


class _Plain(TaggedJSONSerializer):
    """Flask's JSON, whose tags the texts and marks of a session need not be looked through for."""

    def dumps(self, value: Any) -> str:
        is_plain = len(value) > 1 and all(type(each) in _PLAIN for each in value.values())
        return _written(value) if is_plain else super().dumps(value)

    def loads(self, value: str) -> Any:
        return super().loads(value) if _TAG in value else _read(value)


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

    def renewed(self, cookie: str) -> str:
        """The cookie of the same session as of now; it must be one that was read a moment ago."""
        content, _time, _signature = cookie.rsplit(".", 2)
        return self._signer.sign(content).decode()

    def make_signer(self, salt: str | bytes | None = None) -> Signer:
        """The one signer: it remembers nothing of what it signs."""
        return self._signer if salt is None or salt == self.salt else super().make_signer(salt)


class FormTokens:
    """Writes tokens as Flask-WTF does, which reads them."""

    def __init__(self, secret: str | bytes) -> None:
        """With the secret of the app."""
        self._signer = _KeptKey(secret, salt="wtf-csrf-token", algorithm=_OneCall())

    def token(self, mark: str) -> str:
        """The token of a form in the browser whose session has this random mark."""
        return self._signer.sign(base64_encode(_written(mark))).decode()
