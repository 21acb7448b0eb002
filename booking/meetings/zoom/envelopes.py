"""Reads the envelope of a webhook: which event it is, and what tells two deliveries of it from two events."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

CHALLENGE = "endpoint.url_validation"


class Malformed(Exception):
    """The body is no webhook of Zoom's; nothing of it is told on."""


@dataclass(frozen=True)
class Envelope:
    """The name of the event and its payload."""

    event: str
    sent: int | None  # event_ts, milliseconds
    payload: dict[str, Any]

    @property
    def challenge(self) -> str | None:
        """The token to be answered; None for every other event."""
        if self.event != CHALLENGE:
            return None
        token = self.payload.get("plainToken")
        if not isinstance(token, str) or not token.isascii():  # half of an escaped character cannot be signed
            raise Malformed
        return token

    @property
    def key(self) -> str:
        """The same for every delivery of the same event, whatever the headers say; a hash, as nobody need read it."""
        meeting = part(self.payload, "object")
        person = part(meeting, "participant")
        told = [meeting.get("id"), meeting.get("uuid"), *(person.get(name) for name in ("participant_uuid", "user_id"))]
        return hashlib.sha256(json.dumps([self.event, self.sent, *map(str, told)]).encode()).hexdigest()


def read_envelope(body: bytes) -> Envelope:
    """The envelope; raises Malformed. Unknown fields and unknown events are Zoom's right."""
    try:
        read = json.loads(body.decode())
    except (ValueError, RecursionError):
        raise Malformed from None
    if not isinstance(read, dict) or not isinstance(read.get("event"), str):
        raise Malformed
    sent = read.get("event_ts")
    return Envelope(read["event"], sent if type(sent) is int else None, part(read, "payload"))


def part(of: dict[str, Any], name: str) -> dict[str, Any]:
    """The object of this name, empty where there is none."""
    found = of.get(name)
    return found if isinstance(found, dict) else {}
