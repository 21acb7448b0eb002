"""The same paths of a small and a big country in turn, many short rounds, so that a slow minute hits both."""

import statistics
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchmarks.loads import measure
from benchmarks.size.visits import Visits

BOOKING = "booking over the API"
_BOOKINGS = 50  # of a round


@dataclass(frozen=True)
class Measured:
    """Milliseconds within which half of the requests were answered; `ratio` is the median of big to small by round."""

    small: float
    big: float
    ratio: float


@dataclass
class Side:
    """A running country: where it answers, what is asked of it, and bookings that are made once."""

    port: int
    visits: Visits
    bookings: list[str]


def measure_both(small: Side, big: Side, *, rounds: int, seconds: float) -> Mapping[str, Measured]:
    """The medians by path."""
    found: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for side in (small, big):
        for requests in side.visits.values():
            _ask(side, requests, min(1.0, 2 * seconds))
        _book(side)
    for turn in range(rounds):
        for path in small.visits:
            pair = [_ask(side, _from(side.visits[path], turn / rounds), seconds) for side in _in_turn(small, big, turn)]
            found[path].append(_ordered(pair, turn))
        found[BOOKING].append(_ordered([_book(side) for side in _in_turn(small, big, turn)], turn))
    return {path: _summary(pairs) for path, pairs in found.items()}


def _ask(side: Side, requests: Sequence[str], seconds: float) -> float:
    answered = measure(side.port, requests, clients=1, seconds=seconds)
    wrong = set(answered.statuses) - {"200", "201", "304"}
    if wrong:
        raise RuntimeError(f"{requests[0].splitlines()[0]} was answered with {', '.join(sorted(wrong))}")
    return answered.p50


def _from(requests: Sequence[str], part: float) -> Sequence[str]:
    """The requests from a later one on: those that were asked in the round before have just been kept."""
    first = int(len(requests) * part)
    return [*requests[first:], *requests[:first]]


def _book(side: Side) -> float:
    requests, side.bookings[:_BOOKINGS] = side.bookings[:_BOOKINGS], []
    answered = measure(side.port, requests, clients=1, seconds=60, once=True)
    if set(answered.statuses) != {"201"}:
        raise RuntimeError(f"bookings were answered with {dict(answered.statuses)}")
    return answered.p50


def _in_turn(small: Side, big: Side, turn: int) -> tuple[Side, Side]:
    return (small, big) if turn % 2 == 0 else (big, small)


def _ordered(pair: Sequence[float], turn: int) -> tuple[float, float]:
    first, second = pair
    return (first, second) if turn % 2 == 0 else (second, first)


def _summary(pairs: Sequence[tuple[float, float]]) -> Measured:
    return Measured(
        small=statistics.median(small for small, _ in pairs),
        big=statistics.median(big for _, big in pairs),
        ratio=statistics.median(big / small for small, big in pairs),
    )
