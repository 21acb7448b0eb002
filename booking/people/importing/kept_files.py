"""Keeps a file of people that an office hands in, until it was taken in or dropped.

Looking at each line and writing what it says takes minutes for fifty thousand people: a job does both
(`booking.people.importing.work_files`), and nobody waits at a page.
"""

import zlib
from base64 import b64decode, b64encode, b85decode
from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session, joinedload

from booking.audit.record import record
from booking.core.keys import DataKeys
from booking.people.importing.file import read_person_file
from booking.tables import PersonFile, PersonFileState
from database.transactions import transact

_LISTED = 20
_BEGINNING = "eJ"  # of all that zlib packs as it does by itself, in base 64; in base 85 it is "c"


def keep_file(content: bytes, *, office_id: int, actor: str, keys: DataKeys, now: datetime) -> int:
    """Keep the file, to be looked at by the job; answer its number.

    Raises:
        BadPersonFile: it cannot be read; nothing is kept.
    """
    sheet = read_person_file(content)
    kept = {
        "office_id": office_id,
        "actor": actor,
        "state": PersonFileState.LOOKING,
        "file_sealed": keys.seal(_packed(content)),
        "lines": len(sheet.lines),
        "passed_over": list(sheet.passed_over),
        "made_at": now,
    }
    return transact(lambda session: _keep(session, kept))


def content_of(sealed: bytes, keys: DataKeys) -> bytes:
    """The file as it was handed in. Raises LostDataKey if no key opens it."""
    packed = keys.open(sealed)
    # An earlier release kept files in base 85, which Python writes and reads a hundred times slower.
    return zlib.decompress(b64decode(packed) if packed.startswith(_BEGINNING) else b85decode(packed))


def want_taken_in(file_id: int, *, office_ids: Collection[int], actor: str, now: datetime) -> bool:
    """Let the job take the file in; False if it waits for nobody's word (any more)."""
    return transact(lambda session: _decide(session, file_id, office_ids, PersonFileState.TAKING, actor, now))


def drop_file(file_id: int, *, office_ids: Collection[int], actor: str, now: datetime) -> bool:
    """Erase a file that was looked at, and take nothing in; False if it waits for nobody's word (any more)."""
    return transact(lambda session: _decide(session, file_id, office_ids, PersonFileState.DROPPED, actor, now))


def files_of(session: Session, *, office_ids: Collection[int]) -> Sequence[PersonFile]:
    """The latest files of these offices, the newest first."""
    return session.scalars(_of(office_ids).order_by(PersonFile.id.desc()).limit(_LISTED)).all()


def file_of(session: Session, file_id: int, *, office_ids: Collection[int]) -> PersonFile | None:
    """One of their files."""
    return session.scalar(_of(office_ids).where(PersonFile.id == file_id))


def _of(office_ids: Collection[int]) -> Select[PersonFile]:
    return select(PersonFile).where(PersonFile.office_id.in_(office_ids)).options(joinedload(PersonFile.office))


def _packed(content: bytes) -> str:
    return b64encode(zlib.compress(content)).decode()


def _keep(session: Session, kept: dict[str, object]) -> int:
    file = PersonFile(**kept, done=0, counts={}, doubts=[], tries=0)
    session.add(file)
    session.flush()
    return file.id


def _decide(
    session: Session, file_id: int, office_ids: Collection[int], state: PersonFileState, actor: str, now: datetime
) -> bool:
    """Of two who press at once, one decides."""
    waiting = (PersonFile.id == file_id) & (PersonFile.state == PersonFileState.LOOKED)
    begun = {"state": state, "actor": actor, "done": 0, "counts": {}, "doubts": [], "next_try_at": None}
    ended = {"state": state, "actor": actor, "ended_at": now, "file_sealed": None}
    decided = session.scalar(
        update(PersonFile)
        .where(waiting, PersonFile.office_id.in_(office_ids))
        .values(begun if state is PersonFileState.TAKING else ended)
        .returning(PersonFile.id)
    )
    if decided is None:
        return False
    act = "take_in_people" if state is PersonFileState.TAKING else "drop_people"
    record(session, actor=actor, act=act, object_=f"person_file:{file_id}", now=now)
    return True
