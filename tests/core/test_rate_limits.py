"""How often somebody may do something: so many times within so many seconds, which begin with the first."""

import pytest

from booking.core.rate_limits import Allowance, Limit, RateLimits

TWICE_A_MINUTE = Limit("calls", 2, seconds=60)


class Seconds:
    """A clock that is set."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def limits(seconds: Seconds) -> RateLimits:
    return RateLimits(seconds)


def test_what_is_left_is_told_until_it_is_too_often(limits: RateLimits, seconds: Seconds) -> None:
    assert limits.count(TWICE_A_MINUTE, "A") == Allowance(2, 1, 60)
    seconds.now += 20.5
    assert limits.count(TWICE_A_MINUTE, "A") == Allowance(2, 0, 40)
    assert limits.count(TWICE_A_MINUTE, "A") == Allowance(2, 0, 40, exceeded=True)


def test_a_minute_after_the_first_time_all_of_it_is_there_again(limits: RateLimits, seconds: Seconds) -> None:
    assert [limits.hit(TWICE_A_MINUTE, "A") for _ in range(3)] == [True, True, False]
    seconds.now += 59.9
    assert not limits.hit(TWICE_A_MINUTE, "A")
    seconds.now += 0.1
    assert limits.count(TWICE_A_MINUTE, "A") == Allowance(2, 1, 60)


def test_each_is_counted_alone_and_for_each_limit(limits: RateLimits) -> None:
    other = Limit("mails", 2, seconds=60)
    for _ in range(2):
        limits.hit(TWICE_A_MINUTE, "A")
    assert limits.is_used_up(TWICE_A_MINUTE, "A")
    assert not limits.is_used_up(TWICE_A_MINUTE, "B")
    assert not limits.is_used_up(other, "A")


def test_to_ask_counts_nothing(limits: RateLimits) -> None:
    for _ in range(5):
        assert not limits.is_used_up(TWICE_A_MINUTE, "A")
    assert limits.hit(TWICE_A_MINUTE, "A")


def test_who_came_once_is_forgotten(limits: RateLimits, seconds: Seconds) -> None:
    for n in range(1000):
        limits.hit(TWICE_A_MINUTE, n)
    seconds.now += 60
    limits.hit(TWICE_A_MINUTE, "the next")
    assert len(limits) == 1
