"""Takes official holidays into the database; the years of the file are replaced whole."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from booking.actions.auditing import record
from booking.models import ImportedHoliday, Office
from calendars.holidays import NationalHoliday
from database.transactions import transact


def import_holidays(holidays: Sequence[NationalHoliday], *, actor: str, now: datetime) -> None:
    """Replace the imported dates from the first to the last year of `holidays`."""
    transact(lambda session: _import(session, holidays, actor, now))


def _import(session: Session, holidays: Sequence[NationalHoliday], actor: str, now: datetime) -> None:
    years = [holiday.day.year for holiday in holidays]
    first, last = date(min(years), 1, 1), date(max(years), 12, 31)
    session.execute(delete(ImportedHoliday).where(ImportedHoliday.day.between(first, last)))
    session.add_all(
        ImportedHoliday(day=holiday.day, name=holiday.name, source=holiday.source, imported_at=now)
        for holiday in holidays
    )
    # Every office counts its days anew.
    session.execute(update(Office).values(version=Office.version + 1, revised_at=now))
    record(session, actor=actor, act="import_holidays", object_=f"years:{min(years)}-{max(years)}", now=now)
