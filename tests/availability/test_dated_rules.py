"""Rules that change on a day: slots, deadlines and windows around it, for the two real offices.

The day is Thursday 1 April 2027. Both offices consult on Wednesdays, Thursdays and Fridays.
"""

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from booking.availability.slot_days import slot_days, slots, unchanged_until
from booking.availability.slots import Rules, Slot, SlotReason, SlotState, Taken
from booking.core.channels import Channel
from booking.offices.file.read import read_office
from booking.offices.file.rules import rules_in
from booking.offices.file.shape import DatedRules
from calendars.holidays import NationalHolidays
from tests.days import day
from tests.offices.conftest import office_text
from tests.town import office_time

FIVE = time(17)
APRIL = day("2027-04-01 Thu")
WED_31, THU_1, FRI_2 = day("2027-03-31 Wed"), APRIL, day("2027-04-02 Fri")


def rules(office: str, **from_april: Any) -> Rules:
    """The rules of the office's first procedure with other values from 1 April on."""
    given = read_office(office_text(office), file_name=office)
    first, *_ = given.procedures
    changing = replace(first, rules=(DatedRules(APRIL, from_april),))
    desk_ids = {desk.code: number for number, desk in enumerate(given.desks, start=1)}
    return rules_in(given, changing, national_holiday=NationalHolidays().name, desk_ids=desk_ids)


def one_slot(wanted: Rules, on: date, *, channel: Channel = Channel.WEB, now: str = "2027-03-20 12:00") -> Slot:
    """The first slot of the day."""
    return slots(wanted, Taken(), first=on, last=on, channel=channel, now=office_time(now))[0]


@pytest.mark.parametrize(
    ("office", "channel", "changed", "of_wed", "of_thu", "of_fri"),
    [
        ("omura", Channel.WEB, {"lead_open_days": 3}, "2027-03-30 00:00", "2027-03-30 00:00", "2027-03-31 00:00"),
        ("omura", Channel.WEB, {"web_cutoff_time": FIVE}, "2027-03-30 00:00", "2027-03-30 17:00", "2027-03-31 17:00"),
        ("omura", Channel.PHONE, {"lead_open_days": 1}, "2027-03-29 17:15", "2027-03-31 17:15", "2027-04-01 17:15"),
        ("shiga", Channel.PHONE, {"lead_open_days": 3}, "2027-03-29 17:00", "2027-03-29 17:00", "2027-03-30 17:00"),
        ("shiga", Channel.PHONE, {"window_days": 14}, "2027-03-29 17:00", "2027-03-30 17:00", "2027-03-31 17:00"),
    ],
)  # fmt: skip
def test_each_day_closes_by_the_rules_of_that_day(
    office: str, channel: Channel, changed: dict[str, Any], of_wed: str, of_thu: str, of_fri: str
) -> None:
    found = [rules(office, **changed).closes_at(on, channel) for on in (WED_31, THU_1, FRI_2)]
    assert found == [office_time(of_wed), office_time(of_thu), office_time(of_fri)]


@pytest.mark.parametrize("office", ["omura", "shiga"])
@pytest.mark.parametrize(
    ("window_days", "of_wed", "of_thu"),
    [(42, "2027-03-03 00:00", "2027-02-18 00:00"), (14, "2027-03-03 00:00", "2027-03-18 00:00")],
)
def test_each_day_opens_by_the_rules_of_that_day(office: str, window_days: int, of_wed: str, of_thu: str) -> None:
    wanted = rules(office, window_days=window_days)
    assert [wanted.opens_at(WED_31), wanted.opens_at(THU_1)] == [office_time(of_wed), office_time(of_thu)]


@pytest.mark.parametrize(
    ("window_days", "today", "last"),
    [
        (42, "2027-02-17 Wed", "2027-03-17 Wed"),
        (42, "2027-02-18 Thu", "2027-04-01 Thu"),  # opens before the days of March do
        (42, "2027-04-01 Thu", "2027-05-13 Thu"),
        (14, "2027-03-02 Tue", "2027-03-30 Tue"),
        (14, "2027-03-10 Wed", "2027-03-31 Wed"),  # April waits for its own window
        (14, "2027-03-18 Thu", "2027-04-01 Thu"),
    ],
)
def test_the_last_open_day_is_found_over_the_change(window_days: int, today: str, last: str) -> None:
    assert rules("omura", window_days=window_days).last_open_day(day(today)) == day(last)


@pytest.mark.parametrize(("office", "lengths"), [("omura", [30, 45, 45]), ("shiga", [45, 30, 30])])
def test_consultations_are_as_long_as_their_day_says(office: str, lengths: list[int]) -> None:
    wanted = rules(office, length_minutes=lengths[-1])
    found = [one_slot(wanted, on, channel=Channel.PHONE) for on in (WED_31, THU_1, FRI_2)]
    assert [(slot.ends_at - slot.starts_at).seconds // 60 for slot in found] == lengths


def test_from_a_day_on_the_web_books_what_was_for_callers() -> None:
    wanted = rules("shiga", channels=(Channel.WEB, Channel.PHONE))
    assert [one_slot(wanted, on).reason for on in (WED_31, THU_1)] == [SlotReason.CHANNEL, None]
    assert [wanted.shown_channel(WED_31, last) for last in (WED_31, THU_1)] == [Channel.PHONE, Channel.WEB]


@pytest.mark.parametrize(
    ("now", "states"),
    [
        ("2027-03-29 23:59", [SlotState.OPEN, SlotState.OPEN, SlotState.OPEN]),
        ("2027-03-30 00:00", [SlotState.CLOSED, SlotState.CLOSED, SlotState.OPEN]),
        ("2027-03-31 00:00", [SlotState.CLOSED, SlotState.CLOSED, SlotState.CLOSED]),
    ],
)
def test_slots_close_on_the_minute_on_both_sides_of_the_change(now: str, states: list[SlotState]) -> None:
    wanted = rules("omura", lead_open_days=3)
    assert [one_slot(wanted, on, now=now).state for on in (WED_31, THU_1, FRI_2)] == states


def test_a_list_over_the_change_is_kept_until_its_first_moment() -> None:
    wanted, now = rules("omura", web_cutoff_time=time(17)), office_time("2027-03-30 12:00")
    days = slot_days(wanted, Taken(), first=WED_31, last=FRI_2, channel=Channel.WEB, now=now)
    assert unchanged_until(days, lapse=None, now=now) == office_time(
        "2027-03-30 17:00"
    )  # when Thursday closes by the new rule


def test_several_changes_each_leave_what_they_do_not_name() -> None:
    given = read_office(office_text("omura"), file_name="omura")
    first, *_ = given.procedures
    may = DatedRules(day("2027-05-01 Sat"), {"window_days": 42})
    changing = replace(first, rules=(DatedRules(APRIL, {"lead_open_days": 3}), may))
    found = [changing.values.on(day(on)) for on in ("2027-03-31 Wed", "2027-04-30 Fri", "2027-05-01 Sat")]
    assert [(one.lead_open_days, one.window_days) for one in found] == [(2, 28), (3, 28), (3, 42)]
