"""National holidays of Japan: the `holidays` library, overruled by imported official dates; reads no files.

The rest of 29 December to 3 January and an office's own closing days belong to calendars/office_days.py.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache, partial
from importlib import util
from pathlib import Path

import holidays

LIBRARY_SOURCE = "holidays"
# The library also computes years that nobody has announced yet. The Cabinet Office names the dates of the
# next year in early February (those of 2027 on 2 February 2026), so this constant moves on once a year.
LIBRARY_OFFICIAL_UNTIL = date(2027, 12, 31)
# Holidays start with the act of 1948; after 2099 the library answers "no holidays" without an error.
_LIBRARY_YEARS = range(1949, 2100)
_SPARE_DAYS = 60


def _japan() -> partial[holidays.HolidayBase]:
    """The library's calendar of Japan without its package, which would load those of 250 other countries.

    They are 9 MiB and a tenth of a second in every process. The file itself names what it needs by full names.
    """
    path = Path(str(holidays.__file__)).parent / "countries" / "japan.py"
    spec = util.spec_from_file_location("calendars.japan_of_the_library", path)
    if spec is None or spec.loader is None:
        raise ImportError(f"no calendar of Japan at {path}", path=str(path))
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return partial(module.Japan, language="ja")


_JAPAN = _japan()


class UnknownHolidaysError(ValueError):
    """Neither the library nor an import knows the national holidays of `year`."""

    def __init__(self, year: int) -> None:
        super().__init__(
            f"national holidays of {year} are unknown: the library covers"
            f" {_LIBRARY_YEARS.start} to {_LIBRARY_YEARS.stop - 1}; import the official dates first"
        )
        self.year = year


@dataclass(frozen=True)
class NationalHoliday:
    """One holiday with its Japanese name and where the date comes from."""

    day: date
    name: str
    source: str


class NationalHolidays:
    """The national holidays in force.

    For every year between the first and the last year of the import only imported dates count.
    """

    def __init__(self, imported: Iterable[NationalHoliday] = ()) -> None:
        self._imported = _by_year(imported)
        self._imported_years = _from_first_to_last(self._imported)

    def name(self, day: date) -> str | None:
        """The name of the holiday on `day`, None on any other day; raises UnknownHolidaysError."""
        holiday = self._year(day.year).get(day)
        return holiday.name if holiday else None

    def of_year(self, year: int) -> tuple[NationalHoliday, ...]:
        """The holidays of a year in order; raises UnknownHolidaysError."""
        return tuple(holiday for _, holiday in sorted(self._year(year).items()))

    @property
    def official_until(self) -> date:
        """The last day up to which every date has been announced; a year of the import counts to its end."""
        if not self._imported_years:
            return LIBRARY_OFFICIAL_UNTIL
        return max(LIBRARY_OFFICIAL_UNTIL, date(self._imported_years.stop - 1, 12, 31))

    def runs_out(self, today: date, window_days: int) -> bool:
        """Whether official dates cover less than the booking window and 60 days more (rules.md#health)."""
        return self.official_until < today + timedelta(days=window_days + _SPARE_DAYS)

    def _year(self, year: int) -> dict[date, NationalHoliday]:
        if year in self._imported_years:
            return self._imported.get(year, {})
        return _library_year(year)


def _by_year(holidays: Iterable[NationalHoliday]) -> dict[int, dict[date, NationalHoliday]]:
    years: dict[int, dict[date, NationalHoliday]] = {}
    for holiday in holidays:
        years.setdefault(holiday.day.year, {})[holiday.day] = holiday
    return years


def _from_first_to_last(years: Iterable[int]) -> range:
    known = sorted(years)
    return range(known[0], known[-1] + 1) if known else range(0)


@lru_cache(maxsize=len(_LIBRARY_YEARS))
def _library_year(year: int) -> dict[date, NationalHoliday]:
    if year not in _LIBRARY_YEARS:
        raise UnknownHolidaysError(year)
    return {
        day: NationalHoliday(day, name, LIBRARY_SOURCE) for day, name in _JAPAN(years=year).items() if day.year == year
    }
