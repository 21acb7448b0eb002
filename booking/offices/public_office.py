"""An office as everybody may see it."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.availability.procedures import rules_of
from booking.core.codes import is_code
from booking.offices.staff_offices import procedures_of_offices
from booking.tables import Office, Procedure


def office_by_code(session: Session, code: str) -> Office | None:
    """The office, whether or not it has ended."""
    return session.scalar(select(Office).where(Office.code == code)) if is_code(code) else None


def procedures_offered(session: Session, office: Office, *, today: date) -> Sequence[Procedure]:
    """What can be booked there, 職業相談 first; nothing that has ended."""
    procedures = procedures_of_offices(session, office_ids=[office.id])
    return [one for one in procedures if not rules_of(session, one).ended_on(today)]
