"""`madoguchi jobs list` and `run`."""

import json
from argparse import Namespace
from datetime import UTC, datetime

from booking.cli.failures import CommandFailed
from booking.cli.wiring import prepared_app
from booking.jobs import jobs
from calendars.office_time import in_office_time
from database.base import db
from notifier.job_log import job_states
from notifier.scheduler import Job
from notifier.tables import JobState


def list_jobs(options: Namespace) -> None:
    """Print the jobs with their periods, when they ran last, and what went wrong."""
    with prepared_app() as app:
        known = job_states(db.session())
        rows = [_row(job, known.get(job.name)) for job in jobs(app)]
    if options.json:
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for row in rows:
        late = "  LATE" if row["late"] else ""
        wrong = f"  failed {row['error_at']}: {row['error']}" if row["error"] else ""
        print(f"{row['name']:<22} {row['period']:<19} {row['ended_at'] or 'not seen yet'}{late}{wrong}")


def run_job(options: Namespace) -> None:
    """Run one job now."""
    with prepared_app() as app:
        known = {job.name: job for job in jobs(app)}
        if options.name not in known:
            raise CommandFailed(f"no job is called {options.name!r}; there are {', '.join(known)}")
        print(f"{options.name}: {known[options.name].run()}")


def _row(job: Job, state: JobState | None) -> dict[str, str | bool | None]:
    """Moments are real time, whatever the office's clock says."""
    return {
        "name": job.name,
        "period": job.period,
        "began_at": _moment(state.began_at) if state else None,
        "ended_at": _moment(state.ended_at) if state else None,
        "late": state is not None and state.late_at <= datetime.now(UTC),
        "error": (state.error or None) if state else None,
        "error_at": _moment(state.error_at) if state else None,
    }


def _moment(moment: datetime | None) -> str | None:
    return in_office_time(moment).isoformat(timespec="seconds") if moment else None
