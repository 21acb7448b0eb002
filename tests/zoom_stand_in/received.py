"""A request as it came over the wire, read without decoding what must stay encoded."""

import json
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlsplit

from tests.zoom_stand_in.answers import Json, refused


@dataclass(frozen=True)
class Received:
    """Method, path as sent, query, headers with small names, and the raw body."""

    method: str
    target: str
    headers: dict[str, str]
    raw: bytes = b""

    @property
    def path(self) -> str:
        """The path as it was sent, still encoded."""
        return urlsplit(self.target).path

    @property
    def query(self) -> dict[str, str]:
        """The query's parameters."""
        return dict(parse_qsl(urlsplit(self.target).query, keep_blank_values=True))

    @property
    def form(self) -> dict[str, str]:
        """The parameters of a form in the body."""
        return dict(parse_qsl(self.raw.decode("utf-8", "replace"), keep_blank_values=True))

    @property
    def body(self) -> Json:
        """The JSON object in the body.

        Raises:
            Refused: there is none.
        """
        try:
            found = json.loads(self.raw or b"{}")
        except ValueError:
            found = None
        if not isinstance(found, dict):
            raise refused(400, 300, "Request Body should be a valid JSON object.")
        return found


def segment(encoded: str) -> str:
    """One part of the path, decoded once."""
    return unquote(encoded)


def run_segment(encoded: str) -> str | None:
    """A uuid in a path; None if it was encoded once where Zoom needs it twice (Using Zoom APIs, "UUID")."""
    once = unquote(encoded)
    if once.startswith("/") or "//" in once:
        return None
    return unquote(once)
