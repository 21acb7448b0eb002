"""Calls of the JSON API by somebody with a token."""

from dataclasses import dataclass, field
from itertools import count
from typing import Any, Protocol

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import Headers

from booking.people.bearer_tokens import SCOPES
from booking.people.tokens import create_token
from booking.tables import Realm, Scope
from tests.town import FRIDAY_MORNING

WEDNESDAY = "2026-11-25T10:00:00+09:00"
THURSDAY = "2026-11-26T10:00:00+09:00"
FRIDAY = "2026-11-27T10:00:00+09:00"

_keys = count(1)


def token_of(app: Flask, email: str, *, realm: Realm = Realm.MY_PAGE, scopes: tuple[Scope, ...] | None = None) -> str:
    """A new token of a made-up person, with every scope unless said otherwise."""
    with app.app_context():
        return create_token(
            realm,
            email,
            name="test",
            scopes=SCOPES[realm] if scopes is None else scopes,
            actor="test",
            now=FRIDAY_MORNING,
            real_now=FRIDAY_MORNING,
        )


def wanted(**other: Any) -> dict[str, Any]:
    """The body of a booking on Wednesday at ten."""
    body = {"procedure": "omura-soudan", "starts_at": WEDNESDAY, "topic": "転職の相談", "terms_version": "2026-10-01"}
    return {**body, **other}


class Answer(Protocol):
    """What a call is answered with; its JSON may be anything."""

    @property
    def status_code(self) -> int: ...
    @property
    def headers(self) -> Headers: ...
    @property
    def content_type(self) -> str | None: ...
    @property
    def text(self) -> str: ...
    @property
    def json(self) -> Any: ...


@dataclass
class Caller:
    """A program that acts for one person, or for nobody."""

    app: Flask
    token: str | None = None
    client: FlaskClient = field(init=False)

    def __post_init__(self) -> None:
        self.client = self.app.test_client()

    def get(self, path: str, **headers: str) -> Answer:
        """Read below /api/v1."""
        return self.client.get(f"/api/v1{path}", headers={**self._headers, **headers})

    def follow(self, address: str) -> Answer:
        """Read an address as an answer gave it."""
        return self.client.get(address, headers=self._headers)

    def post(self, path: str, body: Any = None, *, key: str | None = None, **headers: str) -> Answer:
        """Send JSON below /api/v1, with a key of its own unless one is given."""
        sent = {"Idempotency-Key": key or f"key-{next(_keys)}", **self._headers, **headers}
        return self.client.post(f"/api/v1{path}", json=body, headers=sent)

    def book(self, **other: Any) -> str:
        """Book, and answer the number."""
        answer = self.post("/bookings", wanted(**other))
        assert answer.status_code == 201, answer.text
        return str(answer.json["number"])

    @property
    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"} if self.token else {}


def problem_of(answer: Answer) -> tuple[int, str]:
    """Status and name of a problem."""
    assert answer.content_type == "application/problem+json", answer.text
    assert answer.json["status"] == answer.status_code
    return answer.status_code, answer.json["type"].rsplit("/", 1)[-1]
