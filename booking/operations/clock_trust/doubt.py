"""Whether the machine's clock may be believed, by what was seen of it before; reads no clock itself.

Nothing tells the time better than the clock in question. But the counter of seconds since the machine started runs on
whatever the clock is set to, the database may be another machine, and time never runs backwards.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

TOLERANCE = timedelta(minutes=5)
LONGEST_AWAY = timedelta(days=14)  # how long a machine may have been switched off, a new year's holidays and more
NOTICED_PAUSE = timedelta(hours=1)  # a shorter one is a restart
SETTLES = timedelta(hours=1)  # for whoever sets a clock right after the start, a person or NTP
BELIEVED_AFTER = timedelta(hours=24)  # a leap that nobody took back was a correction

_NONE = timedelta()


class ClockDoubted(Exception):
    """What deletes by the clock waits until it may be believed."""

    def __init__(self) -> None:
        super().__init__("something speaks against the clock of this machine; see `madoguchi clock`")


class ClockState(StrEnum):
    """What may be done by this clock."""

    WELL = "well"
    SETTLING = "settling"  # it may be right, but nothing is deleted by it yet
    DOUBTED = "doubted"


@dataclass(frozen=True)
class Look:
    """What was seen at once: `real` by the machine's clock, `running` seconds since its start named `boot`.

    `ahead` is how many seconds the office's clock is set ahead, `database` the time there, if that has a clock.
    """

    real: datetime
    boot: str
    running: float
    ahead: float = 0
    database: datetime | None = None


@dataclass(frozen=True)
class Known:
    """The last look that nothing spoke against, since when that is so, and the first look of a clock in doubt."""

    seen: Look
    steady_since: datetime
    doubted: Look | None = None


@dataclass(frozen=True)
class Judgement:
    """The state of the clock, how far it is off (ahead: above zero), and what is known from now on."""

    state: ClockState
    off: timedelta
    known: Known


def judge(known: Known | None, look: Look, *, is_start: bool) -> Judgement:
    """Judge the clock at `look`; `is_start` says that it is the first one of this process."""
    if look.database is not None and abs(look.real - look.database) > TOLERANCE:
        there = replace(look, real=look.database)
        return _doubted(look.real - look.database, known or Known(there, look.database))
    if known is None:
        return _believed(look, look.real - SETTLES)
    off = _off(known, look)
    if not off:
        settles = is_start and _comes_back(known.seen, look)
        return _believed(look, look.real if settles else known.steady_since)
    doubted = look if known.doubted is None or _leap(known.doubted, look) else known.doubted
    if look.real - doubted.real >= BELIEVED_AFTER:
        return _believed(look, doubted.real)
    return _doubted(off, replace(known, doubted=doubted))


def _believed(look: Look, since: datetime) -> Judgement:
    steady = look.real - since >= SETTLES
    return Judgement(ClockState.WELL if steady else ClockState.SETTLING, _NONE, Known(look, since))


def _doubted(off: timedelta, known: Known) -> Judgement:
    return Judgement(ClockState.DOUBTED, off, known)


def _off(known: Known, look: Look) -> timedelta:
    """How far the clock is from where it should be; zero where that cannot be known, or is little.

    After another start of the machine a clock that was in doubt and ran on is not better for it.
    """
    if known.doubted is not None and look.boot != known.seen.boot and not _leap(known.doubted, look):
        return look.real - known.seen.real
    return _leap(known.seen, look)


def _leap(before: Look, look: Look) -> timedelta:
    """By how much the clock moved more than time passed; zero if it is explained."""
    moved = look.real - before.real
    if look.boot == before.boot:
        leap = moved - timedelta(seconds=look.running - before.running)
        return leap if abs(leap) > TOLERANCE else _NONE
    return moved if moved < -TOLERANCE or moved > LONGEST_AWAY else _NONE


def _comes_back(before: Look, look: Look) -> bool:
    """Whether there is a pause in what is known that only this clock can fill, or the office's clock was set."""
    was_away = look.boot != before.boot and look.real - before.real > NOTICED_PAUSE
    return was_away or abs(look.ahead - before.ahead) > TOLERANCE.total_seconds()
