"""Reads the envelope of a webhook: which event it is, and whether two deliveries are of one event."""

import hashlib
import json
import re
from dataclasses import dataclass
from typing import Any

CHALLENGE = "endpoint.url_validation"

_MILLISECONDS = re.compile("[0-9]{1,18}", re.ASCII)
# What two events of the same kind differ in, should one of the times be missing or the same.
NAMES_OF_MEETING = ("id", "uuid", "meeting_id", "meeting_number", "meeting_uuid", "start_time", "end_time")
_OF_A_PERSON = ("participant_uuid", "user_id", "join_time", "leave_time", "date_time")


class Malformed(Exception):
    """The body is no webhook of Zoom's; nothing of it is passed on."""


@dataclass(frozen=True)
class Envelope:
    """The name of the event and its payload."""

    event: str
    event_ts: object  # as it came: milliseconds, mostly as a number
    payload: dict[str, Any]

    @property
    def sent(self) -> int | None:
        """When the event was sent, in milliseconds; None if that cannot be read."""
        given = str(self.event_ts)
        return int(given) if _MILLISECONDS.fullmatch(given) else None

    @property
    def meeting(self) -> dict[str, Any]:
        """What the event says of the meeting; of the newer events not all have an object for it."""
        return part(self.payload, "object") or self.payload

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
        """The same for every delivery of the same event, whatever the headers say; a hash, since nobody reads it."""
        meeting = self.meeting
        person = part(meeting, "participant")
        of_it = [*(meeting.get(name) for name in NAMES_OF_MEETING), *(person.get(name) for name in _OF_A_PERSON)]
        parts = [self.event_ts, *of_it]
        return hashlib.sha256(json.dumps([self.event, *map(str, parts)]).encode()).hexdigest()


def read_envelope(body: bytes) -> Envelope:
    """The envelope; raises Malformed. Unknown fields and unknown events are Zoom's right."""
    try:
        read = json.loads(body.decode())
    except (ValueError, RecursionError):
        raise Malformed from None
    if not isinstance(read, dict) or not isinstance(read.get("event"), str):
        raise Malformed
    return Envelope(read["event"], read.get("event_ts"), part(read, "payload"))


def part(of: dict[str, Any], name: str) -> dict[str, Any]:
    """The object of this name, empty where there is none."""
    found = of.get(name)
    return found if isinstance(found, dict) else {}
