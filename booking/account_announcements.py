"""Which change of an account becomes which message. An account without a my-page has no inbox, and is told nothing."""

from datetime import datetime

from sqlalchemy.orm import Session

from booking.announcements import MAIL, seeker_inbox
from booking.models import Account, ApiToken
from calendars.office_time import day_of
from notifier.outbox import post


def announce_token(session: Session, kind: str, token: ApiToken, *, now: datetime) -> None:
    """Tell a seeker that a program may use the account from now on (`token_made`), or no more (`token_ended`)."""
    seeker_id = session.get_one(Account, token.account_id).seeker_id
    if seeker_id is None:
        return
    about = f"token:{token.id}"
    post(
        session,
        recipient=seeker_inbox(seeker_id),
        kind=kind,
        fact=f"{kind}:{about}",
        about=about,
        references={"seeker": seeker_id, "token": token.id},
        deliveries={MAIL: now},
        now=now,
    )


def announce_locked(session: Session, account_id: int, *, now: datetime) -> None:
    """Tell a seeker that somebody mistyped the password until the lock; once a day, so that nobody floods a mailbox."""
    seeker_id = session.get_one(Account, account_id).seeker_id
    if seeker_id is None:
        return
    post(
        session,
        recipient=seeker_inbox(seeker_id),
        kind="sign_in_locked",
        fact=f"sign_in_locked:{day_of(now)}",
        about=f"seeker:{seeker_id}",
        references={"seeker": seeker_id},
        deliveries={MAIL: now},
        now=now,
    )
