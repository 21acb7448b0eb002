"""Reads what Zoom answers, whatever shape it has: JSON, an error in one of two shapes, XML, a proxy's page."""

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime

import requests

_MOST_TEXT = 200
_MOST_DIGITS = 18  # a meeting ID has eleven, and Python reads no text of more than some thousand as a number
# Zoom's sentences name hosts and link to rooms; what is said of a failure goes to the log and into its row.
_LINK_OR_ADDRESS = re.compile(r"https?://\S+|[^\s@]+@[^\s@]+")
_XML_CODE = re.compile(r"<code>\s*([0-9]{1,9})\s*</code>")
_XML_MESSAGE = re.compile(r"<message>\s*([^<]*)</message>")


@dataclass(frozen=True)
class ErrorBody:
    """What an answer says went wrong; 0 and empty where it says nothing."""

    code: int
    message: str
    name: str = ""  # the token endpoint's "error"


def body_of(answer: requests.Response) -> dict[str, object] | None:
    """The JSON object in the answer, empty for an empty answer, None if there is none."""
    if not answer.content:
        return {}
    try:
        found = json.loads(answer.content)
    except ValueError:  # also bytes that are not text
        return None
    return found if isinstance(found, dict) else None


def error_of(answer: requests.Response) -> ErrorBody:
    """The error in the answer, from {code, message, errors}, {reason, error} or XML."""
    body = body_of(answer)
    if body is None:
        return _from_text(answer.text)
    message = text(body, "message") or text(body, "reason")
    fields = body.get("errors")
    if isinstance(fields, list):
        named = [text(entry, "field") for entry in fields if isinstance(entry, dict)]
        message = " ".join([message, *(name for name in named if name)])
    return ErrorBody(number(body, "code") or 0, _without_hosts(message), text(body, "error"))


def _from_text(shown: str) -> ErrorBody:
    code, message = _XML_CODE.search(shown), _XML_MESSAGE.search(shown)
    return ErrorBody(int(code[1]) if code else 0, _without_hosts(message[1].strip()) if message else "")


def _without_hosts(message: str) -> str:
    return _LINK_OR_ADDRESS.sub("…", message[: 5 * _MOST_TEXT])[:_MOST_TEXT]


def text(body: dict[str, object], name: str) -> str:
    """The text under this name, empty if there is none."""
    found = body.get(name)
    return found if isinstance(found, str) else ""


def number(body: dict[str, object], name: str) -> int | None:
    """The whole number under this name, also when it comes as digits in a text."""
    found = body.get(name)
    if isinstance(found, bool):
        return None
    if isinstance(found, int):
        return found
    if not isinstance(found, str) or len(found) > _MOST_DIGITS:
        return None
    return int(found) if found.isascii() and found.isdigit() else None


def moment(body: dict[str, object], name: str) -> datetime | None:
    """The moment under this name in UTC, None if there is none or it has no offset."""
    try:
        found = datetime.fromisoformat(text(body, name))
        return found.astimezone(UTC) if found.tzinfo else None
    except (ValueError, OverflowError):  # in UTC it may lie before the first year
        return None


def section(body: dict[str, object], name: str) -> dict[str, object]:
    """The object under this name, empty if there is none."""
    found = body.get(name)
    return found if isinstance(found, dict) else {}


def rows(body: dict[str, object], name: str) -> list[dict[str, object]]:
    """The objects in the list under this name."""
    found = body.get(name)
    return [row for row in found if isinstance(row, dict)] if isinstance(found, list) else []
