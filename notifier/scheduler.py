"""Runs jobs at their periods with APScheduler, one run of a job at a time; a failed run is logged."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from apscheduler.schedulers.background import BackgroundScheduler

from database.fault_lines import fault_lines

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Job:
    """Work that comes round. It may run twice and die half way without harm.

    `run` does it now. Every `seconds` the scheduler calls `look`, which runs what is due; without one, `run` itself.
    `rhythm` says when that is ("every hour"), if not every time.
    """

    name: str
    seconds: int
    run: Callable[[], object]
    look: Callable[[], object] | None = None
    rhythm: str = ""

    @property
    def period(self) -> str:
        """How often the work is done, in words."""
        return self.rhythm or f"every {self.seconds} s"


class Scheduler:
    """The one scheduler of a process."""

    def __init__(self, jobs: Sequence[Job]) -> None:
        self._scheduler = BackgroundScheduler(
            timezone="UTC", job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        )
        for job in jobs:
            self._scheduler.add_job(_guarded, "interval", [job], seconds=job.seconds, id=job.name)

    def start(self) -> None:
        """Begin to run the jobs in threads of this process."""
        self._scheduler.start()

    def stop(self) -> None:
        """Let the running jobs end, and begin no more."""
        self._scheduler.shutdown(wait=True)


def _guarded(job: Job) -> None:
    try:
        (job.look or job.run)()
    except Exception as error:  # noqa: BLE001  the next run must come, whatever this one met
        logger.error("job %s failed\n%s", job.name, fault_lines(error))  # noqa: TRY400  a row's values stay out
