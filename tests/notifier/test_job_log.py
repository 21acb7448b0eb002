"""What operators read of the jobs: written seldom, at once when something fails, and nobody's name."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from flask import Flask

from database.base import db
from database.transactions import transact
from notifier.job_log import MAY_BE_LATE, JobLog, Noted, job_states, keep_notes

NOON = datetime(2030, 1, 1, 12, tzinfo=UTC)


@dataclass
class Notebook:
    """A log of the job `mail`, which comes every second, with a clock that a test moves; and what it wrote."""

    now: datetime = NOON
    written: list[Noted] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.log = JobLog(keep=self._keep, clock=lambda: self.now)
        self.log.expect({"mail": 1})
        self.log.write()

    def run(self, *, after: int, error: Exception | None = None, did_something: bool = True) -> None:
        """The job runs `after` so many seconds."""
        self.now += timedelta(seconds=after)
        if error:
            self.log.failed("mail", error, began_at=self.now)
        else:
            self.log.ran("mail", 1, began_at=self.now, did_something=did_something)

    def _keep(self, notes: Sequence[Noted]) -> None:
        self.written.extend(notes)


def test_a_job_of_every_second_is_written_once_a_minute() -> None:
    book = Notebook()
    for _ in range(120):
        book.run(after=1)
    assert [noted.ended_at for noted in book.written] == [
        None,
        NOON + timedelta(minutes=1),
        NOON + timedelta(minutes=2),
    ]


def test_an_error_and_its_end_are_written_at_once() -> None:
    book = Notebook()
    for error in (LookupError("seeker 70000"), LookupError("seeker 70001"), None, None):
        book.run(after=1, error=error)
    assert [noted.error for noted in book.written] == ["", "builtins.LookupError", ""]


def test_a_look_that_finds_nothing_due_mends_nothing() -> None:
    book = Notebook()
    book.run(after=1, error=LookupError())
    book.run(after=60, did_something=False)
    failing = book.written[-1]
    assert (failing.error, failing.late_at) == ("builtins.LookupError", NOON + MAY_BE_LATE)


def test_every_run_that_was_right_puts_the_alarm_off() -> None:
    book = Notebook()
    book.run(after=60, did_something=False)
    assert book.written[-1].late_at == NOON + timedelta(minutes=1) + MAY_BE_LATE


def test_a_second_worker_that_begins_does_not_forget_what_the_first_did(app: Flask) -> None:
    ran = Noted("mail", late_at=NOON, began_at=NOON, ended_at=NOON)
    for notes in ([ran, Noted("gone", late_at=NOON)], [Noted("mail", late_at=NOON + MAY_BE_LATE)]):
        transact(lambda session, notes=notes: keep_notes(session, notes))  # type: ignore[misc]  # a lambda's default
    (state,) = job_states(db.session()).values()
    assert (state.name, state.ended_at, state.late_at) == ("mail", NOON, NOON + MAY_BE_LATE)
