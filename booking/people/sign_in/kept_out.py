"""Whom nobody lets in any more, however they show who they are: only who has shown it is told."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.people.closed import refuse_if_closed
from booking.people.refusals import AccountDisabled
from booking.tables import Account, Staff


def refuse_if_kept_out(session: Session, account_id: int) -> None:
    """Let the account's owner come in, or say why not.

    Raises:
        MyPageClosed: staff have closed this my-page.
        AccountDisabled: a colleague in charge has disabled this account of staff.
    """
    refuse_if_closed(session, account_id)
    if is_disabled(session, account_id):
        raise AccountDisabled(None)


def is_disabled(session: Session, account_id: int) -> bool:
    """Whether it is the account of somebody of staff who left, or comes no more."""
    active = select(Staff.active).join(Account, Account.staff_id == Staff.id).where(Account.id == account_id)
    return session.scalar(active) is False
