"""Staff set a forgotten password anew, by a link that they or who looks after their account asks for."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.announcements.keys import announce_key
from booking.announcements.staff import announce_to_staff
from booking.audit.record import record
from booking.core.keys import DataKeys
from booking.people.account_keys.make import Asker, KeyRequest, make_key
from booking.people.account_keys.shape import new_link_token
from booking.people.account_keys.spend import spend_link
from booking.people.sign_in.locks import forget_all_failures
from booking.people.sign_in.passwords import hash_password
from booking.people.sign_in.signed_in import end_sign_ins
from booking.people.staff_accounts.add import account_of_staff
from booking.people.staff_accounts.charge import colleague_of
from booking.people.staff_accounts.links import NEW_PASSWORD, end_links_of, key_account, mail_link
from booking.people.staff_accounts.refusals import NoPassword
from booking.tables import Account, AccountKey, KeyPurpose, Realm, Staff
from database.transactions import transact


def request_staff_reset(address: str, *, asker: Asker, keys: DataKeys, now: datetime, real_now: datetime) -> None:
    """Mail a link to `address` (as it is kept) if staff sign in with it.

    Whether anybody does changes neither the answer nor what is written. Older links stay good: a stranger who asks ends
    nobody's. `asker` as in `KeyRequest`.
    """
    transact(lambda session: _request(session, address, asker, keys, now, real_now))


def mail_reset(staff_id: int, *, by: int, keys: DataKeys, now: datetime, real_now: datetime) -> None:
    """Mail a link to a colleague; the password stays good until the link is used.

    Raises:
        NotInCharge, OwnAccount: see `colleague_of`.
        NoPassword: there is none to reset: they are invited, or disabled.
        MailedTooOften: the address had too many today.
    """
    transact(lambda session: _mail(session, staff_id, by, keys, now, real_now))


def reset_staff_password(token: str, password: str, *, now: datetime, real_now: datetime) -> None:
    """Set a new password (one that `password_problem` finds nothing wrong with) and sign every browser out.

    The second factor stays: who reads the mailbox alone does not come in.

    Raises:
        KeyEnded: it is too old, or was used.
    """
    hashed = hash_password(password)  # it takes its time: no transaction waits for it
    spend_link(
        token,
        purpose=KeyPurpose.STAFF_RESET,
        real_now=real_now,
        act=lambda session, key: _set(session, key, hashed, now, real_now),
    )


def _request(session: Session, address: str, asker: Asker, keys: DataKeys, now: datetime, real_now: datetime) -> None:
    has_password = Account.password_hash.is_not(None) & Staff.active
    of_address = select(Account.id).join(Staff, Staff.id == Account.staff_id)
    account_id = session.scalar(of_address.where(Account.realm == Realm.DESK, Account.login == address, has_password))
    request = KeyRequest(KeyPurpose.STAFF_RESET, address, asker, account_id)
    made = make_key(session, request, new_link_token(), keys=keys, lasts=NEW_PASSWORD.lasts, real_now=real_now)
    announce_key(session, NEW_PASSWORD.message, made, now=now)


def _mail(session: Session, staff_id: int, by: int, keys: DataKeys, now: datetime, real_now: datetime) -> None:
    colleague, account = colleague_of(session, staff_id, by=by), account_of_staff(session, staff_id)
    if not colleague.active or account.password_hash is None:
        raise NoPassword(None)
    mail_link(session, NEW_PASSWORD, account, by=by, keys=keys, now=now, real_now=real_now)
    record(session, actor=f"staff:{by}", act="mail_staff_reset", object_=f"staff:{staff_id}", now=now)


def _set(session: Session, key: AccountKey, password_hash: str, now: datetime, real_now: datetime) -> None:
    """Whoever knew the old password is out, and a lock after wrong ones is over: this is the way back in."""
    account = key_account(session, key)
    account.password_hash = password_hash
    end_sign_ins(session, account.id)
    end_links_of(session, account.id, real_now=real_now)
    forget_all_failures(session, account.realm, account.login)
    actor = f"staff:{account.staff_id}"
    announce_to_staff(session, "staff_password_changed", account, now=now)
    record(session, actor=actor, act="reset_password", object_=f"account:{account.id}", now=now)
