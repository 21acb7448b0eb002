"""Asks now and then whether the clock may be believed, for jobs that delete, drop or tell by it."""

import threading
from collections.abc import Callable
from datetime import timedelta

from flask import current_app

from booking.clock import Clock
from booking.operations.clock_trust.doubt import TOLERANCE, ClockState, Look
from booking.operations.clock_trust.machine import MachineTime, machine_time
from booking.operations.clock_trust.note import look_at_clock

LOOKS_EVERY = timedelta(minutes=1)


class ClockWatch:
    """The watch of one process. Between two looks at the database it compares the machine's own two counts."""

    def __init__(self, clock: Clock, machine: Callable[[], MachineTime] = machine_time) -> None:
        self._clock, self._machine = clock, machine
        self._guard = threading.Lock()
        self._last: tuple[MachineTime, ClockState] | None = None

    def state(self) -> ClockState:
        """Whether the clock may be believed now; asks the database once a minute, and at once after a leap."""
        with self._guard:
            now = self._machine()
            if self._last is None or _is_due(self._last[0], now):
                judged = look_at_clock(self.look(now), is_start=self._last is None)
                self._last = (now, judged.state)
            return self._last[1]

    def look(self, now: MachineTime | None = None) -> Look:
        """What is to be seen of the clocks."""
        now = now or self._machine()
        return Look(now.real, now.boot, now.running, (self._clock() - now.real).total_seconds())


def clock_watch() -> ClockWatch:
    """The watch of the current app."""
    found: ClockWatch = current_app.extensions["clock_watch"]
    return found


def _is_due(before: MachineTime, now: MachineTime) -> bool:
    passed = timedelta(seconds=now.running - before.running)
    return passed >= LOOKS_EVERY or abs(now.real - before.real - passed) > TOLERANCE
