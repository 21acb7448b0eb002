"""Works through the files of people that offices have handed in, piece by piece, and notes how far it has come.

A worker that dies leaves a lease that runs out; the next one goes on at the line that was reached. Every piece extends
the lease, and a worker that has lost it stops.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.core.keys import DataKeys, LostDataKey
from booking.people.importing.file import read_person_file
from booking.people.importing.kept_files import content_of
from booking.people.importing.look import in_pieces, look_at
from booking.people.importing.take_in import Looked, take_in_lines
from booking.people.importing.verdicts import Judged, ReadLine, read_lines
from booking.tables import PersonFile, PersonFileState
from calendars.office_time import day_of
from database.leases import Lease, Settle, may_be_tried, work_leased
from database.transactions import transact

LEASE = timedelta(minutes=2)  # for one piece, which takes a second
PAUSE = timedelta(minutes=10)  # when the data key is not there: it may come back
MOST_DOUBTS = 1_000  # that are listed; the count tells of all

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Working:
    """What is asked anew for each piece: the office's clock, the real one, and whether the process is to end."""

    now: Callable[[], datetime]
    real_now: Callable[[], datetime]
    is_stopping: Callable[[], bool]


@dataclass(frozen=True)
class _Leased:
    lease: Lease
    state: PersonFileState
    office_id: int
    actor: str
    sealed: bytes
    done: int
    made_at: datetime


def work_next_file(keys: DataKeys, working: Working) -> bool:
    """Work through the file that has waited longest; False if none does. Several workers may call this at once."""
    real_now = working.real_now()
    waiting = PersonFile.state.in_((PersonFileState.LOOKING, PersonFileState.TAKING))
    due = select(PersonFile.id).where(waiting, may_be_tried(PersonFile, real_now)).order_by(PersonFile.id)
    return work_leased(
        PersonFile,
        due,
        until=real_now + LEASE,
        read=_leased,
        do=lambda leased: _work(leased, keys, working),
    )


def _leased(_session: Session, file: PersonFile, lease: Lease) -> _Leased:
    return _Leased(lease, file.state, file.office_id, file.actor, file.file_sealed or b"", file.done, file.made_at)


def _work(leased: _Leased, keys: DataKeys, working: Working) -> Settle:
    try:
        sheet = read_person_file(content_of(leased.sealed, keys))
    except LostDataKey:
        logger.warning("person file %s cannot be opened with MADOGUCHI_DATA_KEYS", leased.lease.key)
        return lambda session: leased.lease.end(session, next_try_at=working.real_now() + PAUSE)
    lines = read_lines(sheet.lines, today=day_of(leased.made_at))
    for piece in in_pieces(lines[leased.done :]):
        go_on = partial(_go_on, leased=leased, piece=piece, now=working.now(), real_now=working.real_now())
        if working.is_stopping() or not transact(go_on):
            return leased.lease.end  # what is left is taken up again
    return lambda session: _end(session, leased, working.now())


def _go_on(session: Session, leased: _Leased, piece: Sequence[ReadLine], now: datetime, real_now: datetime) -> bool:
    """Look at a piece or take it in, and note it with it; False if another worker has the file by now."""
    file = session.scalars(select(PersonFile).where(PersonFile.id == leased.lease.key).with_for_update()).one()
    if file.lease != leased.lease.name:
        return False
    looked = _worked(session, leased, piece, now)
    counts = {one.value: count for one, count in looked.counts.items()}
    file.counts = {name: file.counts.get(name, 0) + counts.get(name, 0) for name in {*file.counts, *counts}}
    file.doubts = [*file.doubts, *map(_coded, looked.doubtful)][:MOST_DOUBTS]
    file.done += looked.lines
    file.leased_until = real_now + LEASE
    return True


def _worked(session: Session, leased: _Leased, piece: Sequence[ReadLine], now: datetime) -> Looked:
    if leased.state is PersonFileState.TAKING:
        return take_in_lines(session, piece, office_id=leased.office_id, actor=leased.actor, now=now)
    return Looked.of(look_at(session, piece, office_id=leased.office_id))


def _coded(doubtful: Judged) -> list[Any]:
    """A line and its doubts as they are kept; `reasons_of` reads them."""
    reasons = [[each.doubt, each.field, each.problem and each.problem.name, each.line] for each in doubtful.concerns]
    return [doubtful.line.number, reasons]


def _end(session: Session, leased: _Leased, now: datetime) -> None:
    if leased.state is PersonFileState.TAKING:
        leased.lease.end(session, state=PersonFileState.DONE, ended_at=now, file_sealed=None)
    else:
        leased.lease.end(session, state=PersonFileState.LOOKED)
