"""The same paths of a small and a big country in turn, many short rounds, so that a slow minute hits both."""

import statistics
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from benchmarks.loads import measure
from benchmarks.size.processes import WebProcess
from benchmarks.size.visits import KEPT, WARM_LISTS, Visits

BOOKING = "booking over the API"
_BOOKINGS = 50  # of a round
_SECONDS_AT_MOST = 60
_RIGHT = {"200", "201", "304"}

Q = TypeVar("Q")


@dataclass(frozen=True)
class Asked:
    """Milliseconds of a request: within which half were answered, and the web process's processor time of each."""

    p50: float
    computed: float


@dataclass(frozen=True)
class Measured:
    """The medians of both sides; the ratios, big to small, are medians of those of the rounds."""

    small: Asked
    big: Asked
    p50_ratio: float
    computed_ratio: float


@dataclass
class Side:
    """A running country: where it answers, what is asked of it, and bookings that are made once."""

    port: int
    process: WebProcess
    visits: Visits
    bookings: list[str]


def measure_both(small: Side, big: Side, *, rounds: int, seconds: float) -> Mapping[str, Measured]:
    """The medians by path."""
    found: dict[str, list[tuple[Asked, Asked]]] = defaultdict(list)
    for side in (small, big):
        _warm_up(side, seconds)
    for turn in range(rounds):
        for path in small.visits:
            visit = partial(_visit, path=path, part=turn / rounds, seconds=seconds)
            found[path].append(in_turn(small, big, turn, visit))
        found[BOOKING].append(in_turn(small, big, turn, _book))
    return {path: summary(pairs) for path, pairs in found.items()}


def ask_each(port: int, process: WebProcess, requests: Sequence[str]) -> Asked:
    """Ask each once, one after the other."""
    return _ask(port, process, requests, _SECONDS_AT_MOST, once=True)


def in_turn(small: Q, big: Q, turn: int, ask: Callable[[Q], Asked]) -> tuple[Asked, Asked]:
    """What both answer, the small one first; who is asked first is asked second in the next round."""
    if turn % 2 == 0:
        return ask(small), ask(big)
    asked_first = ask(big)
    return ask(small), asked_first


def summary(pairs: Sequence[tuple[Asked, Asked]]) -> Measured:
    """The rounds of one path as one."""
    small, big = zip(*pairs, strict=True)
    return Measured(
        small=_median(small),
        big=_median(big),
        p50_ratio=statistics.median(big.p50 / small.p50 for small, big in pairs),
        computed_ratio=statistics.median(big.computed / small.computed for small, big in pairs),
    )


def _warm_up(side: Side, seconds: float) -> None:
    """Each path for a while, and a list of every office, so that all are known."""
    ask_each(side.port, side.process, side.visits[WARM_LISTS])
    for requests in side.visits.values():
        _ask(side.port, side.process, requests, min(1.0, 2 * seconds))
    _book(side)


def _visit(side: Side, *, path: str, part: float, seconds: float) -> Asked:
    """Begin with a later request each time: those that were asked in the round before have just been kept."""
    requests = side.visits[path]
    if path in KEPT:
        ask_each(side.port, side.process, requests)  # so that they are kept as they are now
    first = int(len(requests) * part)
    return _ask(side.port, side.process, [*requests[first:], *requests[:first]], seconds)


def _book(side: Side) -> Asked:
    requests, side.bookings[:_BOOKINGS] = side.bookings[:_BOOKINGS], []
    return ask_each(side.port, side.process, requests)


def _ask(port: int, process: WebProcess, requests: Sequence[str], seconds: float, *, once: bool = False) -> Asked:
    before = process.computed()
    answered = measure(port, requests, clients=1, seconds=seconds, once=once)
    computed = process.computed() - before
    wrong = set(answered.statuses) - _RIGHT
    if wrong:
        raise RuntimeError(f"{requests[0].splitlines()[0]} was answered with {', '.join(sorted(wrong))}")
    return Asked(answered.p50, computed / sum(answered.statuses.values()))


def _median(rounds: Sequence[Asked]) -> Asked:
    return Asked(statistics.median(one.p50 for one in rounds), statistics.median(one.computed for one in rounds))
