"""30 and 45 minutes at one desk: neither a consultation nor its rest is ever cut into, whichever was booked first.

Office files and managers' pages refuse starts that clash at a desk; bookings that were kept through a change of the
timetable clash all the same. So the office of these tests simply has starts that clash.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time
from functools import partial

import pytest
from flask import Flask

from booking.assets import assets
from booking.availability.open_slots import slots_of
from booking.availability.procedures import procedure_by_code
from booking.availability.refusals import SlotTaken
from booking.bookings.book import book
from booking.bookings.move import MoveRequest, move
from booking.core.channels import Channel
from booking.core.host_licences import HostLicence
from booking.core.refusals import Refusal
from booking.office_changes.import_file import import_office
from booking.offices.file.read import read_office
from booking.offices.file.shape import Desk, Office, Procedure, Timetable, WeeklyStart
from booking.tables import Booking
from database.base import db
from tests.bookings.builders import crowd, how_many, web_request
from tests.bookings.races.at_once import at_once
from tests.days import day
from tests.soak.invariants import flaws
from tests.town import FRIDAY_MORNING, MISAKI, TARO, office_time, seeker_id

SHORT, LONG = "mixed-30", "mixed-45"
THURSDAY = day("2026-11-26 Thu")
QUARTERS = tuple(time(hour, minute) for hour in (10, 11, 12) for minute in (0, 15, 30, 45))

# Beside a consultation of 30 minutes at 11:00, whose rest ends at 11:45, one of 45 minutes and its rest fit only here.
BESIDE_THE_SHORT = {"10:00", "11:45", "12:00", "12:15", "12:30", "12:45"}
# Beside one of 45 minutes at 11:00, whose rest ends at 12:00, one of 30 minutes and its rest fit here.
BESIDE_THE_LONG = {"10:00", "10:15", "12:00", "12:15", "12:30", "12:45"}


@pytest.fixture
def mixed(app: Flask) -> Iterator[Flask]:
    """The service with an office of one desk, which rests for a tick; afterwards every row is looked through."""
    import_office(mixed_office(), actor="test", now=FRIDAY_MORNING)
    yield app
    db.session.rollback()
    assert flaws(db.session()) == []


def mixed_office() -> Office:
    pattern = read_office((assets("offices") / "omura.toml").read_text(encoding="utf-8"), file_name="omura.toml")
    return replace(
        pattern,
        code="mixed",
        fictional=True,
        extra_openings=(),
        desks=(Desk("mixed-desk", "窓口", None, HostLicence.LICENSED, 15),),
        procedures=tuple(_procedure(pattern.procedures[0], code, length) for code, length in ((SHORT, 30), (LONG, 45))),
    )


def _procedure(pattern: Procedure, code: str, length_minutes: int) -> Procedure:
    weekly = tuple(WeeklyStart(THURSDAY.weekday(), start) for start in QUARTERS)
    timetables = (Timetable(date(2020, 1, 1), weekly),)
    return replace(pattern, code=code, length_minutes=length_minutes, desks=("mixed-desk",), timetables=timetables)


def booked(seeker: str, procedure: str, start: str) -> str:
    return book(web_request(seeker, procedure=procedure, starts=f"{THURSDAY} {start}"), now=FRIDAY_MORNING)


def booked_or_not(seeker: str, procedure: str, start: str) -> bool:
    try:
        booked(seeker, procedure, start)
    except SlotTaken:
        return False
    return True


def offered(procedure: str) -> set[str]:
    found = slots_of(
        db.session(),
        procedure_by_code(db.session(), procedure),
        first=THURSDAY,
        last=THURSDAY,
        channel=Channel.WEB,
        now=FRIDAY_MORNING,
    )
    return {f"{slot.starts_at:%H:%M}" for slot in found if slot.reason is None}


@pytest.mark.parametrize(("first", "second", "free"), [(SHORT, LONG, BESIDE_THE_SHORT), (LONG, SHORT, BESIDE_THE_LONG)])
def test_only_starts_that_spare_the_other_and_its_rest_are_offered(
    mixed: Flask, first: str, second: str, free: set[str]
) -> None:
    booked(MISAKI, first, "11:00")
    assert offered(second) == free


@pytest.mark.parametrize("start", ["10:00", "10:15", "10:30", "11:30", "11:45", "12:00"])  # around either's bounds
@pytest.mark.parametrize(("first", "second", "free"), [(SHORT, LONG, BESIDE_THE_SHORT), (LONG, SHORT, BESIDE_THE_LONG)])
def test_whoever_comes_second_gets_only_such_a_start(
    mixed: Flask, first: str, second: str, free: set[str], start: str
) -> None:
    booked(MISAKI, first, "11:00")
    assert booked_or_not(TARO, second, start) == (start in free)


@pytest.mark.parametrize("attempt", range(3))
@pytest.mark.parametrize(("short", "long"), [("10:30", "11:00"), ("11:45", "11:00"), ("11:15", "11:00")])
def test_of_two_lengths_that_cut_into_each_other_at_once_one_is_booked(
    mixed: Flask, short: str, long: str, attempt: int
) -> None:
    answers = at_once(mixed, [partial(booked, MISAKI, SHORT, short), partial(booked, TARO, LONG, long)])
    assert sorted(type(answer).__name__ for answer in answers) == ["SlotTaken", "str"]
    assert how_many(Booking) == 1


def test_a_crowd_that_wants_both_lengths_at_once_never_overlaps(mixed: Flask) -> None:
    wanted = [(SHORT, "10:00"), (LONG, "10:30"), (SHORT, "11:15"), (LONG, "11:30"), (SHORT, "12:15"), (LONG, "12:45")]
    people = crowd(2 * len(wanted))
    answers = at_once(mixed, [partial(booked, one, *place) for one, place in zip(people, wanted * 2, strict=True)])
    assert {type(answer) for answer in answers if isinstance(answer, Refusal)} == {SlotTaken}
    assert how_many(Booking) >= 2  # the first of all keeps at most three of the six times from the others


def test_a_booking_that_moves_gives_its_whole_time_to_the_other_length(mixed: Flask) -> None:
    number, own_id = booked(MISAKI, LONG, "11:00"), seeker_id(MISAKI)
    to_the_end = MoveRequest(
        number, office_time(f"{THURSDAY} 12:45"), Channel.WEB, f"seeker:{own_id}", "key", seeker_id=own_id
    )
    move(to_the_end, now=FRIDAY_MORNING)
    assert offered(SHORT) == {"10:00", "10:15", "10:30", "10:45", "11:00", "11:15", "11:30", "11:45", "12:00"}
