"""The fair lock: whoever waited longest is served next."""

import time
from threading import Event, Thread

import pytest

from database.errors import DatabaseBusy
from database.locks import PATIENT, FairLock, writers_of
from database.places import NoPlace
from tests.cli.processes import wait_until

_PATIENCE = 10


def test_waiters_are_served_in_the_order_in_which_they_came() -> None:
    lock, served = FairLock(), []

    def wait_in_line(number: int) -> None:
        with lock.turn(seconds=_PATIENCE):
            served.append(number)

    with lock.turn(seconds=_PATIENCE):
        waiters = []
        for number in range(PATIENT):
            waiter = Thread(target=wait_in_line, args=(number,))
            waiter.start()
            waiters.append(waiter)
            _until_in_line(lock, number + 1)
    for waiter in waiters:
        waiter.join()
    assert served == [0, 1, 2]


def test_only_one_is_inside_at_a_time() -> None:
    lock, inside = FairLock(), Event()
    clashes: list[int] = []

    def enter(number: int) -> None:
        with lock.turn(seconds=_PATIENCE) as turn:
            turn.let_in()
            if inside.is_set():
                clashes.append(number)
            inside.set()
            time.sleep(0.001)
            inside.clear()

    threads = [Thread(target=enter, args=(number,)) for number in range(PATIENT + 1)]
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


def test_in_a_line_that_does_not_move_only_the_first_few_wait() -> None:
    """Who holds the turn may be held up by another process for ten seconds; the others must not wait with them."""
    lock, heard = FairLock(), []

    def wait_in_line(number: int) -> None:
        try:
            with lock.turn(seconds=_PATIENCE):
                heard.append(number)
        except NoPlace:
            heard.append(-number)

    with lock.turn(seconds=_PATIENCE):
        waiters = [Thread(target=wait_in_line, args=(number,)) for number in range(1, 8)]
        for waiter in waiters:
            waiter.start()
            _until_in_line(lock, min(waiters.index(waiter) + 1, PATIENT))
        wait_until(lambda: len(heard) == 4, "those behind the third are told that there is no place")
        with pytest.raises(NoPlace), lock.turn(seconds=_PATIENCE):
            pass
        assert sorted(heard) == [-7, -6, -5, -4]
    for waiter in waiters:
        waiter.join()
    assert heard[4:] == [1, 2, 3]
    assert PATIENT == 3


def test_after_a_turn_in_which_nobody_was_let_in_the_line_counts_as_stuck() -> None:
    lock, going = FairLock(), Event()

    def hold() -> None:
        with lock.turn(seconds=_PATIENCE):
            going.wait()

    with lock.turn(seconds=_PATIENCE) as turn:
        turn.let_in()
    with lock.turn(seconds=_PATIENCE):
        threads = [Thread(target=hold) for _ in range(PATIENT + 1)]
        for number, thread in enumerate(threads):
            thread.start()
            _until_in_line(lock, number + 1)
    with pytest.raises(NoPlace), lock.turn(seconds=_PATIENCE):
        pass
    going.set()
    for thread in threads:
        thread.join()


def test_each_database_has_one_lock_of_its_own() -> None:
    assert writers_of("sqlite:////a") is writers_of("sqlite:////a")
    assert writers_of("sqlite:////a") is not writers_of("sqlite:////b")


def _until_in_line(lock: FairLock, length: int) -> None:
    while len(lock._waiting) < length:
        time.sleep(0.001)
