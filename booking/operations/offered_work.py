"""Daily work of chapters that nothing below knows; whoever wires the app lets them offer it to the scheduler."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask import Flask

from booking.operations.rhythms import Daily

_EXTENSION = "offered_work"


@dataclass(frozen=True)
class DailyWork:
    """A job that is done once a day while nothing speaks against the clock; answers how much it did."""

    name: str
    rhythm: Daily
    work: Callable[[], int]


def offer_work(app: Flask, *work: DailyWork) -> None:
    """Let the scheduler do this, too."""
    app.extensions[_EXTENSION] = (*offered_work(app), *work)


def offered_work(app: Flask) -> Sequence[DailyWork]:
    """What was offered."""
    found: Sequence[DailyWork] = app.extensions.get(_EXTENSION, ())
    return found
