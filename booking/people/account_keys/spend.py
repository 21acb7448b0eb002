"""Takes a key that somebody typed, once. Moments are real time, not the office's clock."""

from collections.abc import Callable
from datetime import datetime
from hmac import compare_digest
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.core.keys import token_hash
from booking.people.account_keys.refusals import KeyEnded, WrongKey
from booking.tables import AccountKey, KeyPurpose
from database.afresh import read_afresh
from database.transactions import transact

WRONG_TRIES = 5

Done = TypeVar("Done")


def spend_key(
    key_id: int, typed: str, *, purpose: KeyPurpose, real_now: datetime, act: Callable[[Session, AccountKey], Done]
) -> Done:
    """Do `act` in the transaction that uses the key up, if `typed` (as `read_key` has it) is the key of this request.

    Of two who come with it at once one acts. A wrong key is counted, and the fifth ends the right one as well. What
    `act` refuses leaves the key as good as it was.

    Raises:
        WrongKey: another one, and how many tries are left.
        KeyEnded: 50 minutes are over, it was used, a newer one was sent, or wrong ones used it up.
    """
    outcome = transact(lambda session: _spend(session, key_id, typed, purpose, real_now, act))
    if isinstance(outcome, WrongKey | KeyEnded):
        raise outcome
    return outcome


def key_fits(session: Session, key_id: int, typed: str, *, purpose: KeyPurpose, real_now: datetime) -> bool:
    """Use the key up in a transaction of the caller's, if `typed` is the key of this request; count it if it is not."""
    outcome = _spend(session, key_id, typed, purpose, real_now, lambda _session, _key: None)
    return not isinstance(outcome, WrongKey | KeyEnded)


def spend_link(
    token: str, *, purpose: KeyPurpose, real_now: datetime, act: Callable[[Session, AccountKey], Done]
) -> Done:
    """The same for the token of a link in a mail.

    Raises:
        KeyEnded: it is none, or not good any more.
    """
    outcome = transact(lambda session: _spend_link(session, token, purpose, real_now, act))
    if isinstance(outcome, KeyEnded):
        raise outcome
    return outcome


def key_of_link(session: Session, token: str, *, purpose: KeyPurpose, real_now: datetime) -> AccountKey:
    """The key of a link, to show what the link does before it is used.

    Raises:
        KeyEnded: it is none, or not good any more.
    """
    found = session.scalar(
        select(AccountKey).where(AccountKey.purpose == purpose, AccountKey.key_hash == token_hash(token))
    )
    if found is None or not _is_good(found, real_now):
        raise KeyEnded(None)
    return found


def was_used(session: Session, key_id: int, *, purpose: KeyPurpose) -> bool:
    """Whether a key has done its work: who sent the form twice is told of the end, not of a key that is no good."""
    of_key = select(AccountKey.used_at).where(AccountKey.id == key_id, AccountKey.purpose == purpose)
    return session.scalar(of_key) is not None


def link_was_used(session: Session, token: str, *, purpose: KeyPurpose) -> bool:
    """The same for the token of a link."""
    of_link = select(AccountKey.used_at).where(AccountKey.key_hash == token_hash(token), AccountKey.purpose == purpose)
    return session.scalar(of_link) is not None


def _spend(
    session: Session,
    key_id: int,
    typed: str,
    purpose: KeyPurpose,
    real_now: datetime,
    act: Callable[[Session, AccountKey], Done],
) -> Done | WrongKey | KeyEnded:
    """Refusals are answered, not raised: the count of wrong tries is to stay."""
    query = select(AccountKey).where(AccountKey.id == key_id, AccountKey.purpose == purpose).with_for_update()
    key = read_afresh(session, query).one_or_none()
    if key is None or not _is_good(key, real_now):
        return KeyEnded(None)
    if not compare_digest(key.key_hash, token_hash(typed)):
        return _count_wrong(key)
    return _use(session, key, real_now, act)


def _spend_link(
    session: Session, token: str, purpose: KeyPurpose, real_now: datetime, act: Callable[[Session, AccountKey], Done]
) -> Done | KeyEnded:
    hashed = token_hash(token)
    query = select(AccountKey).where(AccountKey.purpose == purpose, AccountKey.key_hash == hashed).with_for_update()
    key = read_afresh(session, query).one_or_none()
    if key is None or not _is_good(key, real_now):
        return KeyEnded(None)
    return _use(session, key, real_now, act)


def _use(session: Session, key: AccountKey, real_now: datetime, act: Callable[[Session, AccountKey], Done]) -> Done:
    key.used_at = real_now
    session.flush()
    done = act(session, key)  # which may read the address to which the key was mailed, and the draft
    key.secret_sealed = key.draft_sealed = None
    return done


def _count_wrong(key: AccountKey) -> WrongKey | KeyEnded:
    key.tries += 1
    return WrongKey(None, WRONG_TRIES - key.tries) if key.tries < WRONG_TRIES else KeyEnded(None)


def _is_good(key: AccountKey, real_now: datetime) -> bool:
    return key.used_at is None and real_now < key.ends_at and key.tries < WRONG_TRIES
