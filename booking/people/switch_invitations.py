"""A seeker has mails carry calendar invitations, or has it ended."""

from datetime import datetime

from sqlalchemy.orm import Session

from booking.audit.record import record
from booking.availability.locks import lock_seeker
from database.transactions import transact


def switch_invitations(seeker_id: int, *, on: bool, now: datetime) -> None:
    """Switch invitations on or off from the next mail on; a second press changes nothing."""
    transact(lambda session: _switch(session, seeker_id, on, now))


def _switch(session: Session, seeker_id: int, on: bool, now: datetime) -> None:
    seeker = lock_seeker(session, seeker_id)
    if (seeker.invitations_since is not None) == on:
        return
    seeker.invitations_since = now if on else None
    actor = f"seeker:{seeker_id}"
    record(session, actor=actor, act="switch_invitations", object_=actor, now=now, on=on)
