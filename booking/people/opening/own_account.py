"""The row of an account that its owner opens: made anew, or the one that waited for a registration."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.people.opening.consents import keep_consents
from booking.people.opening.draft import Draft
from booking.people.refusals import AlreadyOpened
from booking.people.sign_in.locks import forget_all_failures
from booking.people.sign_in.signed_in import end_sign_ins
from booking.tables import Account, Realm
from database.afresh import read_afresh


def new_account(session: Session, draft: Draft, password_hash: str, *, real_now: datetime) -> Account:
    """An account with the address of the draft. Of two at once the table's constraint lets one through.

    Raises:
        AlreadyOpened: somebody signs in with this address.
    """
    if _of_address(session, draft.address) is not None:
        raise AlreadyOpened(None)
    account = Account(realm=Realm.MY_PAGE, login=draft.address, password_hash=password_hash, opened_at=real_now)
    session.add(account)
    session.flush()
    return _agreed(session, account, draft)


def account_for_registered(session: Session, draft: Draft, password_hash: str, *, real_now: datetime) -> Account:
    """The same for somebody whom a counter has registered, who may have opened an account online before.

    That one gets the new password, and every browser is signed out of it.

    Raises:
        AlreadyOpened: the account of this address is a my-page.
    """
    waiting = _of_address(session, draft.address)
    if waiting is None:
        return new_account(session, draft, password_hash, real_now=real_now)
    if waiting.seeker_id is not None:
        raise AlreadyOpened(None)
    waiting.password_hash = password_hash
    end_sign_ins(session, waiting.id)
    return _agreed(session, waiting, draft)


def _agreed(session: Session, account: Account, draft: Draft) -> Account:
    keep_consents(session, account.id, draft.agreement)
    forget_all_failures(session, account.realm, account.login)
    return account


def _of_address(session: Session, address: str) -> Account | None:
    query = select(Account).where(Account.realm == Realm.MY_PAGE, Account.login == address).with_for_update()
    return read_afresh(session, query).one_or_none()
