"""Changes of what procedures and desks are, as values: from when they hold, and what they leave alone."""

from dataclasses import replace

import pytest

from booking.core.refusals import Refusal
from booking.office_changes.changes import Change
from booking.office_changes.refusals import DayInPast, NoSuchRules, UnknownDesk
from booking.office_changes.settings.values import AddProcedure, RemoveRules, ReviseDesk, ReviseProcedure
from booking.offices.file.shape import DatedRules, Timetable
from tests.days import day
from tests.offices.conftest import ReadOffice
from tests.offices.test_changes import after

SOUDAN = "omura-soudan"
WED_2, THU_3, WED_9 = day("2026-12-02 Wed"), day("2026-12-03 Thu"), day("2026-12-09 Wed")


def test_rules_hold_from_their_day_on_and_what_is_no_rule_at_once(office: ReadOffice) -> None:
    change = ReviseProcedure(SOUDAN, WED_2, {"lead_open_days": 3}, {"title": "しごとの相談"})
    soudan = after(office("omura"), change).procedures[0]
    assert (soudan.title, soudan.lead_open_days) == ("しごとの相談", 2)
    assert [soudan.values.on(one).lead_open_days for one in (day("2026-12-01 Tue"), WED_2)] == [2, 3]


def test_a_second_change_from_the_same_day_joins_the_first(office: ReadOffice) -> None:
    first = after(office("omura"), ReviseProcedure(SOUDAN, WED_2, {"lead_open_days": 3}, {}))
    both = after(first, ReviseProcedure(SOUDAN, WED_2, {"window_days": 14}, {}))
    assert both.procedures[0].rules == (DatedRules(WED_2, {"lead_open_days": 3, "window_days": 14}),)


def test_what_is_changed_back_needs_no_rules(office: ReadOffice) -> None:
    first = after(office("omura"), ReviseProcedure(SOUDAN, WED_2, {"lead_open_days": 3}, {}))
    assert after(first, ReviseProcedure(SOUDAN, WED_2, {"lead_open_days": 2}, {})) == office("omura")


def test_later_plans_stay_and_each_may_be_taken_back(office: ReadOffice) -> None:
    later = after(office("omura"), ReviseProcedure(SOUDAN, WED_9, {"lead_open_days": 4}, {}))
    both = after(later, ReviseProcedure(SOUDAN, WED_2, {"lead_open_days": 3}, {}))
    assert [entry.valid_from for entry in both.procedures[0].rules] == [WED_2, WED_9]
    assert after(both, RemoveRules(SOUDAN, WED_2)) == later


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        (ReviseProcedure(SOUDAN, day("2026-11-19 Thu"), {"lead_open_days": 3}, {}), DayInPast),
        (RemoveRules(SOUDAN, THU_3), NoSuchRules),
        (ReviseDesk("shiga-desk-1", {"name": "窓口"}), UnknownDesk),
    ],
)
def test_what_cannot_be_changed_is_refused(office: ReadOffice, change: Change, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        after(office("omura"), change)


def test_rules_that_hold_today_are_not_taken_back(office: ReadOffice) -> None:
    begun = after(office("omura"), ReviseProcedure(SOUDAN, WED_2, {"lead_open_days": 3}, {}))
    with pytest.raises(NoSuchRules):
        after(begun, RemoveRules(SOUDAN, WED_2), today=WED_2)


def test_a_new_procedure_does_not_begin_in_the_past(office: ReadOffice) -> None:
    past = Timetable(day("2026-11-18 Wed"), ())
    with pytest.raises(DayInPast):
        after(office("omura"), AddProcedure(replace(office("omura").procedures[0], code="new", timetables=(past,))))
