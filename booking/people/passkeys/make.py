"""Makes a passkey for who is signed in and has just given the password. Moments called `real_now` are real time."""

import secrets
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from booking.announcements.passkeys import PasskeyNews, announce_passkey
from booking.audit.record import record
from booking.people.passkeys.ceremonies import NewPasskey, options_to_make, read_made
from booking.people.passkeys.challenges import new_challenge, spend_challenge
from booking.people.passkeys.refusals import PasskeyNotMade, TooManyPasskeys
from booking.people.passkeys.site import Site
from booking.tables import Account, Passkey
from database.base import db
from database.transactions import transact

MOST = 10


def begin_passkey(session: Session, account_id: int, *, real_now: datetime) -> str:
    """The challenge for a new passkey. Whoever calls has just asked for the password: the challenge stands for it.

    Raises:
        TooManyPasskeys: the account has ten.
    """
    account = session.get_one(Account, account_id, with_for_update=True)
    _refuse_too_many(session, account_id)
    if account.passkey_handle is None:
        account.passkey_handle = secrets.token_urlsafe(32)
    return new_challenge(session, account_id, real_now=real_now)


def what_to_make(account_id: int, challenge: str, site: Site, *, service: str) -> str:
    """What the browser asks the device for, as JSON; a device that holds one of the account makes no second."""
    account = db.session.get_one(Account, account_id)
    has_already = db.session.scalars(select(Passkey.credential_id).where(Passkey.account_id == account_id)).all()
    handle = account.passkey_handle or ""
    return options_to_make(
        challenge, site, handle=handle, login=account.login, service=service, has_already=has_already
    )


def make_passkey(
    account_id: int, challenge: str, sent: str, *, name: str, site: Site, now: datetime, real_now: datetime
) -> None:
    """Keep what a device has made, under the name that its owner gives it; the owner is told.

    Raises:
        PasskeyEnded: more than five minutes after the password, or answered already.
        PasskeyNotMade: it is no passkey for this challenge and site, or is kept already.
        TooManyPasskeys: ten were made meanwhile.
    """
    made = take_made(account_id, challenge, sent, site=site, real_now=real_now)
    transact(lambda session: keep_passkey(session, account_id, made, name=name, now=now, real_now=real_now))


def take_made(account_id: int, challenge: str, sent: str, *, site: Site, real_now: datetime) -> NewPasskey:
    """What a device has made for this account, checked and not kept yet; the challenge is used up.

    Raises:
        PasskeyEnded, PasskeyNotMade: see `make_passkey`.
    """
    transact(lambda session: spend_challenge(session, challenge, account_id, real_now=real_now))
    made = read_made(sent, challenge, site)
    if made is None:
        raise PasskeyNotMade(None)
    return made


def keep_passkey(
    session: Session, account_id: int, made: NewPasskey, *, name: str, now: datetime, real_now: datetime
) -> None:
    """Keep a passkey that was checked, tell the owner and write it down.

    Raises:
        PasskeyNotMade, TooManyPasskeys: see `make_passkey`.
    """
    account = session.get_one(Account, account_id, with_for_update=True)
    _refuse_too_many(session, account_id)
    if session.scalar(select(Passkey.id).where(Passkey.credential_id == made.credential_id)) is not None:
        raise PasskeyNotMade(None)
    passkey = Passkey(
        account_id=account_id,
        credential_id=made.credential_id,
        public_key=made.public_key,
        sign_count=made.sign_count,
        name=name,
        made_at=real_now,
    )
    session.add(passkey)
    session.flush()
    announce_passkey(session, PasskeyNews.MADE, account, passkey.id, now=now)
    record(session, actor=actor_of(account), act="make_passkey", object_=f"passkey:{passkey.id}", now=now)


def actor_of(account: Account) -> str:
    """Who acts, in the audit log."""
    if account.staff_id is not None:
        return f"staff:{account.staff_id}"
    return f"account:{account.id}" if account.seeker_id is None else f"seeker:{account.seeker_id}"


def _refuse_too_many(session: Session, account_id: int) -> None:
    count = session.scalar(select(func.count(Passkey.id)).where(Passkey.account_id == account_id)) or 0
    if count >= MOST:
        raise TooManyPasskeys(None, MOST)
