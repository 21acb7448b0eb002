"""Files of people that an office has handed in, and how far each of them has come."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from booking.tables.columns import words
from booking.tables.offices import Office
from database.base import Base
from database.leases import Leasable


class PersonFileState(StrEnum):
    """What a file waits for."""

    LOOKING = "looking"  # each line is looked at beside the records
    LOOKED = "looked"  # somebody is to say whether it is taken in
    TAKING = "taking"
    DONE = "done"
    DROPPED = "dropped"


class PersonFile(Leasable, Base):
    """A file of people. It is encrypted, and erased once it was taken in or dropped. Moments are the office's clock.

    `done` lines of `lines` were looked at or taken in so far; `counts` says what they are, by verdict, and `doubts` why
    which of them are not taken in: line numbers and codes, nothing of a person.
    """

    __tablename__ = "person_files"
    __table_args__ = (Index("ix_person_files_due", "state", "next_try_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("offices.id"), index=True)
    actor: Mapped[str] = mapped_column(String(40))
    state: Mapped[PersonFileState] = mapped_column(words(PersonFileState, name="state"))
    file_sealed: Mapped[bytes | None]
    lines: Mapped[int]
    done: Mapped[int]
    counts: Mapped[dict[str, int]] = mapped_column(JSON)
    doubts: Mapped[list[list[Any]]] = mapped_column(JSON)
    passed_over: Mapped[list[str]] = mapped_column(JSON)
    made_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    office: Mapped[Office] = relationship()
