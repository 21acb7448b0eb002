"""Stretches of time: joined, cut and measured; knows neither meetings nor tables."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, order=True)
class Span:
    """From `start` until `end`, aware moments; both the same for a presence of which only one moment is known."""

    start: datetime
    end: datetime

    @property
    def length(self) -> timedelta:
        """How long it is."""
        return self.end - self.start


def joined(spans: Iterable[Span]) -> Sequence[Span]:
    """The same time in order, without overlaps; spans that touch are one."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return tuple(found)


def within(spans: Iterable[Span], window: Span) -> Sequence[Span]:
    """What of `spans` lies inside `window`."""
    cut = (Span(max(span.start, window.start), min(span.end, window.end)) for span in spans)
    return tuple(span for span in cut if span.start <= span.end)


def total(spans: Iterable[Span]) -> timedelta:
    """How much time `spans` cover; what is covered twice counts once."""
    return sum((span.length for span in joined(spans)), timedelta())
