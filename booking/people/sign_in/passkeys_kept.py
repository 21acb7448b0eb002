"""Whether an account has passkeys, and taking all of them away, for acts that end every way in."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from booking.tables import Passkey, PasskeyChallenge


def has_passkey(session: Session, account_id: int) -> bool:
    """Whether it has one at least."""
    return session.scalar(select(Passkey.id).where(Passkey.account_id == account_id).limit(1)) is not None


def forget_passkeys(session: Session, account_id: int) -> int:
    """Take all away, and what is about to become one; answer how many there were."""
    session.execute(delete(PasskeyChallenge).where(PasskeyChallenge.account_id == account_id))
    gone = delete(Passkey).where(Passkey.account_id == account_id).returning(Passkey.id)
    return len(session.scalars(gone).all())
