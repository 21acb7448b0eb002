"""Official holidays of the Cabinet Office take precedence over the library's."""

from datetime import timedelta

import pytest
from flask import Flask

from booking.actions.book import book
from booking.actions.import_holidays import import_holidays
from booking.errors import OnClosingDay
from booking.models import AuditLine, ImportedHoliday
from booking.queries.holidays import national_holidays
from calendars.holidays import NationalHoliday, NationalHolidays
from database.base import db
from tests.actions.builders import all_of, how_many, web_request
from tests.days import day
from tests.town import FRIDAY_MORNING, MISAKI, TARO, office_time

WED_2_DECEMBER = day("2026-12-02 Wed")
OF_2026 = NationalHolidays().of_year(2026)


def take(*more: NationalHoliday, minutes: int = 0) -> None:
    """Import the holidays of 2026 and `more`."""
    import_holidays([*OF_2026, *more], actor="staff:1", now=FRIDAY_MORNING + timedelta(minutes=minutes))
    db.session.rollback()


def named(name: str) -> NationalHoliday:
    return NationalHoliday(WED_2_DECEMBER, name, "syukujitsu.csv")


def test_without_an_import_the_library_is_asked(app: Flask) -> None:
    assert national_holidays(db.session()).name(day("2026-11-23 Mon")) == "勤労感謝の日"


def test_an_imported_holiday_closes_the_office(app: Flask) -> None:
    take(named("特別な祝日"))
    with pytest.raises(OnClosingDay) as refused:
        book(web_request(starts="2026-12-02 10:00"), now=office_time("2026-11-20 10:00"))
    assert refused.value.closing == "特別な祝日"


def test_an_import_counts_at_once_for_rules_that_were_read_before(app: Flask) -> None:
    book(web_request(TARO, starts="2026-12-02 11:00"), now=FRIDAY_MORNING)
    take(named("特別な祝日"))
    with pytest.raises(OnClosingDay):
        book(web_request(MISAKI, starts="2026-12-02 10:00"), now=FRIDAY_MORNING)


def test_other_years_are_left_to_the_library(app: Flask) -> None:
    take(named("特別な祝日"))
    assert national_holidays(db.session()).name(day("2027-11-23 Tue")) == "勤労感謝の日"


def test_a_second_import_replaces_the_years_of_the_file(app: Flask) -> None:
    take(named("特別な祝日"))
    assert national_holidays(db.session()).name(WED_2_DECEMBER) == "特別な祝日"
    take(minutes=1)
    assert national_holidays(db.session()).name(WED_2_DECEMBER) is None
    assert how_many(ImportedHoliday) == len(OF_2026)


def test_an_import_is_audited(app: Flask) -> None:
    take()
    *_, line = all_of(AuditLine)
    assert (line.actor, line.act, line.object) == ("staff:1", "import_holidays", "years:2026-2026")
