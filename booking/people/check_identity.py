"""Records that a caller's identity was checked, and by which facts (rules.md#identity-check)."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from booking.audit.record import record
from booking.people.identity import CheckedBy, Fact, askable, checked_by
from booking.tables import Seeker
from database.transactions import transact


def check_identity(seeker_id: int, ticked: Collection[Fact], *, actor: str, now: datetime) -> CheckedBy:
    """Record which facts `actor` heard from the caller; the facts' names only, never what was said.

    Raises:
        IdentityNotChecked: what was ticked, and stands on the record, is too little; nothing is recorded.
    """
    return transact(lambda session: _check(session, seeker_id, ticked, actor=actor, now=now))


def _check(session: Session, seeker_id: int, ticked: Collection[Fact], *, actor: str, now: datetime) -> CheckedBy:
    has_phone = bool(session.get_one(Seeker, seeker_id).phone)
    heard = set(ticked) & set(askable(has_phone=has_phone))
    by = checked_by(heard)
    facts = {fact.value: fact in heard for fact in Fact}
    record(session, actor=actor, act="check_identity", object_=f"seeker:{seeker_id}", now=now, by=by.value, **facts)
    return by
