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
_RIGHT = {"200", "201", "303", "304"}

Q = TypeVar("Q")


@dataclass(frozen=True)
class Answered:
    """Milliseconds of a request: within which half were answered, and the web process's processor time of each."""

    p50: float
    computed: float


@dataclass(frozen=True)
class Measured:
    """The medians of both sides; the ratios, big to small, are medians of those of the rounds."""

    small: Answered
    big: Answered
    p50_ratio: float
    computed_ratio: float


@dataclass
class Side:
    """A running country: where it answers, what is asked of it, and bookings that are made once."""

    port: int
    process: WebProcess
    visits: Visits
    bookings: list[str]


def measure_both(
    small: Side, big: Side, *, rounds: int, seconds: float, tell: Callable[[str], None]
) -> Mapping[str, Measured]:
    """The medians by path."""
    found: dict[str, list[tuple[Answered, Answered]]] = defaultdict(list)
    for side in (small, big):
        _warm_up(side, seconds)
    for turn in range(rounds):
        tell(f"  round {turn + 1}")
        for path in small.visits:
            visit = partial(_visit, path=path, part=turn / rounds, seconds=seconds)
            found[path].append(in_turn(small, big, turn, visit))
        found[BOOKING].append(in_turn(small, big, turn, _book))
    return {path: summary(pairs) for path, pairs in found.items()}


def request_each(port: int, process: WebProcess, requests: Sequence[str]) -> Answered:
    """Ask each once, one after the other."""
    return _request(port, process, requests, _SECONDS_AT_MOST, once=True)


def in_turn(small: Q, big: Q, turn: int, measure_side: Callable[[Q], Answered]) -> tuple[Answered, Answered]:
    """What both answer, the small one first; who is asked first is asked second in the next round."""
    if turn % 2 == 0:
        return measure_side(small), measure_side(big)
    first = measure_side(big)
    return measure_side(small), first


def summary(pairs: Sequence[tuple[Answered, Answered]]) -> Measured:
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
    request_each(side.port, side.process, side.visits[WARM_LISTS])
    for requests in side.visits.values():
        _request(side.port, side.process, requests, min(1.0, 2 * seconds))
    _book(side)


def _visit(side: Side, *, path: str, part: float, seconds: float) -> Answered:
    """Begin with a later request each time: those that were asked in the round before have just been kept."""
    requests = side.visits[path]
    if path in KEPT:
        request_each(side.port, side.process, requests)  # so that they are kept as they are now
    first = int(len(requests) * part)
    return _request(side.port, side.process, [*requests[first:], *requests[:first]], seconds)


def _book(side: Side) -> Answered:
    requests, side.bookings[:_BOOKINGS] = side.bookings[:_BOOKINGS], []
    return request_each(side.port, side.process, requests)


def _request(
    port: int, process: WebProcess, requests: Sequence[str], seconds: float, *, once: bool = False
) -> Answered:
    before = process.computed()
    answered = measure(port, requests, clients=1, seconds=seconds, once=once)
    computed = process.computed() - before
    wrong = set(answered.statuses) - _RIGHT
    if wrong:
        raise RuntimeError(f"{requests[0].splitlines()[0]} was answered with {', '.join(sorted(wrong))}")
    return Answered(answered.p50, computed / sum(answered.statuses.values()))


def _median(rounds: Sequence[Answered]) -> Answered:
    return Answered(statistics.median(one.p50 for one in rounds), statistics.median(one.computed for one in rounds))
