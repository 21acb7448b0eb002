"""Runs jobs at their periods with APScheduler, one run of a job at a time; a failed run is logged."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from apscheduler.schedulers.background import BackgroundScheduler

from database.fault_lines import fault_lines
from notifier.job_log import JobLog

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Job:
    """Work that comes round. It may run twice and die half way without harm.

    `run` does it now. Every `seconds` the scheduler calls `look`, which runs what is due; without one, `run` itself.
    `rhythm` says when that is ("every hour"), if not every time. `at_start`: it runs when the scheduler starts, too.
    """

    name: str
    seconds: int
    run: Callable[[], object]
    look: Callable[[], object] | None = None
    rhythm: str = ""
    at_start: bool = False

    @property
    def period(self) -> str:
        """How often the work is done, in words."""
        return self.rhythm or f"every {self.seconds} s"


class Scheduler:
    """The one scheduler of a process; how its jobs fare is noted in `log`."""

    def __init__(self, jobs: Sequence[Job], log: JobLog) -> None:
        self._jobs, self._log = jobs, log
        self._scheduler = BackgroundScheduler(
            timezone="UTC", job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        )
        for job in jobs:
            # Not a job of its own: APScheduler takes that away after its run, and fails to while it is stopped.
            first = {"next_run_time": datetime.now(UTC)} if job.at_start else {}
            self._scheduler.add_job(_Rounds(job, log), "interval", seconds=job.seconds, id=job.name, **first)

    def start(self) -> None:
        """Begin to run the jobs in threads of this process."""
        self._log.expect({job.name: job.seconds for job in self._jobs})
        _noted(self._log.write)
        self._scheduler.start()

    def stop(self) -> None:
        """Let the running jobs end, and begin no more."""
        self._scheduler.shutdown(wait=True)
        _noted(self._log.write)


class _Rounds:
    """A job as the scheduler calls it: whatever is due, but at the start, where it is wanted then, all of it."""

    def __init__(self, job: Job, log: JobLog) -> None:
        self._job, self._log = job, log
        self._is_the_start = job.at_start

    def __call__(self) -> None:
        job = replace(self._job, look=None) if self._is_the_start else self._job
        self._is_the_start = False
        _guarded(job, self._log)


def _guarded(job: Job, log: JobLog) -> None:
    began_at = log.now()
    try:
        done = (job.look or job.run)()
    except Exception as error:  # noqa: BLE001  the next run must come, whatever this one met
        logger.error("job %s failed\n%s", job.name, fault_lines(error))  # noqa: TRY400  a row's values stay out
        failure = error
        _noted(lambda: log.failed(job.name, failure, began_at=began_at))
    else:
        did_something = job.look is None or bool(done)
        _noted(lambda: log.ran(job.name, job.seconds, began_at=began_at, did_something=did_something))


def _noted(note: Callable[[], object]) -> None:
    """Note something; while the database is away the notes stay in memory, and the jobs go on."""
    try:
        note()
    except Exception as error:  # noqa: BLE001  notes are not worth a job
        logger.warning("jobs not noted: %s", type(error).__name__)
