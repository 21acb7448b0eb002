"""Seals the audit lines that were committed since the last time: one chain, one sealer at a time (rules.md#audit)."""

import logging
from collections.abc import Sequence
from functools import partial

from sqlalchemy import insert
from sqlalchemy.orm import Session

from booking.audit.lines import head_of, last_sealed_line, unsealed_lines
from booking.audit.sealing import Head, seal
from booking.tables import AuditSeal
from database.base import db
from database.transactions import transact
from database.turns import take_turn

_TURN = 5_463_211  # any number of our own; database.migrate has the one before
_LINES_AT_ONCE = 500  # a short transaction: on SQLite bookings wait for it

# On PostgreSQL a line may be committed after one with a higher id was sealed. So many ids behind the last sealed one
# are looked through every time, and all of them once an hour: looking at all is slow when there are millions.
_IDS_LOOKED_BACK = 1000

logger = logging.getLogger(__name__)


def seal_new_lines(*, key: str) -> int:
    """Seal what is not sealed yet among the newest lines, and answer how many lines that were."""
    after = max(0, last_sealed_line(db.session()) - _IDS_LOOKED_BACK)
    return _seal_all(after, key)


def note_head(*, key: str) -> Head:
    """Seal whatever line is not sealed yet, and write the head to the log, where a cut of the chain cannot reach it."""
    _seal_all(0, key)
    head = head_of(db.session())
    db.session.rollback()
    logger.info("audit head %s", head)
    return head


def _seal_all(after: int, key: str) -> int:
    count = 0
    while _is_any_unsealed(after) and (sealed := transact(partial(_seal_some, after=after, key=key))):
        count += len(sealed)
        after = sealed[-1]
    return count


def _is_any_unsealed(after: int) -> bool:
    """Whether a line has no seal, without a lock: most rounds find none and keep out of the writers' way."""
    found = bool(unsealed_lines(db.session(), after=after, most=1))
    db.session.rollback()
    return found


def _seal_some(session: Session, *, after: int, key: str) -> Sequence[int]:
    """Seal the next lines with an id over `after`, and answer their ids."""
    take_turn(session, _TURN)
    lines = unsealed_lines(session, after=after, most=_LINES_AT_ONCE)
    head, seals = head_of(session), []
    for line in lines:
        head = seal(head, line, key=key)
        seals.append({"number": head.number, "line_id": line.id, "mac": head.mac})
    if seals:
        session.execute(insert(AuditSeal), seals)
    return [line.id for line in lines]
