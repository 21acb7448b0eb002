"""Whether a record has become part of another one; asked by whatever looks for people."""

from typing import Any

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session

from booking.tables import RecordMerge
from database.base import table_of

_merges = table_of(RecordMerge).c


def is_merged(seeker_id: Any) -> ColumnElement[bool]:
    """The condition that the record in this column is part of another one now."""
    return exists(_merges.id).where(_merges.merged_id == seeker_id, _merges.undone_at.is_(None))


def kept_record_of(session: Session, seeker_id: int) -> int | None:
    """The record of which this one has become a part; None if it stands by itself."""
    return session.scalar(
        select(RecordMerge.kept_id).where(RecordMerge.merged_id == seeker_id, RecordMerge.undone_at.is_(None))
    )
