"""Which clocks are believed: by the seconds since the machine started, by the database, and never one that ran back."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from booking.operations.clock_trust.doubt import ClockState, Judgement, Known, Look, judge
from calendars.office_time import TOKYO

WELL, SETTLING, DOUBTED = ClockState.WELL, ClockState.SETTLING, ClockState.DOUBTED

MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=TOKYO)
SEEN = Look(MONDAY, "this start", 1000.0)
KNOWN = Known(SEEN, steady_since=MONDAY - timedelta(days=3))


def later(look: Look = SEEN, *, clock: timedelta, running: timedelta | None = None, boot: str = "this start") -> Look:
    """A look after `running`, when the clock had moved by `clock`."""
    running = clock if running is None else running
    return replace(look, real=look.real + clock, boot=boot, running=look.running + running.total_seconds())


def judged(look: Look, known: Known | None = KNOWN, *, is_start: bool = False) -> Judgement:
    return judge(known, look, is_start=is_start)


MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("clock", "running", "state"),
    [
        (MINUTE, MINUTE, WELL),
        (4 * DAY, 4 * DAY, WELL),  # nobody looked, but the machine ran on
        (6 * MINUTE, MINUTE, WELL),
        (7 * MINUTE, MINUTE, DOUBTED),
        (-4 * MINUTE, MINUTE, WELL),
        (-5 * MINUTE, MINUTE, DOUBTED),
        (5 * DAY, MINUTE, DOUBTED),
        (-2 * DAY, MINUTE, DOUBTED),
    ],
    ids=str,
)
def test_a_clock_may_leap_by_five_minutes(clock: timedelta, running: timedelta, state: ClockState) -> None:
    assert judged(later(clock=clock, running=running)).state is state


@pytest.mark.parametrize(
    ("clock", "state"),
    [
        (10 * MINUTE, WELL),  # started anew
        (3 * DAY, SETTLING),  # switched off over the weekend: nothing tells how long
        (14 * DAY, SETTLING),
        (15 * DAY, DOUBTED),
        (-6 * MINUTE, DOUBTED),
    ],
    ids=str,
)
def test_after_the_machine_was_off_only_what_cannot_be_is_doubted(clock: timedelta, state: ClockState) -> None:
    assert judged(later(clock=clock, boot="another start"), is_start=True).state is state


@pytest.mark.parametrize(("off", "state"), [(5 * MINUTE, WELL), (6 * MINUTE, DOUBTED), (-6 * MINUTE, DOUBTED)], ids=str)
def test_a_clock_unlike_that_of_the_database_is_doubted(off: timedelta, state: ClockState) -> None:
    look = later(clock=MINUTE)
    assert judged(replace(look, database=look.real - off)).state is state


def test_what_settles_is_believed_after_an_hour() -> None:
    first = judged(later(clock=3 * DAY, boot="another start"), is_start=True)
    states = [judged(later(first.known.seen, clock=59 * MINUTE, boot="another start"), first.known).state]
    states += [judged(later(first.known.seen, clock=HOUR, boot="another start"), first.known).state]
    assert states == [SETTLING, WELL]


def test_a_set_clock_settles_at_the_start_and_is_no_leap() -> None:
    look = replace(later(clock=HOUR), ahead=14 * 86400.0)
    assert judged(look, is_start=True).state is SETTLING
    assert judged(look).state is WELL  # one that a test sets meanwhile


def test_a_new_installation_has_nothing_to_doubt() -> None:
    assert judged(SEEN, None, is_start=True).state is WELL


def test_a_clock_that_was_put_right_is_believed_at_once() -> None:
    doubted = judged(later(clock=5 * DAY, running=MINUTE)).known
    assert judged(later(clock=2 * MINUTE), doubted).state is WELL


def test_a_leap_that_nobody_takes_back_for_a_day_was_a_correction() -> None:
    first = later(clock=5 * DAY, running=MINUTE)
    doubted = judged(first).known
    assert judged(later(first, clock=23 * HOUR), doubted).state is DOUBTED
    assert judged(later(first, clock=24 * HOUR), doubted).state is WELL


def test_a_second_leap_is_doubted_for_a_day_of_its_own() -> None:
    first = later(clock=5 * DAY, running=MINUTE)
    second = later(first, clock=2 * DAY, running=MINUTE)
    doubted = judged(second, judged(first).known)
    assert (doubted.state, doubted.known.doubted) == (DOUBTED, second)


def test_a_clock_in_doubt_is_not_believed_for_another_start_of_the_machine() -> None:
    doubted = judged(later(clock=5 * DAY, running=MINUTE)).known
    look = later(clock=5 * DAY + HOUR, boot="another start")
    assert judged(look, doubted, is_start=True).state is DOUBTED
    right = later(clock=2 * HOUR, boot="another start")
    assert judged(right, doubted, is_start=True).state is SETTLING
