"""Which identity of the provider belongs to which account: made, ended, and asked at the door.

The database holds that an identity belongs to one account and an account to one identity. `now` is the office's clock,
`real_now` real time.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.announcements.accounts import announce_identity
from booking.audit.record import record
from booking.core.keys import derived_token, token_hash
from booking.people.linked_sign_in.provider import Identity
from booking.people.linked_sign_in.refusals import AlreadyLinked, IdentityTaken
from booking.people.principals import Principal
from booking.people.sign_in.linked_identity import end_link
from booking.people.sign_in.locks import OnLock
from booking.people.sign_in.own_password import check_own_password
from booking.people.sign_in.signed_in import Entered, begin_sign_in
from booking.people.sign_in.trusted_browsers import AtTheDoor
from booking.tables import Account, LinkedIdentity
from database.base import db
from database.transactions import transact


def link(who: Principal, identity: Identity, *, secret_key: str, now: datetime, real_now: datetime) -> None:
    """Let the identity sign in to this account; the same once more changes nothing.

    Raises:
        IdentityTaken: it signs in to another account.
        AlreadyLinked: another identity signs in to this one.
    """
    subject_hash = _hash(identity, secret_key)
    transact(lambda session: _link(session, who, identity.issuer, subject_hash, now, real_now))


def unlink(
    who: Principal,
    password: str,
    *,
    known_browser: str | None,
    now: datetime,
    real_now: datetime,
    on_lock: OnLock | None = None,
) -> None:
    """End the link of this account; one that has ended is no error.

    Raises:
        WrongPassword: it is another one.
        AccountLocked: five wrong ones in a row, less than 30 minutes ago.
    """
    check_own_password(who.account_id, password, known_browser=known_browser, real_now=real_now, on_lock=on_lock)
    transact(lambda session: end_link(session, who.account_id, actor=who.actor, now=now))


def linked_at(account_id: int) -> datetime | None:
    """Since when an identity signs in to this account; None while none does."""
    return db.session.scalar(select(LinkedIdentity.linked_at).where(LinkedIdentity.account_id == account_id))


def sign_in_linked(identity: Identity, *, browser: AtTheDoor, secret_key: str, real_now: datetime) -> Entered | None:
    """Sign a browser in to the account of this identity; None where it has none.

    No one-time password is asked for: the provider has checked who it is. A lock after wrong passwords does not count
    here: nobody guesses anything.

    Raises:
        MyPageClosed: staff let nobody in.
    """
    subject_hash = _hash(identity, secret_key)
    return transact(lambda session: _sign_in(session, identity.issuer, subject_hash, browser, real_now))


def _link(session: Session, who: Principal, issuer: str, subject_hash: str, now: datetime, real_now: datetime) -> None:
    """Two at once break a constraint of the table; the second is refused at the next try."""
    session.get_one(Account, who.account_id, with_for_update=True)
    if _account_of(session, issuer, subject_hash) not in (None, who.account_id):
        raise IdentityTaken(None)
    kept = session.scalar(select(LinkedIdentity).where(LinkedIdentity.account_id == who.account_id))
    if kept is not None:
        if (kept.issuer, kept.subject_hash) != (issuer, subject_hash):
            raise AlreadyLinked(None)
        return
    linked = LinkedIdentity(account_id=who.account_id, issuer=issuer, subject_hash=subject_hash, linked_at=real_now)
    session.add(linked)
    session.flush()
    announce_identity(session, "identity_linked", who.account_id, now=now)
    record(session, actor=who.actor, act="link_identity", object_=f"account:{who.account_id}", now=now)


def _sign_in(
    session: Session, issuer: str, subject_hash: str, browser: AtTheDoor, real_now: datetime
) -> Entered | None:
    account_id = _account_of(session, issuer, subject_hash)
    if account_id is None:
        return None
    session.get_one(Account, account_id, with_for_update=True)  # as by whoever ends the link
    if _account_of(session, issuer, subject_hash) != account_id:
        return None
    return begin_sign_in(session, account_id, browser=browser, real_now=real_now)


def _account_of(session: Session, issuer: str, subject_hash: str) -> int | None:
    return session.scalar(
        select(LinkedIdentity.account_id).where(
            LinkedIdentity.issuer == issuer, LinkedIdentity.subject_hash == subject_hash
        )
    )


def _hash(identity: Identity, secret_key: str) -> str:
    """Keyed: a provider's subjects may be few enough to be tried out."""
    return token_hash(derived_token(secret_key, "linked identity", identity.issuer, identity.subject))
