"""Route 2: whoever is registered nowhere opens an account with a mail address and a mailed key, and registers then."""

from datetime import datetime

from sqlalchemy.orm import Session

from booking.audit.record import record
from booking.core.keys import DataKeys
from booking.people.account_keys.refusals import KeyEnded
from booking.people.account_keys.shape import new_key
from booking.people.account_keys.spend import spend_key
from booking.people.opening.ask_anybody import ask_anybody
from booking.people.opening.draft import Applicant, read_draft
from booking.people.opening.own_account import new_account
from booking.people.sign_in.passwords import hash_password
from booking.people.sign_in.signed_in import Entered, begin_sign_in
from booking.people.sign_in.trusted_browsers import AtTheDoor
from booking.tables import AccountKey, KeyPurpose
from database.transactions import transact


def request_account(applicant: Applicant, *, keys: DataKeys, now: datetime, real_now: datetime) -> int:
    """Mail a key to the address, whoever has it; answer the number of the request.

    Whoever signs in with it already is mailed the way back in instead; the answer is the same.
    """
    key = new_key()
    return transact(
        lambda session: ask_anybody(session, applicant, key, kind="register_key", keys=keys, now=now, real_now=real_now)
    )


def open_account(
    key_id: int,
    typed_key: str,
    password: str,
    *,
    browser: AtTheDoor,
    keys: DataKeys,
    now: datetime,
    real_now: datetime,
) -> Entered:
    """Open the account and sign this browser in, since the registration follows at once (S3).

    Raises:
        WrongKey, KeyEnded: see `spend_key`.
        AlreadyOpened: it was opened with another key meanwhile.
    """
    hashed = hash_password(password)  # it takes its time: no transaction waits for it
    return spend_key(
        key_id,
        typed_key,
        purpose=KeyPurpose.REGISTER,
        real_now=real_now,
        act=lambda session, key: _open(session, key, hashed, browser, keys, now, real_now),
    )


def _open(
    session: Session,
    key: AccountKey,
    password_hash: str,
    browser: AtTheDoor,
    keys: DataKeys,
    now: datetime,
    real_now: datetime,
) -> Entered:
    if key.account_id is not None:  # nobody was mailed this key
        raise KeyEnded(None)
    account = new_account(session, read_draft(key, keys), password_hash, real_now=real_now)
    record(session, actor=f"account:{account.id}", act="open_account", object_=f"account:{account.id}", now=now)
    return begin_sign_in(session, account.id, browser=browser, real_now=real_now)
