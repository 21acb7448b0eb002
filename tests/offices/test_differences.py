"""Whoever imports an office file sees first what it would change."""

from dataclasses import replace
from datetime import date, time

from booking.availability.rule_values import Terms
from booking.offices.file.differences import Difference, differences, differences_between
from booking.offices.file.document import office_document
from booking.offices.file.shape import DatedRules, Timetable, WeeklyStart
from calendars.office_days import ClosingDay
from tests.offices.conftest import ReadOffice

WED = 2


def test_an_office_does_not_differ_from_itself(office: ReadOffice) -> None:
    assert differences(office("omura"), office("omura")) == ()


def test_a_changed_value_is_shown_before_and_after(office: ReadOffice) -> None:
    shiga = office("shiga")
    (soudan,) = shiga.procedures
    changed = replace(shiga, procedures=(replace(soudan, lead_open_days=3, late_booking_allowed=False),))
    assert differences(shiga, changed) == (
        Difference("procedures[shiga-soudan].lead_open_days", "2", "3"),
        Difference("procedures[shiga-soudan].late_booking_allowed", "はい", "いいえ"),
    )


def test_a_new_closing_day_is_one_line(office: ReadOffice) -> None:
    omura = office("omura")
    closed = replace(omura, closing_days=(ClosingDay(date(2026, 12, 2), "停電"),))  # a Wednesday
    assert [str(one) for one in differences(omura, closed)] == ["closing_days[2026-12-02]: （なし） → 停電"]


def test_a_removed_procedure_is_told_by_its_title(office: ReadOffice) -> None:
    omura = office("omura")
    soudan, nintei = omura.procedures
    assert differences(omura, replace(omura, procedures=(soudan,))) == (
        Difference("procedures[omura-nintei]", nintei.title, None),
    )


def test_changed_and_new_times_are_shown_day_by_day(office: ReadOffice) -> None:
    omura = office("omura")
    soudan, nintei = omura.procedures
    summer = Timetable(date(2027, 7, 1), (WeeklyStart(WED, time(9)), WeeklyStart(WED, time(10))))
    changed = replace(soudan, timetables=(*soudan.timetables, summer))
    (new,) = differences(omura, replace(omura, procedures=(changed, nintei)))
    assert new.key == "procedures[omura-soudan].timetables[2027-07-01]"
    assert new.new is not None
    assert "wed 09:00、10:00" in new.new


def test_changed_rules_for_no_shows_are_shown_one_by_one(office: ReadOffice) -> None:
    omura = office("omura")
    stricter = replace(omura, absences=replace(omura.absences, suspension_days=120))
    assert [str(one) for one in differences(omura, stricter)] == ["absences.suspension_days: 90 → 120"]


def test_a_removed_email_is_shown_as_none(office: ReadOffice) -> None:
    omura = office("omura")
    (removed,) = differences(omura, replace(omura, email=None))
    assert str(removed) == "email: omura-soudan@mhlw.go.jp → （なし）"


def test_what_begins_on_a_day_can_be_told_value_by_value(office: ReadOffice) -> None:
    shiga = office("shiga")
    (soudan,) = shiga.procedures
    later = replace(
        soudan, rules=(DatedRules(date(2027, 4, 1), {"lead_open_days": 3, "terms": Terms("2027", ("新。",))}),)
    )
    old, new = office_document(shiga), office_document(replace(shiga, procedures=(later,)))
    rules = "procedures[shiga-soudan].rules[2027-04-01]"
    assert [str(one) for one in differences_between(old, new, spread=["rules"])] == [
        f"{rules}.lead_open_days: （なし） → 3",
        f"{rules}.terms.version: （なし） → 2027",
        f"{rules}.terms.paragraphs: （なし） → 新。",
    ]
