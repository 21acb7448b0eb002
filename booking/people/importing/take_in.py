"""Takes a file of people in: what is new or changed, a piece a transaction, so that it can stop and go on anywhere.

Each piece is judged again under the locks of its transaction; a second run finds everything the same.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.audit.actors import staff_of
from booking.audit.record import record
from booking.core.texts import _
from booking.people.importing.look import in_pieces, look_at
from booking.people.importing.verdicts import Judged, ReadLine, Verdict
from booking.people.records.correct import change_fields, note_correction
from booking.people.records.register import NewRecord, add_record
from booking.tables import Seeker
from database.afresh import read_afresh
from database.transactions import transact


@dataclass(frozen=True)
class Looked:
    """How many lines were looked at or taken in, by verdict, and those that are in doubt."""

    lines: int = 0
    counts: Counter[Verdict] = field(default_factory=Counter)
    doubtful: tuple[Judged, ...] = ()

    def __add__(self, other: "Looked") -> "Looked":
        """Both together."""
        return Looked(self.lines + other.lines, self.counts + other.counts, self.doubtful + other.doubtful)

    @classmethod
    def of(cls, judged: Sequence[Judged]) -> "Looked":
        """Count some lines."""
        doubtful = tuple(one for one in judged if one.verdict is Verdict.DOUBTFUL)
        return cls(len(judged), Counter(one.verdict for one in judged), doubtful)


def take_in(lines: Sequence[ReadLine], *, office_id: int, actor: str, now: datetime) -> Iterator[Looked]:
    """Write what the lines say of people of this office, a piece a transaction; yield what became of each piece."""
    for piece in in_pieces(lines):
        yield transact(partial(take_in_lines, lines=piece, office_id=office_id, actor=actor, now=now))


def take_in_lines(session: Session, lines: Sequence[ReadLine], *, office_id: int, actor: str, now: datetime) -> Looked:
    """The same for some lines, within the caller's transaction."""
    _lock(session, [one.seeker_id for one in look_at(session, lines, office_id=office_id) if one.changed])
    judged = look_at(session, lines, office_id=office_id)
    for one in judged:
        if one.verdict is Verdict.NEW:
            new = NewRecord(one.person, office_id, number=one.line.seeker_number)
            add_record(session, new, actor=actor, now=now)
        elif one.verdict is Verdict.CHANGED and one.seeker_id is not None:
            _change(session, one.seeker_id, one, actor, now)
    return Looked.of(judged)


def _lock(session: Session, seeker_ids: Sequence[int | None]) -> None:
    """Lock records in the order of their ids, and read them anew."""
    query = select(Seeker).where(Seeker.id.in_(seeker_ids)).order_by(Seeker.id).with_for_update()
    read_afresh(session, query).all()


def _change(session: Session, seeker_id: int, judged: Judged, actor: str, now: datetime) -> None:
    seeker = session.get_one(Seeker, seeker_id)
    changed = {field: judged.line.values[field] for field in judged.changed}
    change_fields(session, seeker, changed, now=now)
    reason = _("安定所の名簿に合わせました。")
    note_correction(session, seeker, changed, reason=reason, staff_id=staff_of(actor), now=now)
    facts = {field.value: True for field in changed}
    record(session, actor=actor, act="import_seeker", object_=f"seeker:{seeker_id}", now=now, **facts)
