"""The counter lets somebody who left open their my-page again (rules.md#leaving)."""

from datetime import datetime

from sqlalchemy.orm import Session

from booking.audit.record import record
from booking.availability.locks import lock_seeker
from database.transactions import transact


def let_open_again(seeker_id: int, *, actor: str, now: datetime) -> None:
    """From now on the my-page can be opened as by anybody whom a counter has registered; a second press is none."""

    def let(session: Session) -> None:
        seeker = lock_seeker(session, seeker_id)
        if seeker.left_at is None:
            return
        seeker.left_at = None
        record(session, actor=actor, act="let_open_again", object_=f"seeker:{seeker_id}", now=now)

    transact(let)
