"""Recognises the owner of an account as somebody whom a counter has registered: by mail address and birth date."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.audit.record import record
from booking.people.opening.give import give_my_page
from booking.people.opening.who import lock_registered
from booking.people.refusals import NotRecognised
from booking.tables import Account
from database.afresh import read_afresh
from database.transactions import transact

# Wrong birth dates of one account: whoever reads somebody else's mailbox opens no my-page by guessing.
MOST_TRIES = 5


def recognise(account_id: int, birth_date: date, *, now: datetime) -> int:
    """Give the account the my-page of who is registered with its address and this birth date; answer the seeker's id.

    An account that has its seeker already answers that one.

    Raises:
        NotRecognised: nobody is registered so. The try was counted.
        AlreadyOpened: somebody has opened the my-page with another address at this moment.
    """
    found = transact(lambda session: _recognise(session, account_id, birth_date, now))
    if isinstance(found, NotRecognised):
        raise found
    return found


def _recognise(session: Session, account_id: int, birth_date: date, now: datetime) -> int | NotRecognised:
    """The refusal is answered, not raised: the count of tries is to stay."""
    account = read_afresh(session, select(Account).where(Account.id == account_id).with_for_update()).one()
    if account.seeker_id is not None:
        return account.seeker_id
    if account.wrong_birth_dates >= MOST_TRIES:
        return NotRecognised(None, 0)
    seeker_id = lock_registered(session, account.login, birth_date)
    if seeker_id is None:
        account.wrong_birth_dates += 1
        return NotRecognised(None, MOST_TRIES - account.wrong_birth_dates)
    give_my_page(session, account, seeker_id)
    record(session, actor=f"seeker:{seeker_id}", act="open_my_page", object_=f"account:{account.id}", now=now)
    return seeker_id
