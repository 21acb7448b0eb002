"""Makes the keys by which people are found, where this version has not: after an upgrade, or after a restore."""

from collections.abc import Iterator

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from booking.core.input.person_keys import keys_of_person
from booking.tables import Seeker
from database.base import table_of
from database.transactions import transact

_BATCH = 1_000
_seekers = table_of(Seeker).c
_SEARCHED = (_seekers.name, _seekers.kana, _seekers.seeker_number, _seekers.birth_date, _seekers.phone, _seekers.email)
_WITHOUT_KEYS = (
    select(_seekers.id.label("seeker_id"), *_SEARCHED)
    .where(_seekers.search_keys.is_(None), _seekers.id > bindparam("after"))
    .order_by(_seekers.id)
    .limit(_BATCH)
)
_KEEP = update(table_of(Seeker)).where(_seekers.id == bindparam("id_of")).values(search_keys=bindparam("keys"))


def make_missing_keys() -> Iterator[int]:
    """Make them a batch a transaction, and yield how many; a run that was stopped is taken up again."""
    after = 0
    while made := transact(lambda session, after=after: _make_batch(session, after)):  # type: ignore[misc]  # bound at once
        yield len(made)
        after = made[-1]


def _make_batch(session: Session, after: int) -> list[int]:
    rows = [dict(row) for row in session.execute(_WITHOUT_KEYS, {"after": after}).mappings()]
    ids = [row.pop("seeker_id") for row in rows]
    if rows:
        keys = [{"id_of": key, "keys": keys_of_person(**row)} for key, row in zip(ids, rows, strict=True)]
        session.connection().execute(_KEEP, keys)
    return ids
