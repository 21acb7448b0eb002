"""Keys: seals passcodes and join links, and derives tokens from the secret key; stores nothing."""

import base64
import hashlib
import hmac
from collections.abc import Sequence
from uuid import UUID

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


class LostDataKey(InvalidToken):
    """Something is sealed with a key that is not among the data keys (or was tampered with)."""

    def __init__(self) -> None:
        super().__init__("MADOGUCHI_DATA_KEYS lacks the key with which this was sealed: put it back behind the first")


class DataKeys:
    """Seals text at rest: the first key seals, every key opens, so that keys can be changed one after another."""

    def __init__(self, keys: Sequence[str]) -> None:
        fernets = [Fernet(_derived(key)) for key in keys]
        self._first, self._fernet = fernets[0], MultiFernet(fernets)

    def seal(self, text: str) -> bytes:
        """`text`, encrypted and authenticated."""
        return self._fernet.encrypt(text.encode())

    def open(self, sealed: bytes) -> str:
        """The text that was sealed. Raises LostDataKey if no key fits."""
        try:
            return self._fernet.decrypt(sealed).decode()
        except InvalidToken:
            raise LostDataKey from None

    def renewed(self, sealed: bytes) -> bytes | None:
        """The same sealed with the first key; None if it is already. Raises LostDataKey if no key fits."""
        try:
            self._first.decrypt(sealed)
        except InvalidToken:
            return self.seal(self.open(sealed))
        return None


def derived_token(secret_key: str, *parts: str) -> str:
    """A token of 256 bits that only the holder of `secret_key` can make from `parts`; the same parts give it again."""
    message = "\x1f".join(parts).encode()
    return base64.urlsafe_b64encode(hmac.digest(secret_key.encode(), message, "sha256")).decode().rstrip("=")


def derived_uid(secret_key: str, *parts: str) -> str:
    """A UID that looks random (RFC 7986 §5.3) and tells nothing of `parts`; the same parts give it again."""
    message = "\x1f".join(("uid", *parts)).encode()
    return str(UUID(bytes=hmac.digest(secret_key.encode(), message, "sha256")[:16], version=4))


def token_hash(token: str) -> str:
    """What is kept of a token: its SHA-256. Tokens are random, so no salt is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


def _derived(key: str) -> bytes:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"madoguchi data key").derive(key.encode())
    return base64.urlsafe_b64encode(derived)
