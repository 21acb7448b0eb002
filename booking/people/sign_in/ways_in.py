"""Whatever somebody else may have got hold of: signed-in browsers, calendar addresses, tokens, keys by mail."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session

from booking.people.sign_in.passkeys_kept import forget_passkeys
from booking.people.sign_in.signed_in import end_sign_ins
from booking.tables import Account, AccountKey, ApiToken, SeekerFeed, SignIn


@dataclass(frozen=True)
class Ended:
    """How much there was to end."""

    sign_ins: int
    feeds: int
    tokens: int
    links: int = 0  # to the sign-in of a provider; `end_access` alone ends them
    passkeys: int = 0


def end_every_way_in(session: Session, seeker_id: int, *, now: datetime, real_now: datetime) -> Ended:
    """End them within the caller's transaction, which has locked the seeker; the password stays, and nobody is told."""
    account_id = session.scalar(select(Account.id).where(Account.seeker_id == seeker_id))
    of_person = or_(AccountKey.account_id == account_id, AccountKey.seeker_id == seeker_id)
    good = (AccountKey.used_at.is_(None), AccountKey.ends_at > real_now)
    session.execute(update(AccountKey).where(of_person, *good).values(ends_at=real_now, secret_sealed=None))
    feeds = (
        update(SeekerFeed)
        .where(SeekerFeed.seeker_id == seeker_id, SeekerFeed.revoked_at.is_(None))
        .values(revoked_at=now)
        .returning(SeekerFeed.id)
    )
    tokens = (
        update(ApiToken)
        .where(ApiToken.account_id == account_id, ApiToken.revoked_at.is_(None))
        .values(revoked_at=real_now)
        .returning(ApiToken.id)
    )
    return Ended(
        _end_sign_ins(session, account_id, real_now),
        len(session.scalars(feeds).all()),
        len(session.scalars(tokens).all()),
        passkeys=0 if account_id is None else forget_passkeys(session, account_id),
    )


def _end_sign_ins(session: Session, account_id: int | None, real_now: datetime) -> int:
    """Sign every browser out, and let none skip the second step any more; answer how many were signed in."""
    if account_id is None:
        return 0
    live = select(func.count(SignIn.id)).where(SignIn.account_id == account_id, SignIn.ends_at > real_now)
    count = session.scalar(live) or 0
    end_sign_ins(session, account_id)
    return count
