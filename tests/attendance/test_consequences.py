"""What no-shows lead to: the window, the warning, the proposal, the last day."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking.attendance.refusals import SuspensionEndWrong
from booking.attendance.rules.absences import (
    Consequence,
    consequence_of,
    counted,
    last_day_of_suspension,
    refuse_unless_end_allowed,
)
from booking.core.refusals import OfficeContact
from booking.offices.absence_rules import AbsenceRules
from tests.days import day

RULES = AbsenceRules()
OMURA = OfficeContact("ハローワーク大村", "0957-40-0032", time(8, 30), time(17, 15))
DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))


@pytest.mark.parametrize(
    ("count", "consequence"),
    [(0, Consequence.NONE), (1, Consequence.WARN), (2, Consequence.PROPOSE), (5, Consequence.PROPOSE)],
)
def test_the_first_warns_and_the_second_proposes(count: int, consequence: Consequence) -> None:
    assert consequence_of(count, RULES) is consequence


def test_an_absence_of_the_same_day_a_year_ago_counts_no_more() -> None:
    last = day("2026-11-25 Wed")
    days = [day("2025-11-25 Tue"), day("2025-11-26 Wed"), last]
    assert counted(days, RULES, on=last) == (day("2025-11-26 Wed"), last)


def test_what_is_still_to_come_does_not_count() -> None:
    assert counted([day("2026-11-26 Thu")], RULES, on=day("2026-11-25 Wed")) == ()


@given(st.lists(DAYS, max_size=6), DAYS)
def test_what_counts_lies_in_a_window_of_exactly_that_many_days(days: list[date], on: date) -> None:
    found = counted(days, RULES, on=on)
    assert all(on - one < timedelta(days=RULES.within_days) and one <= on for one in found)
    assert len(found) == sum(0 <= (on - one).days < 365 for one in days)


def test_ninety_days_begin_the_day_after_the_decision() -> None:
    assert last_day_of_suspension(RULES, today=day("2026-11-20 Fri")) == day("2027-02-18 Thu")


@pytest.mark.parametrize("ends_on", [day("2026-11-20 Fri"), day("2027-11-20 Sat")])
def test_a_suspension_may_end_today_or_within_a_year(ends_on: date) -> None:
    refuse_unless_end_allowed(ends_on, today=day("2026-11-20 Fri"), office=OMURA)


@pytest.mark.parametrize("ends_on", [day("2026-11-19 Thu"), day("2027-11-21 Sun")])
def test_a_suspension_does_not_end_yesterday_or_in_more_than_a_year(ends_on: date) -> None:
    with pytest.raises(SuspensionEndWrong):
        refuse_unless_end_allowed(ends_on, today=day("2026-11-20 Fri"), office=OMURA)
