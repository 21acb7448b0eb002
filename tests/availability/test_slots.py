"""Slots: which times a timetable offers, the state of each, and the first reason why one cannot be booked."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking.availability.slot_days import slot_at, slots
from booking.availability.slots import Lane, Rules, Slot, SlotReason, SlotState, Taken, Timetable, WeeklyTimes
from booking.availability.ticks import desk_ticks
from booking.core.channels import Channel
from calendars.holidays import NationalHolidays
from calendars.office_days import OfficeDays
from tests.days import day
from tests.rules import changed, rules_with
from tests.town import FRIDAY_MORNING, office_time

FIRST_DESK, SECOND_DESK = 1, 2
NOTHING_TAKEN = Taken()
WED, THU, FRI = 2, 3, 4

# Hello Work Omura: one desk, half an hour, three times on Wednesday, Thursday and Friday.
TIMES = (time(10), time(11), time(15))
OMURA = rules_with(
    length_minutes=30,
    lead_open_days=2,
    window_days=28,
    web_cutoff_time=None,
    desk_closes=time(17, 15),
    channels=(Channel.WEB, Channel.PHONE),
    timetable=Timetable((WeeklyTimes(date(2020, 1, 1), tuple((on, at) for on in (WED, THU, FRI) for at in TIMES)),)),
    lanes=(Lane(FIRST_DESK, 15),),
    office_days=OfficeDays(NationalHolidays().name),
)
TWO_DESKS = replace(OMURA, lanes=(Lane(FIRST_DESK, 15), Lane(SECOND_DESK, 15)))

# Hello Work Shiomizaka: closed on Friday 11 December, open on Saturday the 12th with its own times.
SHIOMIZAKA = changed(
    TWO_DESKS,
    lead_open_days=3,
    web_cutoff_time=time(17, 15),
    timetable=replace(OMURA.timetable, openings={day("2026-12-12 Sat"): (time(13, 30), time(10), time(11))}),
    office_days=OfficeDays(
        NationalHolidays().name,
        own_closing_days={day("2026-12-11 Fri"): "庁舎の設備点検"},
        extra_openings={day("2026-12-12 Sat"): False},
    ),
)


def at(
    starts: str,
    *,
    rules: Rules = OMURA,
    taken: Taken = NOTHING_TAKEN,
    channel: Channel = Channel.WEB,
    now: datetime = FRIDAY_MORNING,
) -> Slot:
    """The slot at "2026-11-25 10:00"."""
    return slot_at(rules, taken, starts_at=office_time(starts), channel=channel, now=now)


def busy(starts: str, *desks: int, minutes: int = 30) -> Taken:
    """What is taken when a consultation of `minutes` is booked at these desks."""
    ticks = desk_ticks(office_time(starts), length_minutes=minutes, rest_minutes=15)
    return Taken(dict.fromkeys(desks, ticks))


def test_an_open_slot_says_until_when_it_can_be_booked() -> None:
    slot = at("2026-11-25 10:00")  # Wednesday; Monday is a holiday, so Friday is the last day
    assert (slot.state, slot.reason) == (SlotState.OPEN, None)
    assert slot.ends_at == office_time("2026-11-25 10:30")
    assert slot.closes_at == office_time("2026-11-21 00:00")
    assert slot.opens_at == office_time("2026-10-28 00:00")
    assert (slot.free, slot.free_desks, slot.closing) == (1, (FIRST_DESK,), "")


def test_a_week_offers_its_times_in_order() -> None:
    week = slots(
        OMURA,
        NOTHING_TAKEN,
        first=day("2026-11-30 Mon"),
        last=day("2026-12-06 Sun"),
        channel=Channel.WEB,
        now=FRIDAY_MORNING,
    )
    assert [f"{slot.starts_at:%d %H:%M}" for slot in week] == [
        f"{one} {clock}" for one in ("02", "03", "04") for clock in ("10:00", "11:00", "15:00")
    ]


def test_a_slot_is_past_from_its_start_on() -> None:
    assert at("2026-11-25 10:00", now=office_time("2026-11-25 09:59:59")).reason is SlotReason.DEADLINE_PASSED
    assert at("2026-11-25 10:00", now=office_time("2026-11-25 10:00")).reason is SlotReason.PAST


def test_a_closing_day_is_closed_with_its_name() -> None:
    slot = at("2026-12-11 10:00", rules=SHIOMIZAKA, now=office_time("2026-12-01 09:00"))
    assert (slot.state, slot.reason, slot.closing) == (SlotState.CLOSED, SlotReason.CLOSING_DAY, "庁舎の設備点検")


def test_a_national_holiday_on_a_consultation_day_is_closed() -> None:
    slot = at("2027-02-11 10:00", now=office_time("2027-02-01 09:00"))  # Thursday, National Foundation Day
    assert (slot.reason, slot.closing) == (SlotReason.CLOSING_DAY, "建国記念の日")


def test_ones_own_slot_is_called_yours() -> None:
    mine = Taken(busy("2026-11-25 10:00", FIRST_DESK).desk_ticks, own_starts=(office_time("2026-11-25 10:00"),))
    assert at("2026-11-25 10:00", taken=mine).reason is SlotReason.YOURS
    assert at("2026-11-25 11:00", taken=mine).reason is None


def test_the_web_closes_when_the_deadline_day_ends() -> None:
    assert at("2026-11-25 10:00", now=office_time("2026-11-20 23:59:59")).state is SlotState.OPEN
    assert at("2026-11-25 10:00", now=office_time("2026-11-21 00:00")).reason is SlotReason.DEADLINE_PASSED


def test_the_phone_closes_when_the_desk_does() -> None:
    slot = at("2026-11-25 10:00", channel=Channel.PHONE, now=office_time("2026-11-20 17:15"))
    assert (slot.reason, slot.closes_at) == (SlotReason.DEADLINE_PASSED, office_time("2026-11-20 17:15"))
    assert at("2026-11-25 10:00", channel=Channel.PHONE, now=office_time("2026-11-20 17:14")).state is SlotState.OPEN


def test_shiomizakas_web_closes_at_its_cutoff() -> None:
    slot = at("2026-12-03 10:00", rules=SHIOMIZAKA, now=office_time("2026-11-30 17:15"))  # Thursday; Monday
    assert (slot.reason, slot.closes_at) == (SlotReason.DEADLINE_PASSED, office_time("2026-11-30 17:15"))


def test_booking_opens_at_midnight_four_weeks_before() -> None:
    slot = at("2026-12-23 10:00", now=office_time("2026-11-24 23:59:59"))  # Wednesday
    assert (slot.reason, slot.opens_at) == (SlotReason.NOT_YET_OPEN, office_time("2026-11-25 00:00"))
    assert at("2026-12-23 10:00", now=slot.opens_at).state is SlotState.OPEN


def test_a_procedure_for_callers_is_closed_on_the_web() -> None:
    by_phone = changed(OMURA, channels=(Channel.PHONE,))
    assert at("2026-11-25 10:00", rules=by_phone).reason is SlotReason.CHANNEL
    assert at("2026-11-25 10:00", rules=by_phone, channel=Channel.PHONE).state is SlotState.OPEN


def test_a_slot_is_full_when_every_desk_is_taken() -> None:
    slot = at("2026-11-25 10:00", taken=busy("2026-11-25 10:00", FIRST_DESK))
    assert (slot.state, slot.reason, slot.free) == (SlotState.FULL, SlotReason.FULL, 0)


def test_two_desks_fill_one_after_the_other() -> None:
    frees = [
        at("2026-11-25 10:00", rules=TWO_DESKS, taken=busy("2026-11-25 10:00", *desks)).free
        for desks in ((), (FIRST_DESK,), (FIRST_DESK, SECOND_DESK))
    ]
    assert frees == [2, 1, 0]


def test_the_first_free_desk_stands_first() -> None:
    assert at("2026-11-25 10:00", rules=TWO_DESKS).free_desks == (FIRST_DESK, SECOND_DESK)
    first_taken = busy("2026-11-25 10:00", FIRST_DESK)
    assert at("2026-11-25 10:00", rules=TWO_DESKS, taken=first_taken).free_desks == (SECOND_DESK,)


def test_a_closed_slot_has_no_free_desks_to_offer() -> None:
    assert at("2026-11-25 10:00", now=office_time("2026-11-21 00:00")).free == 0


REASONS = (
    SlotReason.PAST,
    SlotReason.ENDED,
    SlotReason.CLOSING_DAY,
    SlotReason.YOURS,
    SlotReason.DEADLINE_PASSED,
    SlotReason.NOT_YET_OPEN,
    SlotReason.CHANNEL,
    SlotReason.FULL,
)


def test_the_reasons_are_asked_in_the_order_of_their_list() -> None:
    assert tuple(SlotReason) == REASONS


@pytest.mark.parametrize(
    ("now", "ends", "closed", "own", "by_phone_only", "expected"),
    [
        ("2026-11-25 10:00", True, True, True, True, SlotReason.PAST),
        ("2026-11-24 10:00", True, True, True, True, SlotReason.ENDED),
        ("2026-11-24 10:00", False, True, True, True, SlotReason.CLOSING_DAY),
        ("2026-11-24 10:00", False, False, True, True, SlotReason.YOURS),
        ("2026-11-24 10:00", False, False, False, True, SlotReason.DEADLINE_PASSED),
        ("2026-10-01 10:00", False, False, False, True, SlotReason.NOT_YET_OPEN),
        ("2026-11-20 10:00", False, False, False, True, SlotReason.CHANNEL),
        ("2026-11-20 10:00", False, False, False, False, SlotReason.FULL),
    ],
)
def test_of_several_reasons_the_first_is_told(
    now: str, ends: bool, closed: bool, own: bool, by_phone_only: bool, expected: SlotReason
) -> None:
    starts = "2026-11-25 10:00"  # Wednesday, its only desk taken
    closing = {day("2026-11-25 Wed"): "庁舎の点検"} if closed else {}
    rules = changed(
        OMURA,
        channels=(Channel.PHONE,) if by_phone_only else (Channel.WEB, Channel.PHONE),
        office_days=replace(OMURA.office_days, own_closing_days=closing),
        ends_on=day("2026-11-25 Wed") if ends else None,
    )
    own_starts = (office_time(starts),) if own else ()
    taken = replace(busy(starts, FIRST_DESK), own_starts=own_starts)
    assert at(starts, rules=rules, taken=taken, now=office_time(now)).reason is expected


@pytest.mark.parametrize(
    ("of_procedure", "of_desks", "ended", "free_desks"),
    [
        (None, (None, None), False, (FIRST_DESK, SECOND_DESK)),
        ("2026-12-03 Thu", (None, None), False, (FIRST_DESK, SECOND_DESK)),
        ("2026-12-02 Wed", (None, None), True, (FIRST_DESK, SECOND_DESK)),
        ("2026-12-01 Tue", (None, None), True, (FIRST_DESK, SECOND_DESK)),
        (None, ("2026-12-02 Wed", None), False, (SECOND_DESK,)),
        (None, ("2026-12-02 Wed", "2026-12-03 Thu"), False, (SECOND_DESK,)),
        (None, ("2026-12-01 Tue", "2026-12-02 Wed"), True, ()),
    ],
)
def test_from_the_day_of_its_end_on_nothing_is_held(
    of_procedure: str | None, of_desks: tuple[str | None, ...], ended: bool, free_desks: tuple[int, ...]
) -> None:
    lanes = tuple(
        replace(lane, ends_on=day(ends) if ends else None) for lane, ends in zip(TWO_DESKS.lanes, of_desks, strict=True)
    )
    rules = replace(TWO_DESKS, lanes=lanes, ends_on=day(of_procedure) if of_procedure else None)
    slot = at("2026-12-02 10:00", rules=rules)  # Wednesday
    assert ((slot.reason is SlotReason.ENDED), slot.free_desks) == (ended, free_desks)
    assert (slot.state is SlotState.OPEN) is not ended


def test_45_minutes_and_their_rest_end_when_the_next_consultation_starts() -> None:
    weekly = WeeklyTimes(date(2020, 1, 1), ((WED, time(9, 30)), (WED, time(10, 30))))
    shiga = changed(OMURA, length_minutes=45, timetable=Timetable((weekly,)))
    taken = busy("2026-11-25 09:30", FIRST_DESK, minutes=45)
    assert at("2026-11-25 09:30", rules=shiga, taken=taken).reason is SlotReason.FULL
    assert at("2026-11-25 10:30", rules=shiga, taken=taken).state is SlotState.OPEN


def test_a_desk_is_not_free_while_it_rests() -> None:
    taken = busy("2026-11-25 09:30", FIRST_DESK)  # half an hour, then rest until 10:15
    assert at("2026-11-25 10:00", taken=taken).reason is SlotReason.FULL


def test_a_desk_without_rest_is_free_at_once() -> None:
    untiring = replace(OMURA, lanes=(Lane(FIRST_DESK, 0),))
    ticks = desk_ticks(office_time("2026-11-25 09:30"), length_minutes=30, rest_minutes=0)
    assert at("2026-11-25 10:00", rules=untiring, taken=Taken({FIRST_DESK: ticks})).state is SlotState.OPEN


def test_the_newest_timetable_that_has_begun_is_in_force() -> None:
    mornings, afternoons = ((WED, time(10)),), ((WED, time(14)),)
    timetable = Timetable((WeeklyTimes(day("2026-12-09 Wed"), afternoons), WeeklyTimes(date(2020, 1, 1), mornings)))
    starts = [timetable.starts_on(day(one)) for one in ("2026-12-02 Wed", "2026-12-09 Wed")]
    assert starts == [(office_time("2026-12-02 10:00"),), (office_time("2026-12-09 14:00"),)]


def test_before_the_first_timetable_there_are_no_times() -> None:
    timetable = Timetable((WeeklyTimes(day("2026-12-09 Wed"), ((WED, time(10)),)),))
    assert timetable.starts_on(day("2026-12-02 Wed")) == ()


def test_an_extra_opening_replaces_the_weekly_times() -> None:
    saturday = SHIOMIZAKA.timetable.starts_on(day("2026-12-12 Sat"))
    assert [f"{start:%H:%M}" for start in saturday] == ["10:00", "11:00", "13:30"]
    wednesday = replace(OMURA.timetable, openings={day("2026-12-02 Wed"): ()})
    assert wednesday.starts_on(day("2026-12-02 Wed")) == ()


def test_a_saturday_opening_is_booked_three_office_days_before() -> None:
    slot = at("2026-12-12 10:00", rules=SHIOMIZAKA, now=office_time("2026-12-01 09:00"))
    assert slot.state is SlotState.OPEN
    assert slot.closes_at == office_time("2026-12-08 17:15")  # Tuesday: Friday 11 is closed, so Thu, Wed, Tue


def test_a_closing_day_wins_over_an_extra_opening() -> None:
    closed = replace(SHIOMIZAKA.office_days, own_closing_days={day("2026-12-12 Sat"): "臨時の休み"})
    slot = at("2026-12-12 10:00", rules=replace(SHIOMIZAKA, office_days=closed), now=office_time("2026-12-01 09:00"))
    assert (slot.reason, slot.closing) == (SlotReason.CLOSING_DAY, "臨時の休み")


def test_a_start_in_another_zone_is_the_same_slot() -> None:
    tokyo = office_time("2026-11-25 10:00")
    utc = datetime.fromisoformat("2026-11-25T01:00:00+00:00")
    assert (
        slot_at(OMURA, NOTHING_TAKEN, starts_at=utc, channel=Channel.WEB, now=FRIDAY_MORNING).closes_at
        == slot_at(OMURA, NOTHING_TAKEN, starts_at=tokyo, channel=Channel.WEB, now=FRIDAY_MORNING).closes_at
    )


MOMENTS = st.datetimes(datetime(2026, 11, 1), datetime(2026, 12, 31)).map(  # noqa: DTZ001  the next line adds the zone
    lambda naive: naive.replace(tzinfo=FRIDAY_MORNING.tzinfo)
)
CONSULTATIONS = st.sampled_from(("2026-12-02 10:00", "2026-12-03 11:00", "2026-12-04 15:00", "2026-12-09 10:00"))
DESKS = st.sets(st.sampled_from((FIRST_DESK, SECOND_DESK)))


@given(starts=CONSULTATIONS, desks=DESKS, channel=st.sampled_from(Channel), now=MOMENTS)
def test_an_open_slot_has_a_desk_a_channel_and_time_left(
    starts: str, desks: set[int], channel: Channel, now: datetime
) -> None:
    slot = at(starts, rules=TWO_DESKS, taken=busy(starts, *desks), channel=channel, now=now)
    if slot.state is SlotState.OPEN:
        assert slot.opens_at <= now < slot.closes_at <= slot.starts_at
        assert channel in TWO_DESKS.on(slot.starts_at.date()).channels
        assert slot.free == 2 - len(desks) > 0
    else:
        assert slot.reason is not None
        assert slot.free == 0


@given(starts=CONSULTATIONS, now=MOMENTS)
def test_who_is_late_once_stays_late(starts: str, now: datetime) -> None:
    if at(starts, now=now).reason is SlotReason.DEADLINE_PASSED:
        later = at(starts, now=now + timedelta(minutes=1))
        assert later.reason in {SlotReason.DEADLINE_PASSED, SlotReason.PAST}
