"""Notes how the jobs of a process fare, and keeps it in the database where monitoring and operators look.

Some jobs come every second: what they did is noted in memory and written once a minute, or at once when a job begins
or ceases to fail. Several processes write the same rows; the last one counts.
"""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from database.inserting import insert_if_free
from notifier.tables import JobState

WRITTEN_EVERY = timedelta(minutes=1)
# A job may be so late before it alarms: a batch of mail takes a while, and so does a night's comparison.
MAY_BE_LATE = timedelta(minutes=15)
_PERIODS = 10


@dataclass(frozen=True)
class Noted:
    """How a job fared; moments are real time. `late_at` moves on with every run that was right."""

    name: str
    late_at: datetime
    began_at: datetime | None = None
    ended_at: datetime | None = None
    error: str = ""  # the kind of error, never what it says: rows hold people
    error_at: datetime | None = None


class JobLog:
    """The notes of one process. `keep` writes them down; `clock` is the real time."""

    def __init__(self, *, keep: Callable[[Sequence[Noted]], object], clock: Callable[[], datetime]) -> None:
        self._keep, self._clock = keep, clock
        self._guard = threading.Lock()
        self._notes: dict[str, Noted] = {}
        self._written_at: datetime | None = None

    def expect(self, seconds_by_name: dict[str, int]) -> None:
        """These jobs begin to come round."""
        now = self._clock()
        self._notes = {name: Noted(name, _late_at(now, seconds)) for name, seconds in seconds_by_name.items()}

    def now(self) -> datetime:
        """The real time."""
        return self._clock()

    def ran(self, name: str, seconds: int, *, began_at: datetime, did_something: bool = True) -> None:
        """A run ended well. A look that found nothing due does not mean that what failed before is mended."""
        now = self._clock()
        with self._guard:
            before = self._notes[name]
            mended = did_something or not before.error
            after = replace(before, late_at=_late_at(now, seconds)) if mended else before
            if did_something:
                after = replace(after, began_at=began_at, ended_at=now, error="", error_at=None)
            self._notes[name] = after
        self._write_if_due(now, at_once=bool(before.error) and mended)

    def failed(self, name: str, error: BaseException, *, began_at: datetime) -> None:
        """A run ended with an error."""
        now, kind = self._clock(), f"{type(error).__module__}.{type(error).__qualname__}"
        with self._guard:
            before = self._notes[name]
            self._notes[name] = replace(before, began_at=began_at, ended_at=now, error=kind[:200], error_at=now)
        self._write_if_due(now, at_once=before.error != kind)

    def write(self) -> None:
        """Write everything down now."""
        with self._guard:
            notes, self._written_at = list(self._notes.values()), self._clock()
        self._keep(notes)

    def _write_if_due(self, now: datetime, *, at_once: bool) -> None:
        with self._guard:
            due = at_once or self._written_at is None or now - self._written_at >= WRITTEN_EVERY
            if due:
                self._written_at = now  # of the threads that come now, one writes
        if due:
            self.write()


def keep_notes(session: Session, notes: Sequence[Noted]) -> None:
    """Write `notes` into the table of jobs; a job that is not among them is no more."""
    session.execute(delete(JobState).where(JobState.name.not_in([noted.name for noted in notes])))
    for noted in sorted(notes, key=lambda one: one.name):
        row = {
            "began_at": noted.began_at,
            "ended_at": noted.ended_at,
            "late_at": noted.late_at,
            "error": noted.error,
            "error_at": noted.error_at,
        }
        if insert_if_free(session, JobState, [{"name": noted.name, **row}]):
            continue
        # What this process has not run yet, another one has.
        known = row if noted.ended_at else {"late_at": noted.late_at}
        session.execute(update(JobState).where(JobState.name == noted.name).values(known))


def job_states(session: Session) -> dict[str, JobState]:
    """What is known of each job, by its name."""
    return {state.name: state for state in session.scalars(select(JobState))}


def _late_at(now: datetime, seconds: int) -> datetime:
    return now + max(MAY_BE_LATE, timedelta(seconds=_PERIODS * seconds))
