"""Staff correct a seeker's mail address, by which the seeker is written to and signs in to my-page."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.announcements.accounts import announce_email_changed
from booking.audit.record import record
from booking.availability.locks import lock_seeker
from booking.people.refusals import EmailTaken, MyPageNotOpened
from booking.people.sign_in.change_login import change_login, end_changes
from booking.tables import Account
from database.transactions import transact


def correct_email(seeker_id: int, address: str, *, actor: str, now: datetime) -> bool:
    """Write to `address` (as `read_mail_address` has it) from now on; False, and no message, if it was so already.

    What waits in the outbox goes there as well. The password and the browsers that are signed in stay as they are.

    Raises:
        MyPageNotOpened: there is no address to correct; the first one is registered when my-page is opened.
        EmailTaken: somebody else signs in with it. Nothing was changed, and the audit log notes who now knows.
    """
    try:
        return transact(lambda session: _correct(session, seeker_id, address, actor, now))
    except EmailTaken:
        transact(lambda session: _record_refusal(session, seeker_id, actor, now))
        raise


def _correct(session: Session, seeker_id: int, address: str, actor: str, now: datetime) -> bool:
    seeker = lock_seeker(session, seeker_id)
    if not seeker.email or not seeker.my_page_opened:
        raise MyPageNotOpened(None)
    if seeker.email == address:
        return False
    change_login(session, seeker, address)
    _end_changes(session, seeker_id)
    announce_email_changed(session, seeker_id, now=now)
    record(session, actor=actor, act="correct_email", object_=f"seeker:{seeker_id}", now=now, email=True)
    return True


def _record_refusal(session: Session, seeker_id: int, actor: str, now: datetime) -> None:
    """Record the refusal in a transaction of its own, as it rolled back the other. The address is noted nowhere."""
    object_ = f"seeker:{seeker_id}"
    record(session, actor=actor, act="fail_to_correct_email", object_=object_, now=now, refused="email_taken")


def _end_changes(session: Session, seeker_id: int) -> None:
    """What the office was told is newer: no key and no link that was mailed before changes the address any more."""
    account_id = session.scalar(select(Account.id).where(Account.seeker_id == seeker_id))
    if account_id is not None:
        end_changes(session, account_id)
