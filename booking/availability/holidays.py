"""National holidays as this installation knows them: the library's and those imported from the Cabinet Office."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from booking.tables import ImportedHoliday
from calendars.holidays import NationalHoliday, NationalHolidays

_LIBRARY_ONLY = NationalHolidays()

# Built once: it is asked for most of what is shown.
_STAMP = select(func.count(), func.max(ImportedHoliday.imported_at))


@dataclass(frozen=True)
class _Built:
    """A calendar, under the stamp of the import from which it was built."""

    stamp: tuple[object, ...]
    calendar: NationalHolidays


# Built last: a thousand rows are not read anew for every page, and an import by another process shows at once.
_last: list[_Built] = [_Built((), _LIBRARY_ONLY)]


def national_holidays(session: Session) -> NationalHolidays:
    """The holidays in force; imported dates come first for the years that they cover."""
    count, imported_at = session.execute(_STAMP).one()
    if not count:
        return _LIBRARY_ONLY
    stamp = (str(session.get_bind().engine.url), count, imported_at)
    built = _last[0]
    if built.stamp != stamp:
        rows = session.scalars(select(ImportedHoliday))
        calendar = NationalHolidays(NationalHoliday(row.day, row.name, row.source) for row in rows)
        built = _last[0] = _Built(stamp, calendar)
    return built.calendar
