"""Forces a race instead of hoping for one: the second act begins while the first stands before its commit."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager

from flask import Flask
from sqlalchemy import Connection, Engine, event, text

from booking.core.refusals import Refusal
from database.base import db
from database.locks import writers_of

SECONDS_TO_MEET = 20

Act = Callable[[], object]


def forced_race(app: Flask, first: Act, second: Act) -> tuple[object, object]:
    """What each act answered, or the refusal that it met.

    `first` has done everything but commit when `second` begins; it commits once `second` waits for one of its locks
    or, where no lock lies between them, has its answer.
    """
    answers: list[Future[object]] = []
    with ThreadPoolExecutor(2) as threads:

        def let_the_second_begin() -> None:
            answers.append(threads.submit(_answer, app, second))
            _wait_until(lambda: answers[0].done() or _somebody_queues(app), "the second act meets the first")

        def run_first() -> object:
            with _before_commit(let_the_second_begin):
                return _answer(app, first)

        first_answer = threads.submit(run_first).result()
        return first_answer, answers[0].result()


def _answer(app: Flask, act: Act) -> object:
    with app.app_context():
        try:
            return act()
        except Refusal as refused:
            return refused


@contextmanager
def _before_commit(act: Callable[[], None]) -> Iterator[None]:
    """Do `act` when this thread is about to commit for the first time."""
    here, done = threading.get_ident(), threading.Event()

    def pause(_connection: Connection) -> None:
        if threading.get_ident() == here and not done.is_set():
            done.set()
            act()

    event.listen(Engine, "commit", pause)
    try:
        yield
    finally:
        event.remove(Engine, "commit", pause)


def _somebody_queues(app: Flask) -> bool:
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            return bool(writers_of(str(db.engine.url))._waiting)
        with db.engine.connect() as looking:
            return bool(looking.scalar(text("select count(*) from pg_locks where not granted")))


def _wait_until(holds: Callable[[], bool], what: str) -> None:
    give_up_at = time.monotonic() + SECONDS_TO_MEET
    while not holds():
        assert time.monotonic() < give_up_at, f"not within {SECONDS_TO_MEET} seconds: {what}"
        time.sleep(0.02)
