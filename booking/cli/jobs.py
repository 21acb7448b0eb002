"""`madoguchi jobs list` and `run`."""

from argparse import Namespace

from booking.cli.failures import CommandFailed
from booking.cli.wiring import prepared_app
from booking.jobs import jobs


def list_jobs(_options: Namespace) -> None:
    """Print the jobs and their periods."""
    with prepared_app() as app:
        for job in jobs(app):
            print(f"{job.name:<20} {job.period}")


def run_job(options: Namespace) -> None:
    """Run one job now."""
    with prepared_app() as app:
        known = {job.name: job for job in jobs(app)}
        if options.name not in known:
            raise CommandFailed(f"no job is called {options.name!r}; there are {', '.join(known)}")
        print(f"{options.name}: {known[options.name].run()}")
