"""The random numbers that devices are asked to sign: kept here, each good once and for five minutes of real time."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from booking.core.keys import token_hash
from booking.people.passkeys.refusals import PasskeyEnded
from booking.tables import PasskeyChallenge

LASTS = timedelta(minutes=5)


def new_challenge(session: Session, account_id: int | None, *, real_now: datetime) -> str:
    """A new one (base64url), to make a passkey for this account or, without one, to sign in."""
    challenge = secrets.token_urlsafe(32)
    row = PasskeyChallenge(challenge_hash=token_hash(challenge), account_id=account_id, ends_at=real_now + LASTS)
    session.add(row)
    session.flush()
    return challenge


def spend_challenge(session: Session, challenge: str, account_id: int | None, *, real_now: datetime) -> None:
    """Use it up, whatever the answer to it is worth. Of two answers at once one finds it.

    Raises:
        PasskeyEnded: it is none, of another account or use, used, or too old.
    """
    spent = delete(PasskeyChallenge).where(
        PasskeyChallenge.challenge_hash == token_hash(challenge),
        PasskeyChallenge.account_id == account_id if account_id is not None else PasskeyChallenge.account_id.is_(None),
        PasskeyChallenge.ends_at > real_now,
    )
    if session.scalar(spent.returning(PasskeyChallenge.id)) is None:
        raise PasskeyEnded(None)
