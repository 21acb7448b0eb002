"""Opens a person's data for a member of staff: who looked at whom is audited (rules.md#staff-and-persons)."""

from datetime import datetime

from booking.audit.record import record, token_fact
from database.transactions import transact


def open_seeker(seeker_id: int, *, actor: str, by_number: bool, token_id: int | None = None, now: datetime) -> None:
    """Record that `actor` opened the seeker; `by_number`: anybody's, by exact number and birth date."""
    transact(
        lambda session: record(
            session,
            actor=actor,
            act="open_seeker",
            object_=f"seeker:{seeker_id}",
            now=now,
            **token_fact(token_id),
            by_number=by_number,
        )
    )
