"""Programs that book over HTTP, each on a connection of its own that stays open, and many of them at once."""

import json
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from threading import Barrier
from typing import Any, TypeVar
from urllib.parse import urlsplit
from uuid import uuid4

from tests.soak.places import TERMS, Place

T = TypeVar("T")

# Longer than the service lets anybody wait, even on a slow machine.
SECONDS_TO_ANSWER = 60


class NoAnswer(Exception):
    """The connection broke before an answer came: what was asked may have been done or not."""


@dataclass(frozen=True)
class Answer:
    """What came back; `body` is the JSON of it."""

    status: int
    retry_after: str | None
    media_type: str
    body: Any

    @property
    def problem(self) -> str:
        """The last part of the problem's type, "slot-taken"; empty for a success."""
        return str(self.body["type"]).rpartition("/")[2] if self.status >= 400 else ""


class Client:
    """The program of the seeker whose token it has."""

    def __init__(self, base_url: str, token: str) -> None:
        self._connection = HTTPConnection(urlsplit(base_url).netloc, timeout=SECONDS_TO_ANSWER)
        self._token = token

    def book(self, place: Place, *, key: str = "") -> Answer:
        """Ask for the place; the same key again is the same request, and without one it is a new request."""
        sent = {
            "procedure": place.procedure,
            "starts_at": place.starts_at.isoformat(),
            "topic": "応募書類の書き方",
            "terms_version": TERMS,
        }
        return self._send("POST", "/bookings", sent, key or str(uuid4()))

    def cancel(self, number: str) -> Answer:
        """Give the booking up."""
        return self._send("POST", f"/bookings/{number}/cancel", {"reason": "都合がつかなくなりました"})

    def move(self, number: str, place: Place) -> Answer:
        """Ask for another time of the same procedure."""
        sent = {"starts_at": place.starts_at.isoformat()}
        return self._send("POST", f"/bookings/{number}/move", sent, str(uuid4()))

    def bookings(self) -> Answer:
        """List one's bookings."""
        return self._send("GET", "/bookings")

    def close(self) -> None:
        """Hang up."""
        self._connection.close()

    def _send(self, method: str, path: str, body: dict[str, str] | None = None, key: str = "") -> Answer:
        headers = {"Authorization": f"Bearer {self._token}"}
        if body is not None:
            headers["Content-Type"] = "application/json"
        if key:
            headers["Idempotency-Key"] = key
        try:
            sent = None if body is None else json.dumps(body).encode()
            self._connection.request(method, f"/api/v1{path}", sent, headers)
            answer = self._connection.getresponse()
            text = answer.read()
        except (HTTPException, OSError) as error:
            self._connection.close()
            raise NoAnswer(f"{method} {path}: {error!r}") from error
        return Answer(
            answer.status,
            answer.headers["Retry-After"],
            answer.headers.get_content_type(),
            json.loads(text),
        )


@contextmanager
def clients(base_url: str, tokens: Sequence[str]) -> Iterator[list[Client]]:
    """A client for each token; their connections are closed at the end."""
    crowd = [Client(base_url, token) for token in tokens]
    try:
        yield crowd
    finally:
        for client in crowd:
            client.close()


def all_at_once(acts: Sequence[Callable[[], T]]) -> list[T]:
    """What each act answered; all begin together, each in a thread of its own."""
    together = Barrier(len(acts))

    def run(act: Callable[[], T]) -> T:
        together.wait(SECONDS_TO_ANSWER)
        return act()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))
