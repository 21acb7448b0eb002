"""Every closing day that is not an office's own has a name in the reader's language."""

from booking.core.texts.holidays import closing_name
from booking.core.texts.languages import Language, speaking
from calendars.holidays import NationalHolidays


def test_every_holiday_of_twelve_years_has_an_english_name() -> None:
    names = {holiday.name for year in range(2024, 2036) for holiday in NationalHolidays().of_year(year)}
    with speaking(Language.ENGLISH):
        assert {name for name in names if closing_name(name) == name} == set()


def test_what_an_office_calls_its_own_day_stays() -> None:
    with speaking(Language.ENGLISH):
        assert closing_name("設備点検") == "設備点検"
