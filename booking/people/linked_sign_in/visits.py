"""Browsers that went to the provider: each comes back once, within ten minutes, to the browser that went.

Moments are real time.
"""

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from booking.core.keys import token_hash
from booking.people.linked_sign_in.refusals import ProviderVisitEnded
from booking.tables import ProviderVisit
from database.transactions import transact

VISIT_LASTS = timedelta(minutes=10)


@dataclass(frozen=True)
class Visit:
    """A visit that is over: whose account it was to link, or that it was to sign in."""

    account_id: int | None


def begin_visit(account_id: int | None, *, real_now: datetime) -> str:
    """The state with which a browser goes; with an account it goes to link it."""
    state = secrets.token_urlsafe(32)
    row = {"state_hash": token_hash(state), "account_id": account_id, "ends_at": real_now + VISIT_LASTS}
    transact(lambda session: session.add(ProviderVisit(**row)))
    return state


def end_visit(went_with: str | None, came_with: str, *, real_now: datetime) -> Visit:
    """Use up the visit of this browser; whatever comes of it, nobody comes back with the same state again.

    Raises:
        ProviderVisitEnded: it went with another state or not at all, came back before, or ten minutes are over.
    """
    if went_with is None or not hmac.compare_digest(went_with.encode(), came_with.encode()):
        raise ProviderVisitEnded(None)
    found = transact(lambda session: _take(session, went_with, real_now))
    if found is None:
        raise ProviderVisitEnded(None)
    return found


def _take(session: Session, state: str, real_now: datetime) -> Visit | None:
    taken = session.execute(
        delete(ProviderVisit)
        .where(ProviderVisit.state_hash == token_hash(state))
        .returning(ProviderVisit.account_id, ProviderVisit.ends_at)
    ).one_or_none()
    return Visit(taken.account_id) if taken is not None and taken.ends_at > real_now else None
