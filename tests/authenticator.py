"""An authenticator program as on a phone: RFC 6238 written out, independent of what the service uses."""

import base64
import hmac
import struct
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import parse_qs, urlsplit


@dataclass(frozen=True)
class Authenticator:
    """What somebody has typed or scanned into it."""

    secret: str

    @classmethod
    def reading(cls, address: str) -> "Authenticator":
        """What the two-dimensional code says (otpauth://…)."""
        return cls(parse_qs(urlsplit(address).query)["secret"][0])

    def code(self, at: datetime, *, steps: int = 0) -> str:
        """The six digits that it shows at a moment, or so many steps of thirty seconds later."""
        counter = int(at.timestamp()) // 30 + steps
        key = base64.b32decode(self.secret.replace(" ", ""))
        digest = hmac.digest(key, struct.pack(">Q", counter), "sha1")
        start = digest[-1] & 15
        number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
        return f"{number % 1_000_000:06}"
