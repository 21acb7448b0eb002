"""「新規登録」 of the booking service: a link in a mail shows that the address is read, and leads to the rest.

The link fills in nothing and uses nothing up; the last press does.
"""

from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.audit.record import record
from booking.core.keys import DataKeys
from booking.people.account_keys.refusals import KeyEnded
from booking.people.account_keys.shape import new_link_token
from booking.people.account_keys.spend import key_of_link, spend_link
from booking.people.opening.ask_anybody import ask_anybody
from booking.people.opening.draft import Applicant, Draft, read_draft
from booking.people.opening.give import give_my_page
from booking.people.opening.own_account import new_account
from booking.people.opening.who import lock_registered
from booking.people.sign_in.passwords import hash_password
from booking.tables import AccountKey, KeyPurpose
from database.transactions import transact


def request_link(applicant: Applicant, *, keys: DataKeys, now: datetime, real_now: datetime) -> int:
    """Mail a link to the address, whoever has it; answer the number of the request.

    Whoever signs in with it already is mailed the way back in instead; the answer is the same.
    """
    key = new_link_token()
    return transact(
        lambda session: ask_anybody(
            session, applicant, key, kind="register_link", keys=keys, now=now, real_now=real_now
        )
    )


def draft_of_link(session: Session, token: str, *, keys: DataKeys, real_now: datetime) -> Draft:
    """What was said so far by who has the link.

    Raises:
        KeyEnded: it is none, or not good any more.
    """
    return read_draft(_own_key(key_of_link(session, token, purpose=KeyPurpose.REGISTER, real_now=real_now)), keys)


def fill_in(token: str, birth_date: date, password: str, *, keys: DataKeys, real_now: datetime) -> None:
    """Keep what was filled in until it is confirmed; of the password only the hash.

    Raises:
        KeyEnded: see `draft_of_link`.
    """
    hashed = hash_password(password)  # it takes its time: no transaction waits for it
    transact(lambda session: _fill_in(session, token, birth_date, hashed, keys, real_now))


def confirm(token: str, *, keys: DataKeys, now: datetime, real_now: datetime) -> bool:
    """Open the account with what was filled in; whether it is the my-page of somebody whom a counter knows.

    Raises:
        KeyEnded: see `draft_of_link`; also if nothing was filled in.
        AlreadyOpened: somebody signs in with this address.
    """
    return spend_link(
        token,
        purpose=KeyPurpose.REGISTER,
        real_now=real_now,
        act=lambda session, key: _open(session, key, keys, now, real_now),
    )


def _fill_in(
    session: Session, token: str, birth_date: date, password_hash: str, keys: DataKeys, real_now: datetime
) -> None:
    found = key_of_link(session, token, purpose=KeyPurpose.REGISTER, real_now=real_now)
    key = session.scalars(select(AccountKey).where(AccountKey.id == found.id).with_for_update()).one()
    filled = replace(read_draft(_own_key(key), keys), birth_date=birth_date, password_hash=password_hash)
    key.draft_sealed = keys.seal(filled.written())


def _open(session: Session, key: AccountKey, keys: DataKeys, now: datetime, real_now: datetime) -> bool:
    draft = read_draft(_own_key(key), keys)
    if draft.password_hash is None or draft.birth_date is None:
        raise KeyEnded(None)
    account = new_account(session, draft, draft.password_hash, real_now=real_now)
    seeker_id = lock_registered(session, draft.address, draft.birth_date)
    if seeker_id is not None:
        give_my_page(session, account, seeker_id)
    object_ = f"account:{account.id}"
    actor, act = (object_, "open_account") if seeker_id is None else (f"seeker:{seeker_id}", "open_my_page")
    record(session, actor=actor, act=act, object_=object_, now=now)
    return seeker_id is not None


def _own_key(key: AccountKey) -> AccountKey:
    """The key itself, if it was mailed: who signs in with the address already was told so instead."""
    if key.account_id is not None:
        raise KeyEnded(None)
    return key
