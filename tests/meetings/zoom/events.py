"""Bodies of webhooks in the shapes that Zoom sends them, for a meeting of Wednesday 25 November 2026."""

import hmac
import json
from datetime import UTC, datetime
from typing import Any
from zlib import crc32

from booking.meetings.zoom.signatures import SIGNATURE, TIMESTAMP
from tests.attendance.events import RUN, at

SECRET = "test_secret_token"
MEETING_ID = "81234567801"  # what the fake provider of the tests issues first
HOST_ID = "KDcuGIm1QgePTO8WbOqwIQ"
DEVICE = "16790528"  # of the guest whose key is p1
GUEST_KEY = f"p1:{DEVICE}"


def zulu(clock: str) -> str:
    """That office time of the day as Zoom writes it."""
    return f"{at(clock).astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def event(
    name: str, clock: str, *, meeting_id: int | str = MEETING_ID, run: str = RUN, **fields: Any
) -> dict[str, Any]:
    """An event of a meeting at that office time; `fields` are added to the meeting."""
    meeting = {
        "id": meeting_id,
        "uuid": run,
        "host_id": HOST_ID,
        "topic": "オンライン相談",
        "type": 2,
        "start_time": zulu("10:00"),
        "duration": 30,
        "timezone": "Asia/Tokyo",
    }
    sent = int(at(clock).timestamp() * 1000) + 123
    payload = {"account_id": "AAAAAABBBB", "object": meeting | fields}
    return {"event": f"meeting.{name}", "event_ts": sent, "payload": payload}


def started(clock: str, **fields: Any) -> dict[str, Any]:
    """The host opened the meeting."""
    return event("started", clock, start_time=zulu(clock), **fields)


def ended(start: str, clock: str, **fields: Any) -> dict[str, Any]:
    """The meeting that the host had opened at `start` was over."""
    return event("ended", clock, start_time=zulu(start), end_time=zulu(clock), **fields)


def person(name: str, *, key: str = "p1", **fields: Any) -> dict[str, Any]:
    """A guest who typed `name`, without any account; with each key comes another number of the device."""
    blank = {"email": "", "id": "", "participant_user_id": "", "customer_key": "", "registrant_id": ""}
    device = DEVICE if key == "p1" else f"{crc32(key.encode())}"
    return {"user_id": device, "user_name": name, "participant_uuid": key, **blank, **fields}


def host(**fields: Any) -> dict[str, Any]:
    """The host, signed in."""
    account = {"id": HOST_ID, "participant_user_id": HOST_ID, "email": "omura-desk-1@example.com"}
    return person("相談員", key="h", **(account | fields))


def colleague(**fields: Any) -> dict[str, Any]:
    """Somebody else of the office, signed in to the same account."""
    account = {"id": "a-colleague", "participant_user_id": "a-colleague", "email": "colleague@example.com"}
    return person("同僚", key="s", **(account | fields))


def entered(clock: str, who: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """Somebody came into the meeting."""
    return event("participant_joined", clock, participant=who | {"join_time": zulu(clock)}, **fields)


def left(clock: str, who: dict[str, Any], *, reason: str = "left the meeting.", **fields: Any) -> dict[str, Any]:
    """Somebody left it."""
    leaving = {"leave_time": zulu(clock), "leave_reason": f"{who['user_name']} {reason}"}
    return event("participant_left", clock, participant=who | leaving, **fields)


def at_the_door(name: str, clock: str, who: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """Something with the waiting room: "participant_joined_waiting_room" …"""
    return event(name, clock, participant=who | {"date_time": zulu(clock)}, **fields)


def body_of(event_sent: dict[str, Any]) -> bytes:
    """The bytes that Zoom sends: compact JSON, UTF-8."""
    return json.dumps(event_sent, ensure_ascii=False, separators=(",", ":")).encode()


def signed(body: bytes, *, sent_at: datetime, secret: str = SECRET) -> dict[str, str]:
    """The headers with which Zoom sends `body`."""
    timestamp = str(int(sent_at.timestamp()))
    digest = hmac.digest(secret.encode(), b"v0:" + timestamp.encode() + b":" + body, "sha256").hex()
    return {SIGNATURE: f"v0={digest}", TIMESTAMP: timestamp, "content-type": "application/json; charset=utf-8"}
