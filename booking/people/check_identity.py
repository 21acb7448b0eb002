"""Records that a caller's identity was checked, and by which facts (rules.md#identity-check)."""

from collections.abc import Collection
from datetime import datetime

from booking.audit.record import record
from booking.people.identity import Fact, refuse_unless_checked
from database.transactions import transact


def check_identity(seeker_id: int, ticked: Collection[Fact], *, actor: str, now: datetime) -> None:
    """Record which facts `actor` heard from the caller; the facts' names only, never what was said.

    Raises:
        IdentityNotChecked: the seeker number or two more facts are missing; nothing is recorded.
    """
    refuse_unless_checked(ticked)
    facts = {fact.value: fact in ticked for fact in Fact}
    transact(
        lambda session: record(
            session, actor=actor, act="check_identity", object_=f"seeker:{seeker_id}", now=now, **facts
        )
    )
