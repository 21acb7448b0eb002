"""Places for those who may wait long: the others are told soon that there is none."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from threading import Event, Thread

import pytest

from database.errors import DatabaseBusy
from database.places import NoPlace, Places
from tests.cli.processes import wait_until


@contextmanager
def occupied(places: Places, *, by: int) -> Iterator[Event]:
    """So many have a place, until they are told to go."""
    going = Event()

    def sit(seated: Event) -> None:
        with places.place():
            seated.set()
            going.wait()

    threads = []
    for _ in range(by):
        seated = Event()
        threads.append(Thread(target=sit, args=(seated,)))
        threads[-1].start()
        seated.wait()
    try:
        yield going
    finally:
        going.set()
        for thread in threads:
            thread.join()


def test_whoever_comes_when_all_places_are_taken_for_long_is_told_at_once() -> None:
    places = Places(2)
    with occupied(places, by=2):
        wait_until(lambda: places.are_stuck, "both have waited for a while")
        with pytest.raises(NoPlace), places.place():
            pass


def test_a_place_that_comes_free_soon_is_waited_for() -> None:
    places, came = Places(1), Event()

    def wait() -> None:
        with places.place():
            came.set()

    with occupied(places, by=1) as going:
        waiter = Thread(target=wait)
        waiter.start()
        going.set()
    waiter.join()
    assert came.is_set()


def test_whether_there_is_a_place_is_told_without_waiting() -> None:
    places = Places(2)
    with ExitStack() as taken:
        assert [taken.enter_context(places.if_free()) for _ in range(3)] == [True, True, False]
    with places.if_free() as free:
        assert free


@pytest.mark.parametrize("leave", [lambda places: places.place(), lambda places: places.if_free()])
def test_whoever_fails_gives_the_place_back(leave: Callable[[Places], ExitStack]) -> None:
    places = Places(1)
    with pytest.raises(LookupError), leave(places):
        raise LookupError
    assert not places.are_stuck
    with places.place():
        assert places.longest >= 0
    assert places.longest == 0


def test_no_place_is_a_busy_database_to_whoever_asks() -> None:
    """So that every door answers it already: nothing was changed, try again."""
    assert issubclass(NoPlace, DatabaseBusy)
