"""How often a token may call: so many requests in each minute of real time, counted in this process.

Windows are whole minutes for all tokens alike, so that forgetting the old counts is forgetting one dictionary. The
answers say what is left (draft-ietf-httpapi-ratelimit-headers-10) and, for older clients, in the three headers of the
drafts before.
"""

import threading
import time
from collections import defaultdict
from dataclasses import dataclass

from flask import Flask, Response, current_app, g

from booking.api.blueprint import blueprint
from booking.api.problem_types import own_problem

# Generous: a seeker's client needs ten, a telephone desk that books all day a hundred.
REQUESTS_A_MINUTE = 600

_WINDOW_SECONDS = 60
_COUNTS = "api_request_counts"


@dataclass(frozen=True)
class Allowance:
    """What a token may still do in this window."""

    limit: int
    remaining: int
    reset_seconds: int

    @property
    def headers(self) -> dict[str, str]:
        """The allowance as clients read it."""
        return {
            "RateLimit-Policy": f'"token";q={self.limit};w={_WINDOW_SECONDS}',
            "RateLimit": f'"token";r={self.remaining};t={self.reset_seconds}',
            "RateLimit-Limit": str(self.limit),
            "RateLimit-Remaining": str(self.remaining),
            "RateLimit-Reset": str(self.reset_seconds),
        }


class RequestCounts:
    """Counts the requests of each token in the present minute."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._lock = threading.Lock()
        self._window = 0
        self._counts: defaultdict[int, int] = defaultdict(int)

    def count(self, token_id: int, *, real_time: float) -> Allowance | None:
        """Count one more request and answer what is left after it; None when there was nothing left before it.

        `real_time` is in seconds since 1970.
        """
        window, passed = divmod(int(real_time), _WINDOW_SECONDS)
        with self._lock:
            if window != self._window:
                self._window = window
                self._counts.clear()
            self._counts[token_id] += 1
            used = self._counts[token_id]
        if used > self._limit:
            return None
        return Allowance(self._limit, self._limit - used, _WINDOW_SECONDS - passed)

    def exhausted(self, *, real_time: float) -> Allowance:
        """The allowance of a token that has used all of it."""
        return Allowance(self._limit, 0, _WINDOW_SECONDS - int(real_time) % _WINDOW_SECONDS)


def register(app: Flask) -> None:
    """Count the requests of this app."""
    app.extensions[_COUNTS] = RequestCounts(REQUESTS_A_MINUTE)


def count_request(token_id: int) -> None:
    """Count a request of the token.

    Raises:
        ProblemFound: 429 with Retry-After, when this minute's requests are used up.
    """
    counts: RequestCounts = current_app.extensions[_COUNTS]
    real_time = time.time()
    allowance = counts.count(token_id, real_time=real_time)
    g.api_allowance = allowance or counts.exhausted(real_time=real_time)
    if allowance is None:
        seconds = g.api_allowance.reset_seconds
        raise own_problem("too-many-requests", headers={"Retry-After": str(seconds)})


@blueprint.after_request
def _show_allowance(response: Response) -> Response:
    if "api_allowance" in g:
        response.headers.update(g.api_allowance.headers)
    return response
