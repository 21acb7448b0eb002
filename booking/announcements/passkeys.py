"""News of somebody's passkeys, who may not have done it: a message to a seeker, a mail to staff."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from booking.announcements.accounts import tell_of_account
from booking.announcements.staff import announce_to_staff
from booking.tables import Account
from calendars.office_time import day_of


class PasskeyNews(StrEnum):
    """What became of a passkey."""

    MADE = "passkey_made"
    REMOVED = "passkey_removed"
    COPIED = "passkey_copied"


def announce_passkey(session: Session, news: PasskeyNews, account: Account, passkey_id: int, *, now: datetime) -> None:
    """Tell the owner; of a copy once a day, so that whoever holds it floods no mailbox.

    An account before the registration has no inbox, and is told nothing.
    """
    once = f"{passkey_id}:{day_of(now)}" if news is PasskeyNews.COPIED else f"{passkey_id}"
    if account.staff_id is not None:
        announce_to_staff(session, f"staff_{news}", account, once=once, now=now)
    elif account.seeker_id is not None:
        tell_of_account(session, account.seeker_id, news, fact=f"{news}:{once}", now=now)
