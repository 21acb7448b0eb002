"""The offices of which one is chosen for the registration."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from booking.tables import Office


def offices_to_choose(session: Session, *, today: date) -> Mapping[str, str]:
    """The names of the offices that have not ended, by code, in their order."""
    lasting = or_(Office.ends_on.is_(None), Office.ends_on > today)
    return dict(session.execute(select(Office.code, Office.name).where(lasting).order_by(Office.name)).all())


def codes_of_offices(session: Session, *, today: date) -> frozenset[str]:
    """The codes of the offices that have not ended."""
    return frozenset(offices_to_choose(session, today=today))
