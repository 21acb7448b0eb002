"""The calendar's layout: weeks from Monday, one word a day."""

from datetime import date

from booking.availability.slot_days import slot_days
from booking.availability.slots import Lane, Taken, Timetable, WeeklyTimes
from booking.core.channels import Channel
from booking.web.seeker.days import CalendarDay, Month, first_open_day, month_of
from calendars.office_days import OfficeDays
from tests.days import day
from tests.rules import rules_with
from tests.town import FRIDAY_MORNING, office_time

FIRST, LAST = day("2026-11-20 Fri"), day("2026-12-02 Wed")
OFFICE_DAYS = OfficeDays(national_holiday={date(2026, 11, 23): "勤労感謝の日"}.get)
WEDNESDAY = day("2026-11-25 Wed")
TEN = office_time("2026-11-25 10:00")
RULES = rules_with(
    length_minutes=30,
    lead_open_days=2,
    window_days=28,
    web_cutoff_time=None,
    desk_closes=office_time("2026-11-25 17:15").time(),
    channels=(Channel.WEB,),
    timetable=Timetable((WeeklyTimes(date(2020, 1, 1), ((2, TEN.time()), (4, TEN.time()))),)),
    lanes=(Lane(1, 15),),
    office_days=OFFICE_DAYS,
)


def test_weeks_begin_on_monday_and_are_padded() -> None:
    assert [[each.date.day if each else None for each in week] for week in _month().weeks] == [
        [None, None, None, None, 20, 21, 22],
        [23, 24, 25, 26, 27, 28, 29],
        [30, 1, 2, None, None, None, None],
    ]


def test_a_closing_day_has_its_name_and_leads_nowhere() -> None:
    assert _day("2026-11-23 Mon") == CalendarDay(date(2026, 11, 23), "closing_day", "勤労感謝の日", None)


def test_a_day_with_an_open_time_leads_to_its_times() -> None:
    assert _day("2026-11-25 Wed") == CalendarDay(date(2026, 11, 25), "open", "", "/mypage?day=2026-11-25#times")


def test_a_day_on_which_all_is_taken_is_full() -> None:
    taken = Taken(desk_ticks={1: {TEN}})
    assert _day("2026-11-25 Wed", taken).state == "full"


def test_a_day_with_an_own_booking_says_so() -> None:
    assert _day("2026-11-25 Wed", Taken(own_starts={TEN})).state == "yours"


def test_the_first_open_day_is_shown_first() -> None:
    found = slot_days(RULES, Taken(own_starts={TEN}), first=FIRST, last=LAST, channel=Channel.WEB, now=FRIDAY_MORNING)
    assert first_open_day(found) == day("2026-11-27 Fri")
    assert first_open_day([]) is None


def test_today_and_the_day_that_is_looked_at_are_marked() -> None:
    days = [each for week in _month().weeks for each in week if each]
    assert [each.date.day for each in days if each.is_today] == [20]
    assert [each.date.day for each in days if each.is_chosen] == [25]
    assert [each.date.day for each in days if each.names_month] == [20, 1]


def test_the_closing_days_of_the_week_are_named() -> None:
    assert _month().closings == ((date(2026, 11, 23), "勤労感謝の日"),)
    assert _month().states == {"deadline_passed", "open", "closing_day", "no_times"}


def _day(text: str, taken: Taken | None = None) -> CalendarDay:
    """The day as it stands in the calendar while another one is looked at."""
    wanted, looked_at = day(text), FIRST
    days = (each for week in _month(taken, chosen=looked_at).weeks for each in week if each)
    return next(each for each in days if each.date == wanted)


def _month(taken: Taken | None = None, chosen: date = WEDNESDAY) -> Month:
    found = slot_days(RULES, taken or Taken(), first=FIRST, last=LAST, channel=Channel.WEB, now=FRIDAY_MORNING)
    return month_of(found, RULES, first=FIRST, last=LAST, chosen=chosen, address="/mypage")
