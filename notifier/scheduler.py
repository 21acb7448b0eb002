"""Runs jobs at their periods with APScheduler, one run of a job at a time; a failed run is logged."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from apscheduler.schedulers.background import BackgroundScheduler

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Job:
    """Work that comes round every `seconds`. It may run twice and die half way without harm."""

    name: str
    seconds: int
    run: Callable[[], object]


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
        job.run()
    except Exception:  # the next run must come, whatever this one met
        logger.exception("job %s failed", job.name)
