"""The scheduler runs jobs again and again, whatever one run meets."""

from datetime import UTC, datetime
from threading import Event

import pytest
from jinja2 import DictLoader, Environment

from notifier.job_log import JobLog
from notifier.render import render
from notifier.scheduler import Job, Scheduler

_WAIT_SECONDS = 10


def log() -> JobLog:
    """Notes that nobody keeps."""
    return JobLog(keep=list, clock=lambda: datetime.now(UTC))


def test_a_job_whose_first_run_fails_runs_again(caplog: pytest.LogCaptureFixture) -> None:
    runs: list[int] = []
    ran_twice = Event()

    def run() -> None:
        runs.append(len(runs))
        if len(runs) > 1:
            ran_twice.set()
        raise LookupError

    scheduler = Scheduler([Job("fails", 1, run)], log())
    scheduler.start()
    assert ran_twice.wait(_WAIT_SECONDS)
    scheduler.stop()
    assert "job fails failed" in caplog.text


def test_stopping_waits_for_the_run_that_is_under_way() -> None:
    begun, ended = Event(), Event()

    def run() -> None:
        begun.set()
        Event().wait(0.2)
        ended.set()

    scheduler = Scheduler([Job("slow", 1, run)], log())
    scheduler.start()
    assert begun.wait(_WAIT_SECONDS)
    scheduler.stop()
    assert ended.is_set()


def test_at_the_start_a_job_does_all_of_its_work_and_later_what_is_due() -> None:
    done: list[str] = []
    looked = Event()

    def look() -> None:
        done.append("look")
        looked.set()

    scheduler = Scheduler([Job("both", 1, lambda: done.append("all"), look, at_start=True)], log())
    scheduler.start()
    assert looked.wait(_WAIT_SECONDS)
    scheduler.stop()
    assert done[:2] == ["all", "look"]


def test_a_scheduler_that_is_stopped_as_it_starts_stops_in_peace() -> None:
    """pytest turns what a thread raises into an error."""
    for _ in range(30):
        scheduler = Scheduler([Job(f"job {number}", 600, list, at_start=True) for number in range(20)], log())
        scheduler.start()
        scheduler.stop()


def test_a_subject_is_one_line_and_a_text_keeps_its_lines() -> None:
    environment = Environment(
        loader=DictLoader({"messages/booked/subject.txt": "予約：\n {{ n }}\n", "messages/booked/mail.txt": "一\n二"}),
        autoescape=True,
    )
    assert render(environment, "booked", "subject.txt", {"n": 1}) == "予約： 1"
    assert render(environment, "booked", "mail.txt", {}) == "一\n二"
