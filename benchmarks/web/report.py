"""Prints the tables of what people do at browsers, each figure beside its goal (rules.md#speed)."""

import statistics
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.report import heading
from benchmarks.web.journeys import BOOKED, SEEKER_STEPS
from benchmarks.web.pages import Pages
from benchmarks.web.walks import Walk


@dataclass(frozen=True)
class Found:
    """All rounds: by number of browsers the service and its floor, the rushes, single pages; and some sign-ins."""

    journeys: Mapping[int, Sequence[tuple[Walk, Walk]]]
    rushes: Sequence[Walk]
    pages: Sequence[Pages]
    sign_in: Walk


def tables(found: Found) -> Iterator[str]:
    """The lines of the tables of one database."""
    yield f"A sign-in with its two pages takes {found.sign_in.each:.0f} ms of processor time, most of it the password."
    yield ""
    yield from _journeys(found.journeys)
    yield ""
    yield from _steps(found.journeys[1])
    yield ""
    yield from _rush(found.rushes)
    yield ""
    yield from _pages(found.pages)


def _journeys(journeys: Mapping[int, Sequence[tuple[Walk, Walk]]]) -> Iterator[str]:
    yield from heading(
        "browsers", "floor: journeys a second", "journeys a second", "to floor (goal 0.30)",
        "processor time of a journey: floor", "service (goal 20 ms)", "to floor", "a page: p50 ms", "p95 ms",
    )  # fmt: skip
    for browsers, rounds in journeys.items():
        service, floor = zip(*rounds, strict=True)
        rate, floor_rate = _median(service, _rate), _median(floor, _rate)
        each, floor_each = _median(service, _each), _median(floor, _each)
        yield (
            f"| {browsers} | {floor_rate:.0f} | {rate:.1f} | **{rate / floor_rate:.2f}** |"
            f" {floor_each:.1f} ms | {each:.1f} ms | **{floor_each / each:.2f}** |"
            f" {_median(service, _p50):.1f} | {_median(service, _p95):.1f} |"
        )


def _steps(rounds: Sequence[tuple[Walk, Walk]]) -> Iterator[str]:
    yield from heading("one browser: step", "bytes", "processor time: floor", "service", "to floor")
    service, floor = zip(*rounds, strict=True)
    for step in SEEKER_STEPS:
        took, floor_took = (statistics.median(_computed(walks, step)) for walks in (service, floor))
        size = statistics.median(size for walk in service for size in walk.walked.sizes[step])
        yield f"| {step} | {size:,.0f} | {floor_took:.2f} ms | {took:.2f} ms | {floor_took / took:.2f} |"


def _rush(rushes: Sequence[Walk]) -> Iterator[str]:
    ends, statuses = Counter[str](), Counter[str]()
    for rush in rushes:
        ends.update(rush.walked.ends)
        statuses.update(rush.walked.statuses)
    booked, failed = ends[BOOKED], sum(count for status, count in statuses.items() if status.startswith("5"))
    yield from heading(
        "200 browsers, 10 places", "last answer (goal 4 s)", "a page: p50 ms", "p95 ms (goal 800)", "5xx (goal 0)"
    )
    yield (
        f"| {booked} booked, {ends.total() - booked} read that it is taken |"
        f" {_median(rushes, lambda rush: rush.walked.elapsed):.1f} s |"
        f" {_median(rushes, _p50):.0f} | {_median(rushes, _p95):.0f} | {failed} |"
    )


def _pages(rounds: Sequence[Pages]) -> Iterator[str]:
    yield from heading("8 clients", "bytes", "floor: a second", "a second", "p50 ms", "to floor", "goal")
    for name, about, goal in (
        ("calendar kept", "calendar for strangers, kept, to a bare route", "0.50"),
        ("calendar computed", "calendar for strangers, computed, to a bare Jinja page", "0.50"),
        ("sheet", "day sheet of 20 bookings, to a bare Jinja page", "0.33"),
    ):
        found = [pages[name] for pages in rounds]
        rate, floor = (statistics.median(getattr(one, side).rate for one in found) for side in ("page", "floor"))
        p50 = statistics.median(one.page.p50 for one in found)
        size, ratio = found[0].size, rate / floor
        yield f"| {about} | {size:,} | {floor:,.0f} | {rate:,.0f} | {p50:.1f} | **{ratio:.2f}** | {goal} |"


def _computed(walks: Sequence[Walk], step: str) -> Iterator[float]:
    return (milliseconds for walk in walks for milliseconds in walk.walked.computed[step])


def _median(walks: Sequence[Walk], of: Callable[[Walk], float]) -> float:
    return statistics.median(of(walk) for walk in walks)


def _rate(walk: Walk) -> float:
    return walk.rate


def _each(walk: Walk) -> float:
    return walk.each


def _p50(walk: Walk) -> float:
    return walk.page(0.5)


def _p95(walk: Walk) -> float:
    return walk.page(0.95)
