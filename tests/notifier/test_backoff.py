"""Pauses grow with every try, up to a longest one."""

from datetime import timedelta

import pytest

from notifier.backoff import pause_after, spread

FIRST, LONGEST = timedelta(seconds=10), timedelta(minutes=30)


@pytest.mark.parametrize(("tries", "seconds"), [(1, 10), (2, 20), (3, 40), (8, 1280), (9, 1800)])
def test_a_pause_doubles_until_it_is_the_longest(tries: int, seconds: int) -> None:
    assert pause_after(tries, first=FIRST, longest=LONGEST) == timedelta(seconds=seconds)


def test_weeks_of_failing_do_not_overflow() -> None:
    assert pause_after(100_000, first=FIRST, longest=LONGEST) == LONGEST


def test_those_who_failed_together_are_spread_over_a_quarter_of_the_pause() -> None:
    pause = timedelta(minutes=4)
    assert [spread(pause, share) for share in (0, 0.5, 1)] == [pause, pause * 1.125, pause * 1.25]
    assert spread(timedelta(hours=9), 1, most=timedelta(minutes=5)) == timedelta(hours=9, minutes=5)
