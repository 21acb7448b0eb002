"""The audit log as it is sealed: its lines, its seals in their order, what is not sealed yet."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import Exists, Select, exists, func, select
from sqlalchemy.exc import DataError
from sqlalchemy.orm import Session

from booking.audit.sealing import START, Head, Line, Seal
from booking.tables import AuditLine, AuditSeal

_SEALS_AT_ONCE = 1000


def head_of(session: Session) -> Head:
    """The last seal; the start of the chain when nothing was sealed yet."""
    last = select(AuditSeal.number, AuditSeal.mac).order_by(AuditSeal.number.desc()).limit(1)
    found = session.execute(last).one_or_none()
    return Head(found.number, found.mac) if found else START


def last_sealed_line(session: Session) -> int:
    """The highest id of a sealed line; 0 when nothing was sealed yet."""
    return session.scalar(select(func.max(AuditSeal.line_id))) or 0


def unsealed_lines(session: Session, *, after: int, most: int) -> Sequence[Line]:
    """Up to `most` committed lines without a seal, in order of their ids, from those with an id over `after`."""
    query = _lines().where(AuditLine.id > after, ~_sealed()).order_by(AuditLine.id).limit(most)
    return [Line(*row) for row in session.execute(query)]


def count_unsealed(session: Session) -> int:
    """How many committed lines have no seal yet."""
    return session.scalar(select(func.count()).select_from(AuditLine).where(~_sealed())) or 0


def seals(session: Session) -> Iterator[Seal]:
    """Every seal with its line, in order, a thousand at a time; with whatever number somebody gave it."""
    query = select(AuditSeal.number, AuditSeal.mac, AuditSeal.line_id).order_by(AuditSeal.number).limit(_SEALS_AT_ONCE)
    rows = session.execute(query).all()
    while rows:
        lines = _lines_by_id(session, [row.line_id for row in rows])
        for row in rows:
            yield Seal(row.number, row.mac, row.line_id, lines.get(row.line_id))
        rows = session.execute(query.where(AuditSeal.number > rows[-1].number)).all()


def _lines_by_id(session: Session, ids: Sequence[int]) -> dict[int, Line]:
    """The lines with these ids; a missing or spoilt one is left out."""
    try:
        return {row.id: Line(*row) for row in session.execute(_lines().where(AuditLine.id.in_(ids)))}
    except (ValueError, DataError):  # SQLite lets a forger write what is no moment, or no JSON
        if len(ids) == 1:
            return {}
        return {id_: line for one in ids for id_, line in _lines_by_id(session, [one]).items()}


def _lines() -> Select[int, datetime, str, str, str, dict[str, str | int | bool | None]]:
    return select(AuditLine.id, AuditLine.at, AuditLine.actor, AuditLine.act, AuditLine.object, AuditLine.facts)


def _sealed() -> Exists:
    return exists().where(AuditSeal.line_id == AuditLine.id)
