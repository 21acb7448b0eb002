"""Values that hold from a day on; knows neither procedures nor tables."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Dated(Generic[T]):
    """A value, and those that take its place, each from its first day on; `changes` are in the order of their days."""

    first: T
    changes: tuple[tuple[date, T], ...] = ()

    @property
    def all(self) -> tuple[T, ...]:
        """Everything that ever holds, in its order."""
        return (self.first, *(value for _, value in self.changes))

    def on(self, day: date) -> T:
        """What holds on `day`."""
        begun = bisect_right(self.changes, day, key=lambda change: change[0])
        return self.changes[begun - 1][1] if begun else self.first

    def between(self, first: date, last: date) -> Iterator[T]:
        """Everything that holds on some day from `first` to `last` inclusive, in its order."""
        yield self.on(first)
        yield from (value for valid_from, value in self.changes if first < valid_from <= last)
