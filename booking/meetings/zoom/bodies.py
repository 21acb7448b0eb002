"""PURE: a wish as Zoom's request, Zoom's answer as ours, and where it differs from rule 11 (design §4.11)."""

import re
from datetime import UTC

from booking.meetings.provider import MeetingWish
from booking.meetings.seen import SeenMeeting
from booking.meetings.zoom.answers import moment, number, section, text

_SCHEDULED = 2
_ZONE = "Asia/Tokyo"
_AGENDA = "madoguchi "
_MARK = re.compile(rf"{_AGENDA}(\S{{1,36}})")
_PERSONAL_ID_DIGITS = 10

# Rule 11, and what would let guests share a room, keep them out or record what they say. Read back after issuing.
_MUST_HOLD: dict[str, object] = {
    "waiting_room": True,
    "join_before_host": False,
    "auto_recording": "none",
    "use_pmi": False,
    "meeting_authentication": False,
}
# Sent as well; whether Zoom takes them harms nobody.
_PREFERRED: dict[str, object] = {
    "host_video": True,
    "participant_video": True,
    "mute_upon_entry": False,  # a seeker alone with the counsellor should be heard at once
    "approval_type": 2,
    "audio": "voip",
    "email_notification": False,
    "private_meeting": True,
    "auto_start_meeting_summary": False,
    "auto_start_ai_companion_questions": False,
}


def creation(wish: MeetingWish, passcode: str) -> dict[str, object]:
    """The body that creates the wished meeting; the mark lies in the agenda, which is opaque to people."""
    return {
        "topic": wish.topic,
        "type": _SCHEDULED,
        **times(wish),
        "password": passcode,
        "default_password": False,
        "agenda": f"{_AGENDA}{wish.mark}",
        "settings": _PREFERRED | _MUST_HOLD,
    }


def correction(wish: MeetingWish, passcode: str) -> dict[str, object]:
    """The body that puts time, settings and passcode back; the ID stays."""
    return {**times(wish), "password": passcode, "settings": dict(_MUST_HOLD)}


def times(wish: MeetingWish) -> dict[str, object]:
    """Start in UTC: Zoom ignores offsets and fractions of a second."""
    return {
        "start_time": wish.starts_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "timezone": _ZONE,
        "duration": wish.length_minutes,
    }


def seen(answer: dict[str, object]) -> SeenMeeting:
    """A meeting that Zoom shows, with or without its settings."""
    passcode = text(answer, "password")
    return SeenMeeting(
        provider_id=str(number(answer, "id") or ""),
        mark=mark_of(answer),
        starts_at=moment(answer, "start_time"),
        length_minutes=number(answer, "duration"),
        passcode=passcode,
        join_url=text(answer, "join_url"),
        drift=_drift(answer, passcode) if "settings" in answer else (),
    )


def mark_of(answer: dict[str, object]) -> str | None:
    """Our mark; None if somebody else made the meeting."""
    found = _MARK.fullmatch(text(answer, "agenda").strip())
    return found[1] if found else None


def is_personal_room(provider_id: str) -> bool:
    """Whether this is a personal meeting ID (10 digits), a room that every guest of the host would share."""
    return len(provider_id) == _PERSONAL_ID_DIGITS


def _drift(answer: dict[str, object], passcode: str) -> tuple[str, ...]:
    settings = section(answer, "settings")
    changed = [name for name, wanted in _MUST_HOLD.items() if settings.get(name, wanted) != wanted]
    if not (passcode.isascii() and passcode.isdigit()):
        changed.append("passcode")
    return tuple(changed)
