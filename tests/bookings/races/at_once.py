"""Lets several people act at the same moment, each in a thread and an app context of their own."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from flask import Flask

from booking.core.refusals import Refusal

T = TypeVar("T")

_WAIT_SECONDS = 30


def at_once(app: Flask, acts: Sequence[Callable[[], T]]) -> list[T | Refusal]:
    """What each act answered, or the refusal that it met, in the order of `acts`; all begin together."""
    together = Barrier(len(acts))

    def run(act: Callable[[], T]) -> T | Refusal:
        with app.app_context():
            together.wait(_WAIT_SECONDS)
            try:
                return act()
            except Refusal as refused:
                return refused

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))
