"""The office confirms a registration that came online (利用登録): from then on it may refer the seeker to jobs."""

from datetime import datetime

from sqlalchemy.orm import Session

from booking.announcements.registrations import announce_confirmed
from booking.audit.record import record
from booking.availability.locks import lock_seeker
from booking.portal.registration.refusals import ConfirmedAlready
from database.transactions import transact


def confirm_registration(seeker_id: int, *, actor: str, now: datetime) -> None:
    """Confirm it, and tell the seeker.

    Raises:
        ConfirmedAlready: somebody has done so before.
    """
    transact(lambda session: _confirm(session, seeker_id, actor, now))


def _confirm(session: Session, seeker_id: int, actor: str, now: datetime) -> None:
    seeker = lock_seeker(session, seeker_id)
    if seeker.unconfirmed_since is None:
        raise ConfirmedAlready(None)
    seeker.unconfirmed_since = None
    announce_confirmed(session, seeker_id, now=now)
    record(session, actor=actor, act="confirm_registration", object_=f"seeker:{seeker_id}", now=now)
