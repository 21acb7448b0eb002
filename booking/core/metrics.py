"""What is counted for monitoring, under names and reasons only: no person, no booking, no address (rules.md#health).

With PROMETHEUS_MULTIPROC_DIR set, which `serve` sees to, the processes of one machine count together.
"""

import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from booking.core.refusals import Refusal

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment
    from prometheus_client import Counter, Histogram

# Answers given without a route: kept ones, and those to addresses that lead nowhere.
_KEPT, _NOWHERE = "kept answer", "nowhere"

_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)  # seconds


@dataclass(frozen=True)
class _Families:
    """Made when first counted, in the process that counts: the library decides on its import how it keeps values."""

    bookings: "Counter"
    holds: "Counter"
    refusals: "Counter"
    deliveries: "Counter"
    meeting_failures: "Counter"
    webhooks: "Counter"
    requests: "Histogram"


_GUARD = threading.Lock()


def _families() -> _Families:
    # Two threads that count first at once would both make them, and the library refuses a name that is taken.
    with _GUARD:
        return _made()


@cache
def _made() -> _Families:
    from prometheus_client import Counter, Histogram

    return _Families(
        bookings=Counter("madoguchi_bookings", "Bookings made", ["channel"]),
        holds=Counter("madoguchi_holds", "Times held"),
        refusals=Counter("madoguchi_refusals", "Bookings, holds and moves refused", ["act", "reason"]),
        deliveries=Counter("madoguchi_deliveries", "Deliveries tried", ["channel", "outcome"]),
        meeting_failures=Counter("madoguchi_meeting_failures", "Meetings that the provider did not issue", ["kind"]),
        webhooks=Counter("madoguchi_webhooks", "Requests to the webhook", ["outcome"]),
        requests=Histogram(
            "madoguchi_request_seconds", "How long requests took", ["endpoint", "status"], buckets=_BUCKETS
        ),
    )


def count_booking(channel: str) -> None:
    """A booking was made."""
    _families().bookings.labels(channel).inc()


def count_hold() -> None:
    """A time is held."""
    _families().holds.inc()


def count_delivery(channel: str, outcome: str) -> None:
    """A delivery was tried."""
    _families().deliveries.labels(channel, outcome).inc()


def count_meeting_failure(kind: str) -> None:
    """The provider did not issue a meeting."""
    _families().meeting_failures.labels(kind).inc()


def count_webhook(outcome: str) -> None:
    """Somebody, perhaps the provider of meetings, has sent something to the webhook."""
    _families().webhooks.labels(outcome).inc()


@contextmanager
def counting_refusals(act: str) -> Iterator[None]:
    """Count by its kind whatever refuses `act`."""
    try:
        yield
    except Refusal as refused:
        _families().refusals.labels(act, type(refused).__name__).inc()
        raise


class TimedRequests:
    """The whole app, what bypasses Flask included, each request timed under the name of its route."""

    def __init__(self, app: "WSGIApplication") -> None:
        self._app = app

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer a request, and note how long that took."""
        began, answered = time.perf_counter(), [(_NOWHERE, "5xx")]

        def noted(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
            answered.append((_endpoint(environ), f"{status[0]}xx"))
            return start_response(status, headers, *error)

        try:
            return self._app(environ, noted)
        finally:
            _families().requests.labels(*answered[-1]).observe(time.perf_counter() - began)


def _endpoint(environ: "WSGIEnvironment") -> str:
    """The name of the route: while Flask answers, its request is in the environment."""
    endpoint: str | None = getattr(environ.get("werkzeug.request"), "endpoint", _KEPT)
    return endpoint or _NOWHERE
