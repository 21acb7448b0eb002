"""The mail server to which mail is handed, and how it is reached."""

from dataclasses import dataclass, field
from enum import StrEnum


class Security(StrEnum):
    """What stands between us and the mail server."""

    TLS = "tls"  # from the first byte (RFC 8314 §3.3)
    STARTTLS = "starttls"  # required: a server without it is sent nothing
    NONE = "none"  # for a relay inside the office's own network


@dataclass(frozen=True)
class SmtpServer:
    """Where mail is handed over; without a `user` nobody signs in."""

    host: str
    port: int
    security: Security
    user: str = ""
    password: str = field(default="", repr=False)
