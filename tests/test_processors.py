"""Threads that share an interpreter stay on one processor, and move together to one that others use less."""

import os
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import pytest

from booking.people.sign_in.passwords import hash_password
from booking.processors import Gathering, Look, Ticks, anywhere, look, roomier

if not hasattr(os, "sched_getaffinity"):
    pytest.skip("only Linux lets a thread choose its processor", allow_module_level=True)

T = TypeVar("T")
ALLOWED = frozenset(os.sched_getaffinity(0))


def in_a_thread(work: Callable[[], T]) -> T:
    """What `work` answers in a thread that ends with it: where this one computes is left alone."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(work).result()


def where() -> set[int]:
    """The processors that the calling thread may use."""
    return set(os.sched_getaffinity(0))


def test_a_thread_that_joins_stays_on_the_processor_of_the_others() -> None:
    together = Gathering(ALLOWED)

    def joined() -> set[int]:
        together.join()
        return where()

    assert in_a_thread(joined) == in_a_thread(joined) == {together.processor}
    assert where() == ALLOWED


def test_it_follows_when_the_others_have_moved() -> None:
    together = Gathering(ALLOWED)

    def followed() -> set[int]:
        together.join()
        together.processor = max(ALLOWED)
        together.join()
        return where()

    assert in_a_thread(followed) == {max(ALLOWED)}


def test_a_password_is_hashed_wherever_there_is_room() -> None:
    together = Gathering(ALLOWED)

    def hashed() -> tuple[set[int], set[int]]:
        together.join()
        with anywhere():
            free = where()
        hash_password("ひみつの言葉-2026")
        return free, where()

    assert in_a_thread(hashed) == (set(ALLOWED), {together.processor})


def test_whoever_joined_nobody_computes_anywhere_before_and_after() -> None:
    with anywhere():
        assert where() == ALLOWED
    assert where() == ALLOWED


def test_a_processor_that_is_no_more_leaves_the_thread_where_it_is() -> None:
    def joined() -> set[int]:
        Gathering(frozenset({4095})).join()
        return where()

    assert in_a_thread(joined) == ALLOWED


def seen(busy: Mapping[int, int], *, own: float = 0.0) -> tuple[Look, Look]:
    """Two looks, a hundred ticks and a second apart, of which this process computed for `own`."""
    begun = Look(dict.fromkeys(busy, Ticks(busy=1_000, all=9_000)), at=50.0, own=7.0)
    return begun, Look({n: Ticks(1_000 + ticks, 9_100) for n, ticks in busy.items()}, at=51.0, own=7.0 + own)


@pytest.mark.parametrize(
    ("busy", "own", "better"),
    [
        pytest.param({0: 100, 1: 0}, 0.5, 1, id="somebody-else-takes-half-of-ours"),
        pytest.param({0: 100, 1: 0}, 1.0, None, id="all-of-it-is-our-own"),
        pytest.param({0: 100, 1: 90}, 0.5, None, id="the-other-is-no-better"),
        pytest.param({0: 100, 1: 42}, 0.5, None, id="the-other-is-hardly-better"),
        pytest.param({0: 100, 1: 30}, 0.5, 1, id="the-other-has-only-the-database"),
        pytest.param({0: 100, 1: 60, 2: 10}, 0.5, 2, id="of-two-the-better"),
        pytest.param({0: 100, 1: 60, 3: 0}, 0.4, None, id="the-best-is-not-allowed"),
        pytest.param({0: 100}, 0.2, None, id="there-is-no-other"),
        pytest.param({1: 40, 2: 30}, 0.2, 2, id="ours-is-no-more"),
    ],
)
def test_the_others_move_where_clearly_less_is_taken(busy: dict[int, int], own: float, better: int | None) -> None:
    assert roomier(*seen(busy, own=own), own=0, allowed=frozenset({0, 1, 2})) == better


def test_they_move_from_a_processor_that_was_taken_from_them() -> None:
    assert roomier(*seen({0: 20, 1: 90}, own=0.2), own=0, allowed=frozenset({1})) == 1


def test_a_processor_that_came_meanwhile_is_left_alone_at_first() -> None:
    begun, after = seen({0: 100, 1: 100})
    came = Look({**after.processors, 2: Ticks(busy=1, all=10_000)}, after.at, after.own)
    assert roomier(begun, came, own=0, allowed=frozenset({0, 1, 2})) is None


def test_linux_tells_of_each_processor_what_it_did() -> None:
    now = look()
    assert set(now.processors) >= ALLOWED
    assert all(0 < ticks.busy <= ticks.all for ticks in now.processors.values())
