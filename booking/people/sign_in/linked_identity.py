"""Ends the link of an account to a provider's identity (`people.linked_sign_in` makes it)."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from booking.announcements.accounts import announce_identity
from booking.audit.record import record
from booking.tables import LinkedIdentity


def end_link(session: Session, account_id: int, *, actor: str, now: datetime) -> bool:
    """End the link, and tell the owner; False where there is none."""
    if not forget_link(session, account_id):
        return False
    announce_identity(session, "identity_unlinked", account_id, now=now)
    record(session, actor=actor, act="unlink_identity", object_=f"account:{account_id}", now=now)
    return True


def forget_link(session: Session, account_id: int) -> bool:
    """End the link where whoever calls tells and notes it; False where there is none."""
    links = delete(LinkedIdentity).where(LinkedIdentity.account_id == account_id)
    return session.scalar(links.returning(LinkedIdentity.id)) is not None
