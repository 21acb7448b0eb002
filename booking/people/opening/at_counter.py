"""Route 1: whoever was registered at a counter opens their my-page, by address, birth date and a mailed key."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from booking.announcements.keys import announce_key
from booking.audit.record import record
from booking.availability.locks import lock_seeker
from booking.core.keys import DataKeys
from booking.people.account_keys.make import KeyRequest, make_key
from booking.people.account_keys.refusals import KeyEnded
from booking.people.account_keys.shape import new_key
from booking.people.account_keys.spend import spend_key
from booking.people.opening.draft import Applicant, Draft, read_draft
from booking.people.opening.give import give_my_page, refuse_if_opened
from booking.people.opening.own_account import account_for_registered
from booking.people.opening.who import account_of, registered_at_counter
from booking.people.sign_in.passwords import hash_password
from booking.tables import AccountKey, KeyPurpose
from database.transactions import transact


def request_opening(
    applicant: Applicant, birth_date: date, *, keys: DataKeys, now: datetime, real_now: datetime
) -> int:
    """Mail a key if a counter has registered this address with this birth date; answer the number of the request.

    Whoever signs in with the address already is mailed the way back in instead. Whether anybody fits changes neither
    the answer nor what is written.
    """
    return transact(lambda session: _request(session, applicant, birth_date, keys, now, real_now))


def open_my_page(
    key_id: int, typed_key: str, password: str, *, keys: DataKeys, now: datetime, real_now: datetime
) -> None:
    """Open the my-page with a password that `password_problem` finds nothing wrong with.

    Raises:
        WrongKey, KeyEnded: see `spend_key`; KeyEnded also if the counter has changed the record meanwhile.
        AlreadyOpened: it was opened with another key meanwhile.
    """
    hashed = hash_password(password)  # it takes its time: no transaction waits for it
    spend_key(
        key_id,
        typed_key,
        purpose=KeyPurpose.OPEN,
        real_now=real_now,
        act=lambda session, key: _open(session, key, hashed, keys, now, real_now),
    )


def _request(
    session: Session, applicant: Applicant, birth_date: date, keys: DataKeys, now: datetime, real_now: datetime
) -> int:
    address = applicant.address
    account, seeker_id = account_of(session, address), registered_at_counter(session, address, birth_date)
    is_opened = account is not None and (account.seeker_id is not None or seeker_id is None)
    request = KeyRequest(
        KeyPurpose.OPEN,
        address,
        applicant.asker,
        account_id=account.id if account is not None and is_opened else None,
        seeker_id=None if is_opened else seeker_id,
        replaces=applicant.replaces,
        draft=Draft(address, applicant.agreement, birth_date).written(),
    )
    made = make_key(session, request, new_key(), keys=keys, real_now=real_now)
    announce_key(session, "already_open" if is_opened else "open_key", made, now=now)
    return made.id


def _open(
    session: Session, key: AccountKey, password_hash: str, keys: DataKeys, now: datetime, real_now: datetime
) -> None:
    draft = read_draft(key, keys)
    if key.seeker_id is None or draft.birth_date is None:  # nobody was mailed this key
        raise KeyEnded(None)
    lock_seeker(session, key.seeker_id)
    refuse_if_opened(session, key.seeker_id)
    if registered_at_counter(session, draft.address, draft.birth_date) != key.seeker_id:
        raise KeyEnded(None)
    account = account_for_registered(session, draft, password_hash, real_now=real_now)
    give_my_page(session, account, key.seeker_id)
    record(session, actor=f"seeker:{key.seeker_id}", act="open_my_page", object_=f"account:{account.id}", now=now)
