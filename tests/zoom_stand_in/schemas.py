"""What this project may ask of Zoom, written as request schemas; whatever else is asked is noted as a breach.

Stricter than Zoom: it ignores unknown fields and falls back on the user's settings, and that is how rooms get shared.
"""

import json
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from urllib.parse import unquote, unquote_plus

from tests.zoom_stand_in.answers import Json
from tests.zoom_stand_in.received import Received
from tests.zoom_stand_in.shapes import Shape, any_of, is_flag, is_number, is_one_of, is_text, misfits
from tests.zoom_stand_in.world.settings import NEWEST, SETTINGS

START = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ?")
PAGE_SIZES = {str(size) for size in range(1, 301)}
LISTS = {"scheduled", "live", "upcoming", "upcoming_meetings", "previous_meetings"}
MEETING: dict[str, Shape] = any_of(
    {
        "agenda": is_text(),
        "default_password": is_flag,
        "duration": is_number(1, 1440),
        "password": is_text(10),
        "pre_schedule": is_flag,
        "recurrence": lambda given: isinstance(given, dict),
        "schedule_for": is_text(),
        "sensitivity_label_id": is_text(),
        "settings": SETTINGS,
        "start_time": is_text(40),
        "template_id": is_text(),
        "timezone": is_text(40),
        "topic": is_text(200),
        "tracking_fields": [any_of({"field": is_text(), "value": is_text()})],
        "type": is_one_of(1, 2, 3, 8, 10),
    }
)
# Fields that Zoom takes and this project has no use for.
UNUSED = {"pre_schedule", "recurrence", "schedule_for", "sensitivity_label_id", "template_id", "tracking_fields"}
NEEDED = ("topic", "type", "start_time", "timezone", "duration", "settings")
# Left out, these follow the user's settings: one room for all guests, a door that stands open, a consultation that is
# recorded, summarised or read by others afterwards, or one that no browser can join.
NEEDED_SETTINGS = (
    "waiting_room",
    "waiting_room_options",
    "join_before_host",
    "use_pmi",
    "approval_type",
    "meeting_authentication",
    "alternative_hosts",
    "auto_recording",
    "auto_start_meeting_summary",
    "auto_start_ai_companion_questions",
    "continuous_meeting_chat",
    "question_and_answer",
    "encryption_type",
    *NEWEST,
)


@dataclass(frozen=True)
class Form:
    """What one call may carry."""

    query: frozenset[str] = frozenset()
    body: bool = False


def wrong_fields(body: Json, *, unknown: Collection[str] | None) -> list[str]:
    """The fields that Zoom itself refuses as malformed: unknown settings, too, unless `unknown` is None.

    `unknown` are those that this account does not know although they are documented. Other unknown fields are ignored.
    """
    known = {name: given for name, given in body.items() if f"{name}?" in MEETING}
    wrong = list(misfits(MEETING, known))
    if unknown is None:
        return [path for path in wrong if not path.endswith(" is not known")]
    settings = body.get("settings")
    new = [f"settings.{name}" for name in unknown if isinstance(settings, dict) and name in settings]
    return [*(path.removesuffix(" is not known") for path in wrong), *new]


def breaches_of(
    sent: Received, form: Form, *, creates: bool, changes: bool, unknown: Collection[str] = ()
) -> Iterator[str]:
    """What the project should not have sent, each as a short sentence without values.

    Settings that the account does not know, `unknown`, need not be explicit: it has refused them.
    """
    if "application/json" not in sent.headers.get("accept", ""):
        yield "does not accept JSON"
    yield from (f"unexpected query parameter {name}" for name in sent.query if name not in form.query)
    if sent.query.get("page_size", "30") not in PAGE_SIZES or sent.query.get("type", "scheduled") not in LISTS:
        yield "a page size or kind of list that Zoom does not know"
    if sent.raw and not form.body:
        yield "a body on a call that takes none"
    if sent.method == "DELETE" and sent.query.get("schedule_for_reminder") != "false":
        yield "a removal that may send a mail to the host"
    if creates or changes:
        yield from _breaches_of_meeting(sent.body, unknown, creates=creates)


def _breaches_of_meeting(body: Json, unknown: Collection[str], *, creates: bool) -> Iterator[str]:
    settings = body.get("settings", {})
    yield from (f"unexpected field {name}" for name in body if f"{name}?" not in MEETING or name in UNUSED)
    if creates:
        yield from (f"missing field {name}" for name in NEEDED if name not in body)
    if "start_time" in body and not START.fullmatch(str(body["start_time"])):
        yield "a start_time with an offset, milliseconds or another form"
    if "password" not in body and creates and body.get("default_password") is not True:
        yield "neither a passcode nor default_password"
    if not isinstance(settings, dict):
        return
    yield from (f"setting {path}" for path in misfits(SETTINGS, settings))
    if creates:
        needed = [name for name in NEEDED_SETTINGS if name not in unknown]
        yield from (f"setting {name} not explicit" for name in needed if name not in settings)
    if settings.get("waiting_room") is True and settings.get("join_before_host") is True:
        yield "waiting room and join before host contradict each other"


def words_in(sent: Received, forbidden: list[str]) -> Iterator[str]:
    """Personal words that must never travel to Zoom; a breach tells which by number only."""
    text = unquote(unquote(sent.target)) + _readable(sent.raw)
    yield from (f"forbidden word number {number}" for number, word in enumerate(forbidden) if word in text)


def _readable(raw: bytes) -> str:
    """A body without the escapes that JSON or a form may hide words behind."""
    try:
        return json.dumps(json.loads(raw), ensure_ascii=False)
    except ValueError:
        return unquote_plus(raw.decode("utf-8", "replace"))
