"""The booking deadline: 「相談日から起算して、開庁日で2日前まで」."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from booking.availability.deadlines import deadline_day, desk_closes_at, opens_at, web_closes_at
from calendars.holidays import NationalHolidays
from calendars.office_days import OfficeDays
from calendars.office_time import day_of, midnight
from tests.days import day

HOLIDAY = NationalHolidays().name
PLAIN = OfficeDays(HOLIDAY)
WED = day("2026-11-25 Wed")

# Consultation day, then its deadline day at one, two and three office days' lead.
WORKED_EXAMPLES = [
    # plain week
    ("2026-12-02 Wed", "2026-12-01 Tue", "2026-11-30 Mon", "2026-11-27 Fri"),
    ("2026-12-03 Thu", "2026-12-02 Wed", "2026-12-01 Tue", "2026-11-30 Mon"),
    ("2026-12-04 Fri", "2026-12-03 Thu", "2026-12-02 Wed", "2026-12-01 Tue"),
    # Labour Thanksgiving Day on Monday 23 November
    ("2026-11-25 Wed", "2026-11-24 Tue", "2026-11-20 Fri", "2026-11-19 Thu"),
    ("2026-11-26 Thu", "2026-11-25 Wed", "2026-11-24 Tue", "2026-11-20 Fri"),
    ("2026-11-27 Fri", "2026-11-26 Thu", "2026-11-25 Wed", "2026-11-24 Tue"),
    # Coming of Age Day on Monday 11 January
    ("2027-01-13 Wed", "2027-01-12 Tue", "2027-01-08 Fri", "2027-01-07 Thu"),
    # equinox on Sunday 21 March, substitute on Monday
    ("2027-03-24 Wed", "2027-03-23 Tue", "2027-03-19 Fri", "2027-03-18 Thu"),
    # the Emperor's Birthday on Tuesday 23 February
    ("2027-02-24 Wed", "2027-02-22 Mon", "2027-02-19 Fri", "2027-02-18 Thu"),
    ("2027-02-25 Thu", "2027-02-24 Wed", "2027-02-22 Mon", "2027-02-19 Fri"),
    # three holidays from Monday 21 to Wednesday 23 September
    ("2026-09-24 Thu", "2026-09-18 Fri", "2026-09-17 Thu", "2026-09-16 Wed"),
    ("2026-09-25 Fri", "2026-09-24 Thu", "2026-09-18 Fri", "2026-09-17 Thu"),
    # Golden Week 2026: Wednesday 29 April, then 3 to 6 May
    ("2026-04-30 Thu", "2026-04-28 Tue", "2026-04-27 Mon", "2026-04-24 Fri"),
    ("2026-05-01 Fri", "2026-04-30 Thu", "2026-04-28 Tue", "2026-04-27 Mon"),
    ("2026-05-07 Thu", "2026-05-01 Fri", "2026-04-30 Thu", "2026-04-28 Tue"),
    ("2026-05-08 Fri", "2026-05-07 Thu", "2026-05-01 Fri", "2026-04-30 Thu"),
    # Golden Week 2027: Thursday 29 April, then Monday 3 to Wednesday 5 May
    ("2027-05-06 Thu", "2027-04-30 Fri", "2027-04-28 Wed", "2027-04-27 Tue"),
    ("2027-05-07 Fri", "2027-05-06 Thu", "2027-04-30 Fri", "2027-04-28 Wed"),
    # work begins on Monday 4 January
    ("2027-01-06 Wed", "2027-01-05 Tue", "2027-01-04 Mon", "2026-12-28 Mon"),
    ("2027-01-07 Thu", "2027-01-06 Wed", "2027-01-05 Tue", "2027-01-04 Mon"),
    # the deadline lies in the year before
    ("2028-01-05 Wed", "2028-01-04 Tue", "2027-12-28 Tue", "2027-12-27 Mon"),
    # consultation on the first office days of the year
    ("2029-01-04 Thu", "2028-12-28 Thu", "2028-12-27 Wed", "2028-12-26 Tue"),
    ("2029-01-05 Fri", "2029-01-04 Thu", "2028-12-28 Thu", "2028-12-27 Wed"),
]


@pytest.mark.parametrize(("consultation", "one", "two", "three"), WORKED_EXAMPLES)
def test_the_deadline_lies_whole_office_days_before_the_consultation(
    consultation: str, one: str, two: str, three: str
) -> None:
    found = [deadline_day(day(consultation), lead_open_days=lead, office_days=PLAIN) for lead in (1, 2, 3)]
    assert found == [day(one), day(two), day(three)]


@pytest.mark.parametrize(
    "closed",
    [
        "2026-09-23 Wed",
        "2026-04-29 Wed",
        "2026-05-06 Wed",
        "2026-12-30 Wed",
        "2026-12-31 Thu",
        "2027-01-01 Fri",
    ],
)
def test_some_consultation_weekdays_are_closing_days(closed: str) -> None:
    assert PLAIN.closing(day(closed)) is not None


def test_the_web_closes_when_the_deadline_day_ends() -> None:
    closes_at = web_closes_at(WED, lead_open_days=2, web_cutoff_time=None, office_days=PLAIN)
    assert closes_at.isoformat() == "2026-11-21T00:00:00+09:00"  # Saturday 00:00, so Friday 23:59 is in time


def test_a_cutoff_time_closes_the_web_on_the_deadline_day_itself() -> None:
    closes_at = web_closes_at(WED, lead_open_days=3, web_cutoff_time=time(17, 15), office_days=PLAIN)
    assert closes_at.isoformat() == "2026-11-19T17:15:00+09:00"  # Thursday


def test_the_desk_stops_when_it_closes_on_the_deadline_day() -> None:
    closes_at = desk_closes_at(WED, lead_open_days=2, desk_closes=time(17), office_days=PLAIN)
    assert closes_at.isoformat() == "2026-11-20T17:00:00+09:00"  # Friday


def test_the_window_opens_at_midnight_of_the_same_weekday_four_weeks_before() -> None:
    assert opens_at(WED, window_days=28) == midnight(day("2026-10-28 Wed"))
    assert opens_at(WED, window_days=28) == datetime(2026, 10, 27, 15, tzinfo=UTC)


def test_closing_days_bring_the_booking_deadline_forward() -> None:
    stormy = OfficeDays(HOLIDAY, own_closing_days={day("2026-12-01 Tue"): "台風"})
    assert deadline_day(day("2026-12-03 Thu"), lead_open_days=2, office_days=stormy) == day("2026-11-30 Mon")


def test_a_saturday_opening_has_its_deadline_on_the_thursday_before() -> None:
    saturday = day("2026-12-12 Sat")
    office_days = OfficeDays(HOLIDAY, extra_openings={saturday: False})
    assert deadline_day(saturday, lead_open_days=2, office_days=office_days) == day("2026-12-10 Thu")


@pytest.mark.parametrize("lead", [0, -1])
def test_a_lead_under_one_day_is_refused(lead: int) -> None:
    with pytest.raises(ValueError, match="lead_open_days"):
        deadline_day(WED, lead_open_days=lead, office_days=PLAIN)


DAYS = st.dates(date(2019, 1, 1), date(2098, 12, 31))
LEADS = st.integers(1, 10)


@st.composite
def consultations(draw: st.DrawFn) -> tuple[date, OfficeDays]:
    """A day and an office with closing days and extra openings of its own in the weeks before it."""
    consultation = draw(DAYS)
    nearby = st.integers(1, 40).map(lambda back: consultation - timedelta(days=back))
    closing = draw(st.dictionaries(nearby, st.just("臨時閉庁"), max_size=8))
    openings = draw(st.dictionaries(nearby, st.booleans(), max_size=4))
    return consultation, OfficeDays(HOLIDAY, closing, openings)


@given(consultations(), LEADS)
def test_exactly_the_lead_lies_between_deadline_and_consultation(case: tuple[date, OfficeDays], lead: int) -> None:
    consultation, office_days = case
    deadline = deadline_day(consultation, lead_open_days=lead, office_days=office_days)
    between = [deadline + timedelta(days=n) for n in range((consultation - deadline).days)]
    assert office_days.is_office_day(deadline)
    assert deadline < consultation
    assert sum(map(office_days.is_office_day, between)) == lead


@given(consultations(), LEADS, st.integers(1, 40))
def test_one_more_closing_day_never_moves_the_deadline_later(
    case: tuple[date, OfficeDays], lead: int, back: int
) -> None:
    consultation, before = case
    closed = consultation - timedelta(days=back)
    assume(closed not in before.own_closing_days)
    after = OfficeDays(HOLIDAY, {**before.own_closing_days, closed: "大雪"}, before.extra_openings)
    moved = deadline_day(consultation, lead_open_days=lead, office_days=after)
    assert moved <= deadline_day(consultation, lead_open_days=lead, office_days=before)


@given(consultations(), LEADS)
def test_the_web_closes_after_the_desk_and_before_the_consultation_day(
    case: tuple[date, OfficeDays], lead: int
) -> None:
    consultation, office_days = case
    desk = desk_closes_at(consultation, lead_open_days=lead, desk_closes=time(17, 15), office_days=office_days)
    web = web_closes_at(consultation, lead_open_days=lead, web_cutoff_time=None, office_days=office_days)
    assert desk < web <= midnight(consultation)
    assert day_of(web - timedelta(microseconds=1)) == day_of(desk)
