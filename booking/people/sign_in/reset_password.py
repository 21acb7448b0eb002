"""Whoever has forgotten their password sets a new one, by a key that is mailed to their address (user manual ch. 3)."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.announcements.accounts import announce_password_changed
from booking.announcements.keys import announce_key
from booking.audit.record import record
from booking.core.keys import DataKeys
from booking.people.account_keys.make import Asker, KeyRequest, make_key
from booking.people.account_keys.shape import new_key
from booking.people.account_keys.spend import spend_key
from booking.people.closed import is_closed
from booking.people.sign_in.linked_identity import end_link
from booking.people.sign_in.locks import forget_all_failures
from booking.people.sign_in.mail_codes import forget_codes
from booking.people.sign_in.passkeys_kept import forget_passkeys
from booking.people.sign_in.passwords import hash_password
from booking.people.sign_in.signed_in import end_sign_ins
from booking.tables import Account, AccountKey, KeyPurpose, Realm
from database.transactions import transact


def request_reset(
    address: str, *, asker: Asker, replaces: int | None, keys: DataKeys, now: datetime, real_now: datetime
) -> int:
    """Mail a key to `address` (as it is kept) if a my-page has it; answer the number by which the key is given back.

    Whether anybody has the address changes neither the answer nor what is written. `replaces` as in
    `KeyRequest`.
    """
    return transact(lambda session: _request(session, address, asker, replaces, keys, now, real_now))


def reset_password(key_id: int, typed_key: str, password: str, *, now: datetime, real_now: datetime) -> None:
    """Set a new password (one that `password_problem` finds nothing wrong with) and sign every browser out.

    Raises:
        WrongKey, KeyEnded: see `spend_key`; the password is as it was.
    """
    hashed = hash_password(password)  # it takes its time: no transaction waits for it
    spend_key(
        key_id,
        typed_key,
        purpose=KeyPurpose.RESET,
        real_now=real_now,
        act=lambda session, key: _set(session, key, hashed, now),
    )


def _request(
    session: Session,
    address: str,
    asker: Asker,
    replaces: int | None,
    keys: DataKeys,
    now: datetime,
    real_now: datetime,
) -> int:
    of_address = select(Account.id).where(
        Account.realm == Realm.MY_PAGE, Account.login == address, ~is_closed(Account.seeker_id)
    )
    request = KeyRequest(KeyPurpose.RESET, address, asker, session.scalar(of_address), replaces=replaces)
    made = make_key(session, request, new_key(), keys=keys, real_now=real_now)
    announce_key(session, "reset_key", made, now=now)
    return made.id


def _set(session: Session, key: AccountKey, password_hash: str, now: datetime) -> None:
    """Whoever knew the old password is out, and a lock after wrong ones is over: this is the way back in."""
    account = session.get_one(Account, key.account_id, with_for_update=True)
    account.password_hash = password_hash
    end_sign_ins(session, account.id)
    forget_codes(session, account.id)
    forget_all_failures(session, account.realm, account.login)
    if account.seeker_id is not None:
        announce_password_changed(session, account.seeker_id, now=now)
    object_ = f"account:{account.id}"
    actor = object_ if account.seeker_id is None else f"seeker:{account.seeker_id}"
    # Whoever knew the old password may have made them.
    end_link(session, account.id, actor=actor, now=now)
    forget_passkeys(session, account.id)
    record(session, actor=actor, act="reset_password", object_=object_, now=now)
