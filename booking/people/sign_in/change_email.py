"""Whoever is signed in to my-page changes its mail address: confirmed by a key at the new one, told to the old one.

From the old one it can be undone for 72 hours (`undo_email`). Moments called `real_now` are real time, `now` is the
office's clock.
"""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.announcements.accounts import announce_own_email_changed
from booking.announcements.keys import announce_key
from booking.audit.record import record
from booking.availability.locks import lock_seeker
from booking.core.keys import DataKeys
from booking.people.account_keys.make import Asker, KeyRequest, address_and_key, make_key
from booking.people.account_keys.refusals import KeyEnded
from booking.people.account_keys.shape import new_key, new_link_token
from booking.people.account_keys.spend import spend_key
from booking.people.principals import Principal
from booking.people.sign_in.change_login import change_login
from booking.tables import Account, AccountKey, KeyPurpose, Realm
from database.transactions import transact

UNDONE_WITHIN = timedelta(hours=72)


def request_change(
    who: Principal,
    address: str,
    *,
    asker: Asker,
    replaces: int | None,
    keys: DataKeys,
    now: datetime,
    real_now: datetime,
) -> int:
    """Mail a key to `address` (as it is kept); answer the number by which the key is given back.

    An address with which somebody else signs in is mailed nothing, and everything else is the same: nobody learns who
    is registered. Whoever calls has checked the password.
    """
    return transact(lambda session: _request(session, who, address, asker, replaces, keys, now, real_now))


def confirm_change(
    who: Principal, key_id: int, typed_key: str, *, asker: Asker, keys: DataKeys, now: datetime, real_now: datetime
) -> str:
    """Write to the new address from now on, and sign in with it; answer it.

    Raises:
        WrongKey, KeyEnded: see `spend_key`; the address is as it was.
        EmailTaken: meanwhile somebody else signs in with it.
    """
    return spend_key(
        key_id,
        typed_key,
        purpose=KeyPurpose.CHANGE_EMAIL,
        real_now=real_now,
        act=lambda session, key: _change(session, who, key, asker, keys, now, real_now),
    )


def _request(
    session: Session,
    who: Principal,
    address: str,
    asker: Asker,
    replaces: int | None,
    keys: DataKeys,
    now: datetime,
    real_now: datetime,
) -> int:
    taken = session.scalar(select(Account.id).where(Account.realm == Realm.MY_PAGE, Account.login == address))
    whose = who.account_id if taken is None else None
    request = KeyRequest(KeyPurpose.CHANGE_EMAIL, address, asker, whose, replaces=replaces)
    made = make_key(session, request, new_key(), keys=keys, real_now=real_now)
    announce_key(session, "change_email_key", made, now=now)
    return made.id


def _change(
    session: Session,
    who: Principal,
    key: AccountKey,
    asker: Asker,
    keys: DataKeys,
    now: datetime,
    real_now: datetime,
) -> str:
    seeker = lock_seeker(session, who.as_seeker)
    wanted = address_and_key(key, keys)
    if wanted is None or key.account_id != who.account_id:
        raise KeyEnded(None)
    account = session.get_one(Account, who.account_id, populate_existing=True)
    old, new = account.login, wanted[0]
    change_login(session, seeker, new)
    _offer_way_back(session, account.id, old, asker, keys, now, real_now)
    announce_own_email_changed(session, seeker.id, now=now)
    record(session, actor=who.actor, act="change_email", object_=f"seeker:{seeker.id}", now=now, email=True)
    return new


def _offer_way_back(
    session: Session,
    account_id: int,
    old: str,
    asker: Asker,
    keys: DataKeys,
    now: datetime,
    real_now: datetime,
) -> None:
    """Ways back to addresses before the old one stay: who took the account over cannot end them by changing again."""
    request = KeyRequest(KeyPurpose.UNDO_EMAIL, old, asker, account_id)
    made = make_key(session, request, new_link_token(), keys=keys, lasts=UNDONE_WITHIN, real_now=real_now)
    announce_key(session, "undo_email", made, now=now)
