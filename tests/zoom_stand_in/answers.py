"""Answers in Zoom's shapes: an object, nothing, or an error as JSON or XML."""

import json
from dataclasses import dataclass, field
from typing import Any
from xml.sax.saxutils import escape

Json = dict[str, Any]


@dataclass(frozen=True)
class Answer:
    """A status with its body; `raw` replaces the JSON object where something else is sent."""

    status: int
    body: Json | None = None
    headers: dict[str, str] = field(default_factory=dict)
    raw: tuple[str, str] | None = None  # content type, text

    def encoded(self) -> tuple[str, bytes]:
        """Content type and bytes; the type is empty for an answer without a body."""
        if self.raw:
            return self.raw[0], self.raw[1].encode()
        if self.body is None:
            return "", b""
        text = json.dumps(self.body, ensure_ascii=False, separators=(",", ":"))
        return "application/json;charset=UTF-8", text.encode()


class Refused(Exception):
    """The request ends with this answer."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        super().__init__(answer.body)


def refused(status: int, code: int, message: str, headers: dict[str, str] | None = None) -> Refused:
    """An error in the API's shape."""
    return Refused(Answer(status, {"code": code, "message": message}, headers or {}))


def invalid(*fields: str) -> Refused:
    """A request whose fields break the documented shape."""
    errors = [{"field": name, "message": f"Invalid parameter: {name.rpartition('.')[2]}."} for name in fields]
    return Refused(Answer(400, {"code": 300, "message": "Validation Failed.", "errors": errors}))


def no_meeting(meeting_id: object) -> Refused:
    """A meeting that was never there, was deleted or has expired."""
    return refused(404, 3001, f"Meeting does not exist: {meeting_id}.")


def as_xml(answer: Answer) -> Answer:
    """The same error as XML, as Zoom sends it to whoever does not ask for JSON."""
    body = answer.body or {}
    inner = "".join(f"<{name}>{escape(str(body[name]))}</{name}>" for name in ("code", "message") if name in body)
    shown = f'<?xml version="1.0" encoding="UTF-8"?><result>{inner}</result>'
    return Answer(answer.status, None, answer.headers, ("application/xml;charset=UTF-8", shown))
