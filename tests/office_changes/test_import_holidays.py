"""Official holidays of the Cabinet Office take precedence over the library's."""

from datetime import timedelta

import pytest
from flask import Flask

from booking.availability.holidays import national_holidays
from booking.availability.refusals import OnClosingDay
from booking.bookings.book import book
from booking.bookings.hold import hold
from booking.core.fates import Fate
from booking.office_changes.holiday_impact import concerned_offices, planned_holidays, with_years_of
from booking.office_changes.impact import impact_of
from booking.office_changes.import_holidays import import_holidays
from booking.office_changes.refusals import ImpactChanged
from booking.tables import AuditLine, DecidedBooking, Hold, ImportedHoliday, OfficeChange
from calendars.holidays import NationalHoliday, NationalHolidays
from database.base import db
from notifier.tables import Message
from tests.bookings.builders import all_of, how_many, the_booking, web_request
from tests.bookings.town_bookings import everybody
from tests.days import day
from tests.town import FRIDAY_MORNING, MISAKI, TARO, office_time, seeker_id

pytestmark = pytest.mark.any_engine

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
    book(web_request(TARO, starts="2026-12-03 11:00"), now=FRIDAY_MORNING)
    take(named("特別な祝日"))
    with pytest.raises(OnClosingDay):
        book(web_request(MISAKI, starts="2026-12-02 10:00"), now=FRIDAY_MORNING)


@pytest.mark.each_engine
def test_a_holiday_over_a_booking_is_refused_until_somebody_decides(app: Flask) -> None:
    number = book(web_request(TARO, starts="2026-12-02 11:00"), now=FRIDAY_MORNING)
    with pytest.raises(ImpactChanged) as refused:
        take(named("特別な祝日"))
    assert refused.value.numbers == (number,)
    assert (how_many(ImportedHoliday), [message.kind for message in all_of(Message)]) == (0, ["booked"])


@pytest.mark.each_engine
@pytest.mark.parametrize(("fate", "kind"), [(Fate.KEPT, "kept"), (Fate.CANCELLED, "cancelled")])
def test_each_office_gets_what_was_decided_and_a_list_to_call(app: Flask, fate: Fate, kind: str) -> None:
    number = book(web_request(TARO, starts="2026-12-02 11:00"), now=FRIDAY_MORNING)
    holidays = [*OF_2026, named("特別な祝日")]
    before, after = national_holidays(db.session()), with_years_of(db.session(), holidays)
    (office,) = concerned_offices(db.session(), [WED_2_DECEMBER], now=FRIDAY_MORNING)
    planned = planned_holidays(db.session(), office, before=before, after=after)
    decision = everybody(impact_of(db.session(), planned, now=FRIDAY_MORNING), fate)
    db.session.rollback()
    outcomes = import_holidays(holidays, actor="operator:command", now=FRIDAY_MORNING, decisions={"omura": decision})
    assert set(outcomes) == {"omura"}
    assert [message.kind for message in all_of(Message)] == ["booked", kind]
    (change,) = all_of(OfficeChange)
    assert (change.act, change.made_by, change.office_id) == ("import_holidays", "operator:command", office.id)
    assert [(one.booking_id, one.fate) for one in all_of(DecidedBooking)] == [(the_booking(number).id, fate)]
    assert national_holidays(db.session()).name(WED_2_DECEMBER) == "特別な祝日"


def test_a_hold_on_a_new_holiday_ends(app: Flask) -> None:
    hold("omura-soudan", office_time("2026-12-02 10:00"), seeker_id=seeker_id(MISAKI), now=FRIDAY_MORNING)
    take(named("特別な祝日"))
    (held,) = all_of(Hold)
    assert held.ended_at is not None


def test_other_years_are_left_to_the_library(app: Flask) -> None:
    take(named("特別な祝日"))
    assert national_holidays(db.session()).name(day("2027-11-23 Tue")) == "勤労感謝の日"


@pytest.mark.each_engine
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
