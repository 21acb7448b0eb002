"""What tests of reads look up first."""

from collections.abc import Collection

from sqlalchemy import select

from booking.tables import Office
from database.base import db


def offices(*codes: str) -> Collection[int]:
    """The ids of these offices."""
    return db.session.scalars(select(Office.id).where(Office.code.in_(codes))).all()
