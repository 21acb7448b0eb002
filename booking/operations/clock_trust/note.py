"""Notes what is seen of the machine's clock, and judges whether it may be believed (decision 0032)."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from booking.operations.clock_trust.doubt import SETTLES, ClockState, Judgement, Known, Look, judge
from booking.operations.clock_trust.marks import MARK, known_clock
from booking.tables import ClockMark
from database.inserting import insert_if_free
from database.transactions import transact


def look_at_clock(look: Look, *, is_start: bool) -> Judgement:
    """Judge the clock by what was seen before, and keep what this look adds."""
    return transact(lambda session: _look(session, look, is_start=is_start))


def trust_clock(look: Look) -> None:
    """Take the clock as right from now on: somebody has compared it with another one."""
    since = look.real - SETTLES
    transact(lambda session: _keep(session, Judgement(ClockState.WELL, look.real - look.real, Known(look, since))))


def _look(session: Session, look: Look, *, is_start: bool) -> Judgement:
    known = known_clock(session, lock=True)
    judgement = judge(known, replace(look, database=_time_of(session)), is_start=is_start)
    _keep(session, judgement)
    return judgement


def _time_of(session: Session) -> datetime | None:
    """The time of the database's own machine; SQLite has none of its own."""
    if session.get_bind().dialect.name == "sqlite":
        return None
    return session.scalar(select(func.clock_timestamp()))


def _keep(session: Session, judgement: Judgement) -> None:
    row = _row(judgement)
    if not insert_if_free(session, ClockMark, [{"id": MARK, **row}]):
        session.execute(update(ClockMark).where(ClockMark.id == MARK).values(row))


def _row(judgement: Judgement) -> dict[str, Any]:
    seen, doubted = judgement.known.seen, judgement.known.doubted
    return {
        "seen_at": seen.real,
        "boot": seen.boot,
        "running": seen.running,
        "ahead": seen.ahead,
        "steady_since": judgement.known.steady_since,
        "doubted_at": doubted and doubted.real,
        "doubted_boot": doubted and doubted.boot,
        "doubted_running": doubted and doubted.running,
        "off": judgement.off.total_seconds(),
    }
