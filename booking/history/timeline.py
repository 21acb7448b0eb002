"""What happened with a person or a booking, the latest first: acts of the audit log, why, and what the seeker was told.

A page reads no more rows than it shows, whatever there is, and goes on from a mark, so that nothing is shown twice.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from booking.history.because import Because, because_of
from booking.history.marks import Mark, Source
from booking.history.messages import messages_about, messages_here, newest
from booking.history.reads import HistoryLine, object_of_booking, objects_of_person, with_actors
from booking.history.subjects import ACTS, Subject, named_acts, subject_of
from booking.tables import AuditLine, Booking, Seeker
from notifier.tables import Message

A_PAGE = 40


@dataclass(frozen=True)
class Entry:
    """One thing that happened: an act (`line`) with why, or a message to the seeker."""

    mark: Mark
    subject: Subject
    line: HistoryLine | None = None
    because: Because | None = None
    message: Message | None = None

    @property
    def at(self) -> datetime:
        """When."""
        return self.mark.at


@dataclass(frozen=True)
class Timeline:
    """A page of entries, the latest first; `older` is where the next one begins, if there is more."""

    entries: Sequence[Entry]
    older: Mark | None


@dataclass(frozen=True)
class Chosen:
    """Which entries: about one subject or all, and before which mark; looks are for those who may know."""

    subject: Subject | None
    before: Mark | None
    with_looks: bool


@dataclass(frozen=True)
class _Whose:
    objects: Sequence[str]
    messages: Select[Any]
    office_ids: Collection[int]


def timeline_of_person(
    session: Session, seeker: Seeker, chosen: Chosen, *, office_ids: Collection[int], now: datetime
) -> Timeline:
    """What happened with the person's record, and at these offices with their bookings and suspensions."""
    objects = objects_of_person(session, seeker.id, seeker.seeker_number, office_ids=office_ids)
    return _page(session, _Whose(objects, messages_here(seeker.id, office_ids), office_ids), chosen, now)


def timeline_of_booking(session: Session, booking: Booking, chosen: Chosen, *, now: datetime) -> Timeline:
    """What happened with a booking."""
    whose = _Whose([object_of_booking(booking)], messages_about(booking), {booking.office_id})
    return _page(session, whose, chosen, now)


def _page(session: Session, whose: _Whose, chosen: Chosen, now: datetime) -> Timeline:
    found = sorted([*_acts(session, whose, chosen, now), *_messages(session, whose, chosen)], key=_mark, reverse=True)
    return Timeline(found[:A_PAGE], found[A_PAGE - 1].mark if len(found) > A_PAGE else None)


def _mark(entry: Entry) -> Mark:
    return entry.mark


def _acts(session: Session, whose: _Whose, chosen: Chosen, now: datetime) -> Sequence[Entry]:
    if chosen.subject is Subject.MESSAGE:
        return []
    query = select(AuditLine).where(AuditLine.object.in_(whose.objects), *_which(chosen))
    if chosen.before is not None:
        query = query.where(_before(chosen.before, Source.ACT, AuditLine.at, AuditLine.id))
    rows = session.scalars(query.order_by(AuditLine.at.desc(), AuditLine.id.desc()).limit(A_PAGE + 1)).all()
    lines = with_actors(session, rows, whose.office_ids)
    because = because_of(session, lines, now=now)
    return [_act(line, because) for line in lines]


def _act(line: HistoryLine, because: Mapping[int, Because]) -> Entry:
    return Entry(Mark(line.at, Source.ACT, line.id), subject_of(line.act), line=line, because=because.get(line.id))


def _messages(session: Session, whose: _Whose, chosen: Chosen) -> Sequence[Entry]:
    if chosen.subject not in {None, Subject.MESSAGE}:
        return []
    query = whose.messages
    if chosen.before is not None:
        query = query.where(_before(chosen.before, Source.MESSAGE, Message.made_at, Message.id))
    found = newest(session, query, A_PAGE + 1)
    return [Entry(Mark(each.made_at, Source.MESSAGE, each.id), Subject.MESSAGE, message=each) for each in found]


def _which(chosen: Chosen) -> Sequence[ColumnElement[bool]]:
    """Which acts; somebody who may not know who looked finds none where looks are asked for."""
    unseen = frozenset() if chosen.with_looks else ACTS[Subject.LOOK]
    if chosen.subject is None:
        return [AuditLine.act.not_in(sorted(unseen))] if unseen else []
    if chosen.subject is Subject.RECORD:
        return [AuditLine.act.not_in(sorted(named_acts()))]
    return [AuditLine.act.in_(sorted(ACTS[chosen.subject] - unseen))]


def _before(
    mark: Mark, source: Source, at: InstrumentedAttribute[datetime], id_: InstrumentedAttribute[int]
) -> ColumnElement[bool]:
    """Whether a row of this source stands below the mark."""
    if source < mark.source:
        return at <= mark.at
    if source > mark.source:
        return at < mark.at
    return or_(at < mark.at, and_(at == mark.at, id_ < mark.id))
