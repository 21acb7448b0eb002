"""Jobs that come once a night or once an hour: one worker takes each run, whatever the number of workers.

A worker that dies leaves a lease that runs out, and another one takes the run over: such a job, too, may run twice.
"""

import uuid
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import and_, or_, select, update
from sqlalchemy.orm import Session

from database.base import db
from database.inserting import insert_if_free
from database.transactions import transact
from notifier.tables import JobRun

LEASE = timedelta(hours=1)  # also the pause before a run that failed is tried again
_AFRESH = {"populate_existing": True}
AHEAD = timedelta(minutes=5)  # workers' clocks may differ so far; a run of later than that was noted by a wrong clock


def run_once(name: str, work: Callable[[], object], *, due_at: datetime, now: datetime, real_now: datetime) -> bool:
    """Do `work` unless the run that was due at `due_at` is done or being done; answer whether this call did it.

    A run of the future counts as none: a clock was ahead or was set back, and the nights until then need their own.
    """
    if not _is_open(name, due_at, now, real_now):
        return False
    lease = str(uuid.uuid4())
    if not transact(lambda session: _take(session, name, lease, due_at, now, real_now)):
        return False
    work()
    transact(lambda session: _note_done(session, name, lease, now))
    return True


def open_runs(due: Mapping[str, datetime], *, now: datetime, real_now: datetime) -> Sequence[str]:
    """Those of many runs (by name, with when they were due) that are open: one look for all of them."""
    given = JobRun.name.in_(due)
    runs = {run.name: run for run in db.session.scalars(select(JobRun).where(given), execution_options=_AFRESH)}
    found = [name for name, due_at in due.items() if _has_open(runs.get(name), due_at, now, real_now)]
    db.session.rollback()
    return found


def _is_open(name: str, due_at: datetime, now: datetime, real_now: datetime) -> bool:
    """Whether the run is open, by a look without a lock: nearly always it is done, and no writer has to be held up."""
    found = _has_open(db.session.get(JobRun, name, populate_existing=True), due_at, now, real_now)
    db.session.rollback()
    return found


def _has_open(run: JobRun | None, due_at: datetime, now: datetime, real_now: datetime) -> bool:
    if run is None or not due_at <= run.due_at <= now + AHEAD:
        return True
    return run.due_at == due_at and run.done_at is None and run.leased_until <= real_now


def _take(session: Session, name: str, lease: str, due_at: datetime, now: datetime, real_now: datetime) -> bool:
    """Take the run for `lease`; of several workers at once one succeeds."""
    taken = {"due_at": due_at, "done_at": None, "lease": lease, "leased_until": real_now + LEASE}
    if insert_if_free(session, JobRun, [{"name": name, **taken}]):
        return True
    abandoned = and_(JobRun.due_at == due_at, JobRun.done_at.is_(None), JobRun.leased_until <= real_now)
    another = or_(JobRun.due_at < due_at, JobRun.due_at > now + AHEAD, abandoned)
    mine = update(JobRun).where(JobRun.name == name, another).values(taken)
    return session.execute(mine.returning(JobRun.name)).one_or_none() is not None


def _note_done(session: Session, name: str, lease: str, now: datetime) -> None:
    session.execute(update(JobRun).where(JobRun.name == name, JobRun.lease == lease).values(done_at=now))
