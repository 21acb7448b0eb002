"""The closings of an office as people list them: days on end with one reason are one line."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from booking.offices.file.shape import Office
from calendars.office_days import ClosingDay, OfficeDays

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Spell:
    """Closings on end that are alike; weekends and holidays between them do not part them."""

    closings: tuple[ClosingDay, ...]

    @property
    def first(self) -> ClosingDay:
        """The closing of its first day, alike to all others."""
        return self.closings[0]

    @property
    def last(self) -> date | None:
        """Its last day; None where it has only one."""
        return self.closings[-1].day if len(self.closings) > 1 else None


def coming_closings(office: Office, national_holiday: Callable[[date], str | None], *, today: date) -> Sequence[Spell]:
    """The closings of today and later, and those of every year."""
    days = [one for one in office.closing_days if one.every_year or one.day >= today]
    return [Spell(tuple(found)) for found in _spells(days, OfficeDays(national_holiday))]


def _spells(days: Sequence[ClosingDay], public: OfficeDays) -> list[list[ClosingDay]]:
    spells: list[list[ClosingDay]] = []
    for one in days:
        last = next((spell for spell in spells if _goes_on(spell[-1], one, public)), None)
        if last is None:
            spells.append([one])
        else:
            last.append(one)
    return spells


def _goes_on(before: ClosingDay, after: ClosingDay, public: OfficeDays) -> bool:
    """Whether nothing is held between the two, which are alike."""
    if _said(before) != _said(after) or before.day >= after.day:
        return False
    between = (before.day + n * _ONE_DAY for n in range(1, (after.day - before.day).days))
    return all(public.closing(day) is not None for day in between)


def _said(one: ClosingDay) -> tuple[object, ...]:
    return one.reason, one.every_year, one.closed_from, one.closed_until
