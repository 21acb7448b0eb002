"""A job that comes once a night is done once a night, by whichever worker, through crashes."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from flask import Flask

from notifier.runs import LEASE, run_once
from tests.bookings.races.at_once import at_once
from tests.town import office_time

TONIGHT, TOMORROW = office_time("2026-11-20 03:10"), office_time("2026-11-21 03:10")  # Friday, Saturday
REAL = datetime(2030, 1, 1, tzinfo=UTC)


class Work:
    """Counts how often it was done; fails as often as it is told to."""

    def __init__(self, failures: int = 0) -> None:
        self.done = 0
        self.failures = failures

    def __call__(self) -> None:
        if self.failures:
            self.failures -= 1
            raise LookupError
        self.done += 1


def run(work: Work, *, due_at: datetime = TONIGHT, after: timedelta = timedelta(), name: str = "purge") -> bool:
    return run_once(name, work, due_at=due_at, now=due_at, real_now=REAL + after)


def test_a_run_that_is_done_is_not_done_again(app: Flask) -> None:
    work = Work()
    assert [run(work), run(work), run(work, after=LEASE)] == [True, False, False]
    assert work.done == 1


def test_the_next_night_has_its_own_run(app: Flask) -> None:
    work = Work()
    run(work)
    assert run(work, due_at=TOMORROW)
    assert work.done == 2


@pytest.mark.parametrize(
    ("now", "again"),
    [
        ("2026-11-21 03:09:59", False),
        ("2026-11-21 03:05", False),
        ("2026-11-21 03:04:59", True),
        ("2026-11-20 12:00", True),
    ],
)
def test_a_run_that_a_clock_noted_far_ahead_is_none(app: Flask, now: str, again: bool) -> None:
    """A worker whose clock is a little behind brings no old night back; a clock that was set back has its nights."""
    work = Work()
    run(work, due_at=TOMORROW)
    assert run_once("purge", work, due_at=TONIGHT, now=office_time(now), real_now=REAL) is again


def test_each_job_has_runs_of_its_own(app: Flask) -> None:
    work = Work()
    assert run(work, name="purge")
    assert run(work, name="note_audit_head")


def test_a_run_that_failed_is_tried_again_when_its_lease_is_out(app: Flask) -> None:
    work = Work(failures=1)
    with pytest.raises(LookupError):
        run(work)
    assert not run(work, after=LEASE - timedelta(seconds=1))
    assert run(work, after=LEASE)
    assert work.done == 1


def test_of_several_workers_at_once_one_does_the_run(app: Flask) -> None:
    work = Work()
    for due_at in (TONIGHT, TOMORROW):  # the first run of all, and one that finds a row
        answers = at_once(app, [partial(run, work, due_at=due_at)] * 4)
        assert sorted(map(bool, answers)) == [False, False, False, True]
    assert work.done == 2
