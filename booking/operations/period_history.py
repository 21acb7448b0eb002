"""Who chose for how long something is kept, and when (rules.md#retention)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.history.reads import with_actors
from booking.operations.choose_period import CHOOSE, object_of
from booking.operations.purge import periods
from booking.tables import AuditLine

_MOST = 50  # an administrator chooses a few times a year


@dataclass(frozen=True)
class PeriodLine:
    """A choice: the days that held `before`, None for what held without any choice, and those that held `after`.

    `who` is a name of staff, or empty where `actor` says it all.
    """

    code: str
    at: datetime
    actor: str
    who: str
    before: int | None
    after: int


def period_history(session: Session) -> Sequence[PeriodLine]:
    """The choices of every period, the latest first."""
    codes = {object_of(code): code for code in periods()}
    query = select(AuditLine).where(AuditLine.object.in_(codes), AuditLine.act == CHOOSE)
    lines = session.scalars(query.order_by(AuditLine.id.desc()).limit(_MOST)).all()
    return [
        PeriodLine(
            code=codes[line.object],
            at=line.at,
            actor=line.actor,
            who=line.who,
            before=_days(line.facts.get("earlier_days")),
            after=_days(line.facts.get("days")) or 0,
        )
        for line in with_actors(session, lines, ())
    ]


def _days(fact: object) -> int | None:
    return fact if isinstance(fact, int) else None
