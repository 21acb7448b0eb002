"""What this project may ask of Zoom, written as request schemas; whatever else is asked is noted as a breach.

Stricter than Zoom: it ignores unknown fields and falls back on the user's settings, and that is how rooms get shared.
"""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, unquote_plus

from tests.zoom_stand_in.answers import Json
from tests.zoom_stand_in.asked import Asked

Check = Callable[[Any], bool]

START = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ?")
PAGE_SIZES = {str(size) for size in range(1, 301)}
LISTS = {"scheduled", "live", "upcoming", "upcoming_meetings", "previous_meetings"}


def is_flag(given: Any) -> bool:
    """A JSON true or false."""
    return isinstance(given, bool)


def is_number(lowest: int, highest: int) -> Check:
    """A whole number within these, no text and no flag."""
    return lambda given: isinstance(given, int) and not is_flag(given) and lowest <= given <= highest


def is_text(longest: int) -> Check:
    """A text of at most so many characters."""
    return lambda given: isinstance(given, str) and len(given) <= longest


def is_one_of(*values: object) -> Check:
    """One of these, and of the same type."""
    return lambda given: any(given == value and type(given) is type(value) for value in values)


SETTINGS: dict[str, Check] = {
    **dict.fromkeys(
        (
            "allow_host_control_participant_mute_state",
            "allow_multiple_devices",
            "alternative_hosts_email_notification",
            "auto_start_ai_companion_questions",
            "auto_start_meeting_summary",
            "close_registration",
            "device_testing",
            "disable_participant_video",
            "email_in_attendee_report",
            "email_notification",
            "focus_mode",
            "host_save_video_order",
            "host_video",
            "internal_meeting",
            "join_before_host",
            "meeting_authentication",
            "mute_upon_entry",
            "participant_focused_meeting",
            "participant_video",
            "private_meeting",
            "push_change_to_calendar",
            "registrants_confirmation_email",
            "registrants_email_notification",
            "request_permission_to_unmute_participants",
            "show_join_info",
            "show_share_button",
            "use_pmi",
            "waiting_room",
            "watermark",
        ),
        is_flag,
    ),
    "alternative_hosts": is_text(2000),
    "approval_type": is_one_of(0, 1, 2),
    "audio": is_one_of("both", "telephony", "voip", "thirdParty"),
    "auto_recording": is_one_of("local", "cloud", "none"),
    "calendar_type": is_one_of(1, 2),
    "encryption_type": is_one_of("enhanced_encryption", "e2ee"),
    "jbh_time": is_one_of(0, 5, 10, 15),
    "registration_type": is_one_of(1, 2, 3),
    "who_will_receive_summary": is_one_of(1, 2, 3, 4),
    "who_can_ask_questions": is_one_of(1, 2, 3, 4, 5),
}
MEETING: dict[str, Check] = {
    "agenda": is_text(2000),
    "default_password": is_flag,
    "duration": is_number(1, 1440),
    "password": is_text(10),
    "settings": lambda given: isinstance(given, dict),
    "start_time": lambda given: isinstance(given, str),
    "timezone": is_text(40),
    "topic": is_text(200),
    "tracking_fields": lambda given: isinstance(given, list),
    "type": is_one_of(1, 2, 3, 8, 10),
}
NEEDED = ("topic", "type", "start_time", "timezone", "duration", "settings")
# Left out, these follow the user's settings: one room for all guests, or a door that stands open.
NEEDED_SETTINGS = ("waiting_room", "join_before_host", "use_pmi", "auto_recording")


@dataclass(frozen=True)
class Form:
    """What one call may carry."""

    query: frozenset[str] = frozenset()
    body: bool = False


def wrong_fields(body: Json) -> list[str]:
    """The fields that Zoom itself refuses as malformed; unknown ones are not among them."""
    settings = body.get("settings")
    wrong = [name for name, given in body.items() if name in MEETING and not MEETING[name](given)]
    if isinstance(settings, dict):
        wrong += [
            f"settings.{name}" for name, given in settings.items() if name in SETTINGS and not SETTINGS[name](given)
        ]
    return wrong


def breaches_of(asked: Asked, form: Form, *, creates: bool, changes: bool) -> Iterator[str]:
    """What the project should not have sent, each as a short sentence without values."""
    if "application/json" not in asked.headers.get("accept", ""):
        yield "does not accept JSON"
    yield from (f"unexpected query parameter {name}" for name in asked.query if name not in form.query)
    if asked.query.get("page_size", "30") not in PAGE_SIZES or asked.query.get("type", "scheduled") not in LISTS:
        yield "a page size or kind of list that Zoom does not know"
    if asked.raw and not form.body:
        yield "a body on a call that takes none"
    if creates or changes:
        yield from _breaches_of_meeting(asked.body, creates=creates)


def _breaches_of_meeting(body: Json, *, creates: bool) -> Iterator[str]:
    settings = body.get("settings", {})
    yield from (f"unexpected field {name}" for name in body if name not in MEETING)
    if creates:
        yield from (f"missing field {name}" for name in NEEDED if name not in body)
    if "start_time" in body and not START.fullmatch(str(body["start_time"])):
        yield "a start_time with an offset, milliseconds or another form"
    if "password" not in body and creates and body.get("default_password") is not True:
        yield "neither a passcode nor default_password"
    if not isinstance(settings, dict):
        return
    yield from (f"unexpected setting {name}" for name in settings if name not in SETTINGS)
    if creates:
        yield from (f"setting {name} not explicit" for name in NEEDED_SETTINGS if name not in settings)
    if settings.get("waiting_room") is True and settings.get("join_before_host") is True:
        yield "waiting room and join before host contradict each other"


def words_in(asked: Asked, forbidden: list[str]) -> Iterator[str]:
    """Personal words that must never travel to Zoom; a breach tells which by number only."""
    sent = unquote(unquote(asked.target)) + _readable(asked.raw)
    yield from (f"forbidden word number {number}" for number, word in enumerate(forbidden) if word in sent)


def _readable(raw: bytes) -> str:
    """A body without the escapes that JSON or a form may hide words behind."""
    try:
        return json.dumps(json.loads(raw), ensure_ascii=False)
    except ValueError:
        return unquote_plus(raw.decode("utf-8", "replace"))
