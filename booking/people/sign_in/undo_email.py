"""Takes back a change of the mail address, from the address that was there before: it was somebody else.

Moments called `real_now` are real time, `now` is the office's clock.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.announcements.accounts import announce_email_put_back
from booking.audit.record import record
from booking.availability.locks import lock_seeker
from booking.core.keys import DataKeys, token_hash
from booking.people.account_keys.make import address_and_key
from booking.people.account_keys.refusals import KeyEnded
from booking.people.account_keys.spend import spend_link
from booking.people.sign_in.change_login import change_login, end_changes
from booking.people.sign_in.linked_identity import end_link
from booking.people.sign_in.locks import forget_all_failures
from booking.people.sign_in.mail_codes import forget_codes
from booking.people.sign_in.ways_in import end_every_way_in
from booking.tables import Account, AccountKey, KeyPurpose, Office, Seeker


def undo_change(token: str, *, keys: DataKeys, now: datetime, real_now: datetime) -> None:
    """Put the address back to which this link was mailed, and let nobody in before a new password is set.

    Whoever changed the address knew the password: it fits no more, and every browser is signed out. Calendar addresses,
    tokens and keys end too, which they may have made meanwhile, and so do the links of other changes.

    Raises:
        KeyEnded: the link is none, or not good any more.
        EmailTaken: meanwhile somebody else signs in with the address.
    """
    spend_link(
        token,
        purpose=KeyPurpose.UNDO_EMAIL,
        real_now=real_now,
        act=lambda session, key: _put_back(session, key, keys, now, real_now),
    )


def office_of_link(session: Session, token: str) -> Office | None:
    """Whom to call about the change, also when the link is no good any more; None for a link that never was one."""
    return session.scalar(
        select(Office)
        .join(Seeker, Seeker.office_id == Office.id)
        .join(Account, Account.seeker_id == Seeker.id)
        .join(AccountKey, AccountKey.account_id == Account.id)
        .where(AccountKey.key_hash == token_hash(token), AccountKey.purpose == KeyPurpose.UNDO_EMAIL)
    )


def _put_back(session: Session, key: AccountKey, keys: DataKeys, now: datetime, real_now: datetime) -> None:
    old = address_and_key(key, keys)
    account = session.get_one(Account, key.account_id)
    if old is None or account.seeker_id is None:
        raise KeyEnded(None)
    seeker = lock_seeker(session, account.seeker_id)
    change_login(session, seeker, old[0])
    session.refresh(account)
    account.password_hash = None
    end_every_way_in(session, seeker.id, now=now, real_now=real_now)  # calendar addresses may be the intruder's
    forget_all_failures(session, account.realm, account.login)
    forget_codes(session, account.id)
    end_link(session, account.id, actor=f"seeker:{seeker.id}", now=now)
    announce_email_put_back(session, seeker.id, now=now)
    record(session, actor=f"seeker:{seeker.id}", act="undo_email", object_=f"seeker:{seeker.id}", now=now, email=True)
    end_changes(session, account.id)
