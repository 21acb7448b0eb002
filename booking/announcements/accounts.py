"""Which change of an account becomes which message. An account without a my-page has no inbox, and is told nothing."""

from datetime import datetime

from sqlalchemy.orm import Session

from booking.announcements.announce import announce, posting
from booking.tables import Account, ApiToken
from calendars.office_time import day_of


def announce_token(session: Session, kind: str, token: ApiToken, *, now: datetime) -> None:
    """Tell a seeker that a program may use the account from now on (`token_made`), or no more (`token_ended`)."""
    seeker_id = session.get_one(Account, token.account_id).seeker_id
    if seeker_id is None:
        return
    about = f"token:{token.id}"
    _tell(session, seeker_id, kind, fact=f"{kind}:{about}", about=about, references={"token": token.id}, now=now)


def announce_locked(session: Session, account_id: int, *, now: datetime) -> None:
    """Tell a seeker that somebody mistyped the password until the lock; once a day, so that nobody floods a mailbox."""
    seeker_id = session.get_one(Account, account_id).seeker_id
    if seeker_id is not None:
        _tell(session, seeker_id, "sign_in_locked", fact=f"sign_in_locked:{day_of(now)}", now=now)


def announce_email_changed(session: Session, seeker_id: int, *, now: datetime) -> None:
    """Tell a seeker that staff changed the mail address; each time, for the mail goes to the new one.

    Nothing goes to the old one: where it was mistyped it may be a stranger's, who would learn that somebody looks for
    work there, and no message row keeps an address (rules.md#secrets). A mail about an earlier change stays unsent.
    """
    _tell(session, seeker_id, "email_changed", fact=f"email_changed:{now.isoformat()}", now=now)


def announce_own_email_changed(session: Session, seeker_id: int, *, now: datetime) -> None:
    """Tell a seeker, at the new address, that my-page has it from now on; the old one is told by a mail of its own."""
    _tell(session, seeker_id, "own_email_changed", fact=f"own_email_changed:{now.isoformat()}", now=now)


def announce_email_put_back(session: Session, seeker_id: int, *, now: datetime) -> None:
    """Tell a seeker that a change of the mail address was taken back, and how to get in again."""
    _tell(session, seeker_id, "email_put_back", fact=f"email_put_back:{now.isoformat()}", now=now)


def announce_password_changed(session: Session, seeker_id: int, *, now: datetime) -> None:
    """Tell a seeker that my-page has a new password; each time, for it may not have been the seeker."""
    _tell(session, seeker_id, "password_changed", fact=f"password_changed:{now.isoformat()}", now=now)


def _tell(
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
