"""Takes the locks of design §5 in their order: office, seeker, then claims. SQLite's write lock stands for all."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.models import Office, Seeker


def share_office(session: Session, office_id: int) -> Office:
    """The office, kept from changing its days, times and desks until the transaction ends."""
    return session.scalars(select(Office).where(Office.id == office_id).with_for_update(read=True)).one()


def lock_office(session: Session, office_id: int) -> Office:
    """The office for a change of its days, times or desks: no booking goes on beside it."""
    return session.scalars(select(Office).where(Office.id == office_id).with_for_update()).one()


def lock_seeker(session: Session, seeker_id: int) -> Seeker:
    """The seeker, so that two tabs or web and phone at once are judged one after the other."""
    return session.scalars(select(Seeker).where(Seeker.id == seeker_id).with_for_update()).one()
