"""Which times are offered no more: closed days, changed timetables, desks taken out."""

from dataclasses import replace
from datetime import time

import pytest

from booking.availability.outside_timetable import Outside, Place, loses_place, why_outside
from booking.availability.slots import Lane, Rules, Timetable, WeeklyTimes
from booking.core.channels import Channel
from booking.office_changes.affected import fingerprint
from calendars.holidays import NationalHolidays
from calendars.office_days import OfficeDays
from tests.days import day
from tests.rules import changed, rules_with
from tests.town import office_time

WED_25 = day("2026-11-25 Wed")
TEN = office_time("2026-11-25 10:00")
RULES = rules_with(
    length_minutes=30,
    lead_open_days=2,
    window_days=28,
    web_cutoff_time=None,
    desk_closes=time(17, 15),
    channels=(Channel.WEB,),
    timetable=Timetable((WeeklyTimes(day("2020-01-01 Wed"), ((2, time(10)),)),)),
    lanes=(Lane(1, 15), Lane(2, 15)),
    office_days=OfficeDays(NationalHolidays().name),
)
PLACE = Place(TEN, 30, 1)
CLOSED = replace(RULES, office_days=OfficeDays(NationalHolidays().name, own_closing_days={WED_25: "点検"}))
LATER = replace(RULES, timetable=Timetable((WeeklyTimes(WED_25, ((2, time(11)),)),)))
ONE_DESK = replace(RULES, lanes=(Lane(2, 15),))
ENDED = replace(RULES, ends_on=WED_25)
DESK_ENDED = replace(RULES, lanes=(Lane(1, 15, ends_on=WED_25), Lane(2, 15)))


@pytest.mark.parametrize(
    ("rules", "reasons"),
    [
        (RULES, set()),
        (CLOSED, {Outside.CLOSING_DAY}),
        (LATER, {Outside.NO_SUCH_START}),
        (ONE_DESK, {Outside.DESK_TAKEN_OUT}),
        (ENDED, {Outside.ENDED}),
        (DESK_ENDED, {Outside.DESK_TAKEN_OUT}),
        (changed(RULES, length_minutes=45), {Outside.OTHER_LENGTH}),
        (changed(RULES, valid_from=WED_25, length_minutes=45), {Outside.OTHER_LENGTH}),
        (changed(RULES, valid_from=day("2026-11-26 Thu"), length_minutes=45), set()),
        (replace(RULES, ends_on=day("2026-11-26 Thu")), set()),
    ],
    ids=[
        "offered",
        "closed",
        "another timetable",
        "desk taken out",
        "ended",
        "desk ended",
        "longer",
        "longer from that day on",
        "longer a day later",
        "ends a day later",
    ],
)
def test_each_reason_is_named(rules: Rules, reasons: set[Outside]) -> None:
    assert why_outside(rules, PLACE) == reasons


def test_a_place_is_lost_once_for_each_reason() -> None:
    assert loses_place(RULES, LATER, PLACE)
    assert not loses_place(LATER, changed(LATER, window_days=14), PLACE)
    both = replace(CLOSED, timetable=LATER.timetable)
    assert loses_place(LATER, both, PLACE)
    assert not loses_place(both, RULES, PLACE)


def test_the_fingerprint_names_bookings_in_their_revisions_whatever_the_order() -> None:
    assert fingerprint([("111", 0), ("222", 1)]) == fingerprint([("222", 1), ("111", 0)])
    assert fingerprint([("111", 0)]) != fingerprint([("111", 1)])
    assert fingerprint([]) != fingerprint([("111", 0)])
