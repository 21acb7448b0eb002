"""Calls of the REST API with the current token; a refused token is renewed once."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

import requests

from booking.meetings.failures import MeetingFailed
from booking.meetings.zoom.answers import body_of, error_of, rows, text
from booking.meetings.zoom.errors import TOKEN_REFUSED, failure_of
from booking.meetings.zoom.sending import Bearer, send
from booking.meetings.zoom.token import Token, Tokens

PAGE_SIZE = 300
_MOST_PAGES = 40

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Limit:
    """A limit of the account, as the latest answer gave it."""

    most: int
    remaining: int


class ZoomCalls:
    """Everything that is asked of Zoom goes through here; `clock` is real time."""

    def __init__(self, tokens: Tokens, *, clock: Callable[[], datetime]) -> None:
        self.tokens = tokens
        self.limits: dict[str, Limit] = {}  # by Zoom's category
        self._clock = clock

    def call(
        self,
        method: str,
        path: str,
        *,
        query: dict[str, str] | None = None,
        body: dict[str, object] | None = None,
    ) -> dict[str, object]:
        """The answer's object, empty if it has none.

        Raises:
            NoSuchMeeting, MeetingFailed and its kinds.
        """
        token = self.tokens.current()
        answer = self._sent(token, method, path, query, body)
        if _refuses_token(answer):
            self.tokens.drop(token)
            answer = self._sent(self.tokens.current(), method, path, query, body)
        return self._read(answer, method)

    def pages(self, path: str, name: str, *, query: dict[str, str]) -> Iterator[dict[str, object]]:
        """Every row under `name`, page by page; Zoom's page tokens live for 15 minutes."""
        page = ""
        for _ in range(_MOST_PAGES):
            page_query = {**query, "page_size": str(PAGE_SIZE)} | ({"next_page_token": page} if page else {})
            body = self.call("GET", path, query=page_query)
            yield from rows(body, name)
            page = text(body, "next_page_token")
            if not page:
                return
        raise MeetingFailed("Zoomの一覧が終わりません。")

    def _sent(
        self, token: Token, method: str, path: str, query: dict[str, str] | None, body: dict[str, object] | None
    ) -> requests.Response:
        answer = send(method, f"{token.api_url}{path}", auth=Bearer(token.value), query=query, body=body)
        self._note_limit(answer)
        return answer

    def _note_limit(self, answer: requests.Response) -> None:
        category = answer.headers.get("X-RateLimit-Category", "")
        numbers = [answer.headers.get(f"X-RateLimit-{name}", "") for name in ("Limit", "Remaining")]
        if category and all(number.isascii() and number.isdigit() for number in numbers):
            most, remaining = (int(number) for number in numbers)
            self.limits[category] = Limit(most, remaining)

    def _read(self, answer: requests.Response, method: str) -> dict[str, object]:
        if not answer.ok or answer.is_redirect or _is_error_all_the_same(answer):
            # Zoom's support asks for the tracking number. The path stays out: it may name the host.
            tracking = answer.headers.get("x-zm-trackingid", "-")
            logger.warning(
                "zoom refused a %s: %s, code %s, tracking %s",
                method,
                answer.status_code,
                error_of(answer).code,
                tracking,
            )
            # A success that is none may yet have done something: it is tried again like an answer that was lost.
            raise MeetingFailed("Zoomの応答が読み取れません。") if answer.ok else failure_of(answer, now=self._clock())
        body = body_of(answer)
        if body is None:
            raise MeetingFailed("Zoomの応答が読み取れません。")
        return body


def _refuses_token(answer: requests.Response) -> bool:
    return answer.status_code == requests.codes.unauthorized and error_of(answer).code in {TOKEN_REFUSED, 0}


def _is_error_all_the_same(answer: requests.Response) -> bool:
    """A success whose body is an error, as integrators have met."""
    body = body_of(answer) or {}
    return "code" in body and "message" in body and "id" not in body
