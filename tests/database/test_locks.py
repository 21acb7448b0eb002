"""The fair lock: whoever waited longest is served next."""

import time
from threading import Event, Thread

import pytest

from database.errors import DatabaseBusy
from database.locks import FairLock, writers_of

_PATIENCE = 10


def test_waiters_are_served_in_the_order_in_which_they_came() -> None:
    lock, served = FairLock(), []

    def wait_in_line(number: int) -> None:
        with lock.turn(seconds=_PATIENCE):
            served.append(number)

    with lock.turn(seconds=_PATIENCE):
        waiters = []
        for number in range(5):
            waiter = Thread(target=wait_in_line, args=(number,))
            waiter.start()
            waiters.append(waiter)
            _until_in_line(lock, number + 1)
    for waiter in waiters:
        waiter.join()
    assert served == [0, 1, 2, 3, 4]


def test_only_one_is_inside_at_a_time() -> None:
    lock, inside = FairLock(), Event()
    clashes: list[int] = []

    def enter(number: int) -> None:
        with lock.turn(seconds=_PATIENCE):
            if inside.is_set():
                clashes.append(number)
            inside.set()
            time.sleep(0.001)
            inside.clear()

    threads = [Thread(target=enter, args=(number,)) for number in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert clashes == []


def test_a_turn_that_fails_is_passed_on() -> None:
    lock = FairLock()
    with pytest.raises(LookupError), lock.turn(seconds=_PATIENCE):
        raise LookupError
    with lock.turn(seconds=_PATIENCE):
        pass


def test_whoever_waits_too_long_is_told_that_it_is_busy_and_leaves_the_line() -> None:
    lock = FairLock()
    with lock.turn(seconds=_PATIENCE), pytest.raises(DatabaseBusy), lock.turn(seconds=0.01):
        pass
    with lock.turn(seconds=0.01):
        pass


def test_each_database_has_one_lock_of_its_own() -> None:
    assert writers_of("sqlite:////a") is writers_of("sqlite:////a")
    assert writers_of("sqlite:////a") is not writers_of("sqlite:////b")


def _until_in_line(lock: FairLock, length: int) -> None:
    while len(lock._waiting) < length:
        time.sleep(0.001)
