"""A my-page's mail address: what is typed at the sign-in and where letters go are one and change together."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from booking.people.account_keys.make import end_keys
from booking.people.refusals import EmailTaken
from booking.tables import Account, KeyPurpose, Realm, Seeker


def change_login(session: Session, seeker: Seeker, address: str) -> None:
    """Let the seeker, whose row is locked, sign in with `address` (as it is kept) and be written to there.

    Keys that were mailed before set no password and open no second step any more: who reads the old mailbox, or the one
    to which the address was changed by somebody else, is the owner no longer.

    Two who want one address at once break the constraint of the table; the second is refused at the next try.

    Raises:
        EmailTaken: somebody else signs in with it.
    """
    logins = select(Account.seeker_id).where(Account.realm == Realm.MY_PAGE, Account.login == address)
    if session.scalar(logins) not in (None, seeker.id):
        raise EmailTaken(None)
    changed = update(Account).where(Account.seeker_id == seeker.id, Account.login != address).values(login=address)
    account_id = session.scalar(changed.returning(Account.id))
    if account_id is not None:
        end_keys(session, account_id, KeyPurpose.RESET, KeyPurpose.SIGN_IN)
    seeker.email = address


def end_changes(session: Session, account_id: int) -> None:
    """End what was asked for before: new addresses that nobody has confirmed, and ways back to old ones."""
    end_keys(session, account_id, KeyPurpose.CHANGE_EMAIL, KeyPurpose.UNDO_EMAIL)
