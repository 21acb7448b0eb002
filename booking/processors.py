"""Keeps the threads of a process that share an interpreter on one processor (docs/decisions/0089).

One of them computes at a time, wherever they are. On several processors each that gives the interpreter away, as with
every statement to a database, wakes another one elsewhere, and that took a third of what a web process computes.

Linux keeps other work away from a busy processor, but cannot move threads that must stay on theirs, such as those of
two web processes that came to the same one. So a gathering looks now and then whether there is a better place.
"""

import os
import random
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

LOOKS_EVERY_SECONDS = 2.0
_WORTH_MOVING = 0.1  # of a processor's time: two web processes part though the database is busy on the other one
_STATISTICS = Path("/proc/stat")


class Ticks(NamedTuple):
    """What a processor did since the machine started, in ticks (proc_stat(5))."""

    busy: int
    all: int


@dataclass(frozen=True)
class Look:
    """What was seen at one moment: each processor, and the seconds for which this process has computed."""

    processors: Mapping[int, Ticks]
    at: float
    own: float


class _Here(threading.local):
    """Where the calling thread stays; None for whoever has joined nobody."""

    processor: int | None = None
    allowed: frozenset[int] = frozenset()


_here = _Here()


class Gathering:
    """Threads that compute on one processor of those that are allowed, and move together."""

    def __init__(self, allowed: frozenset[int]) -> None:
        self._allowed = allowed
        # At random: other processes choose as well, and know nothing of this one.
        self.processor = random.choice(sorted(allowed))  # noqa: S311  no secret

    def join(self) -> None:
        """Have the calling thread compute where the others do."""
        if _here.processor != self.processor:
            _here.processor, _here.allowed = self.processor, self._allowed
            _place(frozenset({self.processor}))

    def watch(self) -> None:
        """From now on, in a thread of its own, look where there is room; the others follow when they join next."""
        threading.Thread(target=self._watch, daemon=True).start()

    def _watch(self) -> None:
        before = look()
        while True:
            time.sleep(LOOKS_EVERY_SECONDS)
            with suppress(OSError, ValueError):  # no file may be opened at the moment; the next look may
                after = look()
                self._allowed = frozenset(os.sched_getaffinity(0))  # this thread has joined nobody
                self._move(roomier(before, after, own=self.processor, allowed=self._allowed))
                before = after

    def _move(self, better: int | None) -> None:
        # Two that share a processor see the same at the same time, and would meet again on the next.
        if better is not None and random.getrandbits(1):
            self.processor = better


def gathering() -> Gathering | None:
    """A gathering on the processors that this process may use; None where there is no choice, or nobody can say."""
    allowed = frozenset(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else frozenset[int]()
    return Gathering(allowed) if len(allowed) > 1 and _STATISTICS.exists() else None


@contextmanager
def anywhere() -> Iterator[None]:
    """Let the calling thread compute on any processor: for work that needs no interpreter, such as hashing."""
    stays = _here.processor
    if stays is None:
        yield
        return
    _place(_here.allowed)
    try:
        yield
    finally:
        _place(frozenset({stays}))


def look() -> Look:
    """What the processors of this machine have done until now, and this process."""
    lines = _STATISTICS.read_text().splitlines()
    processors = dict(_ticks(line) for line in lines if line.startswith("cpu") and line[3].isdigit())
    return Look(processors, at=time.monotonic(), own=time.process_time())


def roomier(before: Look, after: Look, *, own: int, allowed: frozenset[int]) -> int | None:
    """A processor on which others took clearly less between two looks than on this process's `own`, if there is one."""
    taken = {number: _share(before.processors.get(number), ticks) for number, ticks in after.processors.items()}
    elsewhere = {number: taken[number] for number in sorted(allowed - {own}) if number in taken}
    if not elsewhere:
        return None
    best = min(elsewhere, key=elsewhere.__getitem__)
    if own not in allowed or own not in taken:
        return best  # ours is taken from us
    by_others = taken[own] - (after.own - before.own) / (after.at - before.at)
    return best if by_others - elsewhere[best] > _WORTH_MOVING else None


def _share(before: Ticks | None, after: Ticks) -> float:
    """How much of its time it was busy; a processor that came meanwhile is left alone until the next look."""
    passed = after.all - before.all if before else 0
    return (after.busy - before.busy) / passed if before and passed else 1.0


def _ticks(line: str) -> tuple[int, Ticks]:
    name, *counted = line.split()
    # user nice system idle iowait irq softirq steal; guests are counted among users already
    numbers = [int(number) for number in counted[:8]]
    idle = numbers[3] + numbers[4]
    return int(name.removeprefix("cpu")), Ticks(busy=sum(numbers) - idle, all=sum(numbers))


def _place(processors: frozenset[int]) -> None:
    with suppress(OSError):  # taken from this process meanwhile: Linux has placed the thread elsewhere
        os.sched_setaffinity(0, processors)
