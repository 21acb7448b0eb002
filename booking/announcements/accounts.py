"""Which change of an account becomes which message. An account without a my-page has no inbox, and is told nothing.

Locks are told to staff as well, by mail.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from booking.announcements.announce import announce, posting
from booking.announcements.staff import announce_to_staff
from booking.tables import Account, ApiToken, Closure, RecordCorrection, RecordMerge
from calendars.office_time import day_of


def announce_token(session: Session, kind: str, token: ApiToken, *, now: datetime) -> None:
    """Tell a seeker that a program may use the account from now on (`token_made`), or no more (`token_ended`)."""
    seeker_id = session.get_one(Account, token.account_id).seeker_id
    if seeker_id is None:
        return
    about = f"token:{token.id}"
    tell_of_account(
        session, seeker_id, kind, fact=f"{kind}:{about}", about=about, references={"token": token.id}, now=now
    )


def announce_locked(session: Session, account_id: int, *, now: datetime) -> None:
    """Tell the owner that somebody mistyped the password until the lock; once a day: nobody floods a mailbox so."""
    _tell_of_lock(session, account_id, "sign_in_locked", now=now)


def announce_code_locked(session: Session, account_id: int, *, now: datetime) -> None:
    """Tell the owner that somebody who knows the password mistyped the code after it until the lock; once a day."""
    _tell_of_lock(session, account_id, "code_locked", now=now)


def _tell_of_lock(session: Session, account_id: int, kind: str, *, now: datetime) -> None:
    account = session.get_one(Account, account_id)
    if account.staff_id is not None:
        announce_to_staff(session, f"staff_{kind}", account, once=str(day_of(now)), now=now)
    elif account.seeker_id is not None:
        tell_of_account(session, account.seeker_id, kind, fact=f"{kind}:{day_of(now)}", now=now)


def announce_browsers_ended(session: Session, seeker_id: int, *, now: datetime) -> None:
    """Tell a seeker that my-page signed other browsers out; it may not have been the seeker."""
    tell_of_account(session, seeker_id, "browsers_ended", fact=f"browsers_ended:{now.isoformat()}", now=now)


def announce_email_changed(session: Session, correction: RecordCorrection, *, now: datetime) -> None:
    """Tell a seeker that staff changed the mail address, and in the inbox why; each time, for mail goes to the new one.

    Nothing goes to the old one: where it was mistyped it may be a stranger's, who would learn that somebody looks for
    work there, and no message row keeps an address (rules.md#secrets). A mail about an earlier change stays unsent.
    """
    fact, references = f"email_changed:{now.isoformat()}", {"correction": correction.id}
    tell_of_account(session, correction.seeker_id, "email_changed", fact=fact, references=references, now=now)


def announce_own_email_changed(session: Session, seeker_id: int, *, now: datetime) -> None:
    """Tell a seeker, at the new address, that my-page has it from now on; the old one is told by a mail of its own."""
    tell_of_account(session, seeker_id, "own_email_changed", fact=f"own_email_changed:{now.isoformat()}", now=now)


def announce_email_put_back(session: Session, seeker_id: int, *, now: datetime) -> None:
    """Tell a seeker that a change of the mail address was taken back, and how to get in again."""
    tell_of_account(session, seeker_id, "email_put_back", fact=f"email_put_back:{now.isoformat()}", now=now)


def announce_left(session: Session, seeker_id: int, *, now: datetime) -> None:
    """Tell a seeker that they have left; each time, for they may come back, and it may not have been the seeker."""
    tell_of_account(session, seeker_id, "left", fact=f"left:{now.isoformat()}", now=now)


def announce_password_changed(session: Session, seeker_id: int, *, now: datetime) -> None:
    """Tell a seeker that my-page has a new password; each time, for it may not have been the seeker."""
    tell_of_account(session, seeker_id, "password_changed", fact=f"password_changed:{now.isoformat()}", now=now)


def announce_identity(session: Session, kind: str, account_id: int, *, now: datetime) -> None:
    """Tell a seeker that a provider's sign-in opens my-page from now on (`identity_linked`), or no more; each time."""
    seeker_id = session.get_one(Account, account_id).seeker_id
    if seeker_id is not None:
        tell_of_account(session, seeker_id, kind, fact=f"{kind}:{now.isoformat()}", now=now)


def announce_record_corrected(session: Session, correction: RecordCorrection, *, now: datetime) -> None:
    """Tell a seeker which fields of the record staff have corrected, and why; not what they hold."""
    fact = f"record_corrected:{correction.id}"
    references = {"correction": correction.id}
    tell_of_account(session, correction.seeker_id, "record_corrected", fact=fact, references=references, now=now)


def announce_merge(session: Session, kind: str, merge: RecordMerge, *, now: datetime) -> None:
    """Tell a seeker that two records are one now (`records_merged`), or two again (`records_parted`)."""
    about = f"merge:{merge.id}"
    references = {"merge": merge.id}
    tell_of_account(session, merge.kept_id, kind, fact=f"{kind}:{about}", about=about, references=references, now=now)


def announce_access_ended(session: Session, seeker_id: int, *, now: datetime) -> None:
    """Tell a seeker that staff have signed out every browser, and ended calendar addresses and tokens."""
    tell_of_account(session, seeker_id, "access_ended", fact=f"access_ended:{now.isoformat()}", now=now)


def announce_my_page_closed(session: Session, closure: Closure, *, now: datetime) -> None:
    """Tell a seeker that nobody gets in to my-page; by mail, since the inbox cannot be read meanwhile."""
    _tell_closure(session, "my_page_closed", closure, now=now)


def announce_my_page_reopened(session: Session, closure: Closure, *, now: datetime) -> None:
    """Tell a seeker that my-page can be used again; a mail about the closure that has not gone out stays unsent."""
    _tell_closure(session, "my_page_reopened", closure, now=now)


def _tell_closure(session: Session, kind: str, closure: Closure, *, now: datetime) -> None:
    about = f"closure:{closure.id}"
    references = {"closure": closure.id}
    tell_of_account(
        session, closure.seeker_id, kind, fact=f"{kind}:{about}", about=about, references=references, now=now
    )


def tell_of_account(
    session: Session,
    seeker_id: int,
    kind: str,
    *,
    fact: str,
    about: str | None = None,
    references: dict[str, int] | None = None,
    now: datetime,
) -> None:
    """Post a message to go out at once, about the seeker if about nothing else."""
    about, references = about or f"seeker:{seeker_id}", {"seeker": seeker_id, **(references or {})}
    announce(session, posting(session, kind, seeker_id, about=about, fact=fact, references=references, now=now))
