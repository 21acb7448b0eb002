"""Makes an account the my-page of a seeker: every door ends here."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.availability.locks import lock_seeker
from booking.people.refusals import AlreadyOpened
from booking.tables import Account


def give_my_page(session: Session, account: Account, seeker_id: int) -> None:
    """From now on the account is the seeker's my-page, and mail goes to the address with which one signs in.

    The caller has locked the account, or has just made it. Of two who open a my-page for one seeker at once, or give
    two seekers to one account, the table's constraints let one through.

    Raises:
        AlreadyOpened: the seeker has a my-page.
    """
    seeker = lock_seeker(session, seeker_id)
    refuse_if_opened(session, seeker_id)
    account.seeker_id = seeker.id
    seeker.email, seeker.my_page_opened = account.login, True
    session.flush()


def refuse_if_opened(session: Session, seeker_id: int) -> None:
    """Raise AlreadyOpened if the seeker, who is locked, has a my-page."""
    if session.scalar(select(Account.id).where(Account.seeker_id == seeker_id)) is not None:
        raise AlreadyOpened(None)
