"""Whom an address means: an account that is there, and who has been registered with it at a counter."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.availability.locks import lock_seeker
from booking.people.closed import is_closed
from booking.people.merged import is_merged
from booking.tables import Account, Realm, Seeker


@dataclass(frozen=True)
class AccountOfAddress:
    """The account that signs in to my-page with an address; without a seeker before the registration."""

    id: int
    seeker_id: int | None


def account_of(session: Session, address: str) -> AccountOfAddress | None:
    """The account of this address (as it is kept) at the my-page's door."""
    query = select(Account.id, Account.seeker_id).where(Account.realm == Realm.MY_PAGE, Account.login == address)
    found = session.execute(query).one_or_none()
    return AccountOfAddress(found.id, found.seeker_id) if found else None


def registered_at_counter(session: Session, address: str, birth_date: date) -> int | None:
    """The one seeker of this address and birth date whose my-page nobody has opened yet.

    None if staff let nobody in; and if there are two, such as twins who share a mailbox: whose it is, only the
    counter can tell.
    """
    query = (
        select(Seeker.id)
        .outerjoin(Account, Account.seeker_id == Seeker.id)
        .where(
            Seeker.email == address,
            Seeker.birth_date == birth_date,
            Account.id.is_(None),
            ~is_closed(Seeker.id),
            ~is_merged(Seeker.id),
            Seeker.left_at.is_(None),
        )
        .limit(2)
    )
    found = session.scalars(query).all()
    return found[0] if len(found) == 1 else None


def lock_registered(session: Session, address: str, birth_date: date) -> int | None:
    """The same once the record is locked, so that no office closes or merges it meanwhile."""
    found = registered_at_counter(session, address, birth_date)
    if found is None:
        return None
    lock_seeker(session, found)
    return found if registered_at_counter(session, address, birth_date) == found else None


def is_known_at_counter(session: Session, address: str) -> bool:
    """Whether anybody is registered with this address whose my-page nobody has opened yet."""
    query = select(Seeker.id).outerjoin(Account, Account.seeker_id == Seeker.id)
    return session.scalar(query.where(Seeker.email == address, Account.id.is_(None)).limit(1)) is not None
