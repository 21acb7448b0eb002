"""Days of slots are remembered: that changes no answer, and an unchanged day is the very same one."""

from datetime import datetime, time

from hypothesis import given
from hypothesis import strategies as st

from booking.availability.slot_days import slot_days
from booking.availability.slots import (
    Lane,
    Slot,
    Taken,
    Timetable,
    WeeklyTimes,
    free_desks,
    offer_on,
    slot_of,
    start_at,
)
from booking.availability.ticks import desk_ticks
from booking.core.channels import Channel
from calendars.holidays import NationalHolidays
from calendars.office_days import OfficeDays
from calendars.office_time import TOKYO
from tests.days import day
from tests.rules import rules_with
from tests.town import FRIDAY_MORNING, office_time

WEDNESDAY = day("2026-11-25 Wed")
TIMES = ("10:00", "10:15", "15:00")
RULES = rules_with(
    length_minutes=30,
    lead_open_days=2,
    window_days=28,
    web_cutoff_time=None,
    desk_closes=time(17, 15),
    channels=(Channel.WEB,),
    timetable=Timetable((WeeklyTimes(day("2020-01-01 Wed"), tuple((2, time.fromisoformat(at)) for at in TIMES)),)),
    lanes=(Lane(1, 15), Lane(2, 0, ends_on=day("2026-12-02 Wed"))),
    office_days=OfficeDays(NationalHolidays().name),
)
STARTS = tuple(office_time(f"2026-11-25 {at}") for at in TIMES)

MOMENTS = st.datetimes(datetime(2026, 10, 20), datetime(2026, 11, 30)).map(  # noqa: DTZ001  the next line adds the zone
    lambda naive: naive.replace(tzinfo=TOKYO)
)


@st.composite
def some_taken(draw: st.DrawFn) -> Taken:
    """Consultations at the desks, and perhaps an own one."""
    busy = {
        lane.desk_id: [
            tick
            for start in draw(st.sets(st.sampled_from(STARTS)))
            for tick in desk_ticks(start, length_minutes=30, rest_minutes=lane.rest_minutes)
        ]
        for lane in RULES.lanes
    }
    return Taken(busy, own_starts=draw(st.sets(st.sampled_from(STARTS), max_size=1)))


def by_the_rule(taken: Taken, starts_at: datetime, now: datetime) -> Slot:
    """The slot as it is, with nothing remembered."""
    offer = offer_on(RULES, WEDNESDAY, Channel.WEB)
    start = start_at(starts_at, length_minutes=30, rests=(0, 15))
    free = free_desks(start, offer.lanes, taken.desk_ticks)
    return slot_of(offer, start, free, is_own=starts_at in taken.own_starts, now=now)


@given(some_taken(), MOMENTS)
def test_what_is_remembered_is_what_the_rule_says(taken: Taken, now: datetime) -> None:
    (seen,) = slot_days(RULES, taken, first=WEDNESDAY, last=WEDNESDAY, channel=Channel.WEB, now=now)
    assert seen.slots == tuple(by_the_rule(taken, start, now) for start in STARTS)


def test_while_nothing_changes_a_day_is_the_very_same() -> None:
    (first,), (second,) = (
        slot_days(RULES, Taken(), first=WEDNESDAY, last=WEDNESDAY, channel=Channel.WEB, now=now)
        for now in (FRIDAY_MORNING, office_time("2026-11-20 23:59"))  # the web's deadline is at midnight
    )
    assert first is second
