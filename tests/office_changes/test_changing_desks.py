"""A change of the office moves bookings to another desk at the same time, and keeps a list of whom to call."""

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

from booking.availability.placed_outside import outside_timetable
from booking.bookings.hold import hold
from booking.core.fates import Fate
from booking.office_changes.change import change_office
from booking.office_changes.changes import NewTimetable, TakeDeskOut
from booking.office_changes.choices import alike, move_to
from booking.office_changes.closings import CloseDay
from booking.office_changes.refusals import OtherDeskTaken
from booking.tables import BookingStatus, DecidedBooking, DeskClaim, GivenBack, Meeting, MeetingState, OfficeChange
from database.base import db
from notifier.tables import Message
from tests.bookings.builders import change_seeker
from tests.bookings.town_bookings import MANAGER, booked, booking_of, carried_out, decided, everybody, impact, office_of
from tests.days import day
from tests.soak.invariants import flaws
from tests.town import FRIDAY_MORNING, seeker_id

KAKUTO, SHO, LAN = "70000-0000003", "70000-0000005", "70000-0000006"
TWO_DESKS = "shiomizaka-soudan"
DESK_1, DESK_2 = "shiomizaka-desk-1", "shiomizaka-desk-2"
FIRST_OUT, SECOND_OUT = TakeDeskOut(TWO_DESKS, DESK_1), TakeDeskOut(TWO_DESKS, DESK_2)
FRI_27 = CloseDay(day("2026-11-27 Fri"), "庁舎の設備点検")


def at_first_desk(seeker: str = SHO, starts: str = "2026-11-27 10:00") -> str:
    return booked(seeker, starts, procedure=TWO_DESKS)


def test_a_booking_goes_to_the_other_desk_at_the_same_time_with_another_meeting(app: Flask) -> None:
    number = at_first_desk()
    old_name, starts_at = booking_of(number).display_name, booking_of(number).starts_at
    assert carried_out("shiomizaka", FIRST_OUT, move={number: DESK_2}).moved == 1
    after = booking_of(number)
    assert (after.desk.code, after.starts_at, after.sequence) == (DESK_2, starts_at, 1)
    assert (after.status, after.display_name == old_name) == (BookingStatus.BOOKED, False)
    assert outside_timetable(db.session(), [after]) == {}
    states = db.session.scalars(select(Meeting.state).order_by(Meeting.id)).all()
    assert states == [MeetingState.WITHDRAWN, MeetingState.WANTED]
    assert {claim.desk_id for claim in db.session.scalars(select(DeskClaim))} == {after.desk_id}
    assert flaws(db.session()) == []


def test_the_old_name_is_given_back_with_the_old_desk_and_counts_against_nobody(app: Flask) -> None:
    number = at_first_desk()
    old_name = booking_of(number).display_name
    carried_out("shiomizaka", FIRST_OUT, move={number: DESK_2})
    (place,) = db.session.scalars(select(GivenBack)).all()
    assert (place.display_name, place.moved, place.by_seeker) == (old_name, True, False)


def test_its_seeker_is_told_once(app: Flask) -> None:
    number = at_first_desk()
    carried_out("shiomizaka", FIRST_OUT, move={number: DESK_2})
    assert db.session.scalars(select(Message.kind).order_by(Message.id)).all() == ["booked", "desk_changed"]


def test_a_desk_is_offered_where_it_is_free_at_that_time_and_nowhere_else(app: Flask) -> None:
    first = at_first_desk()
    second = at_first_desk(LAN)  # at the second desk, at the same time
    alone = at_first_desk(KAKUTO, "2026-11-27 11:00")
    assert booking_of(second).desk.code == DESK_2
    offered = {one.number: [desk.code for desk in one.other_desks] for one in impact("shiomizaka", FIRST_OUT).bookings}
    assert offered == {first: [], alone: [DESK_2]}


def test_a_hold_stands_in_the_way_as_long_as_it_lives(app: Flask) -> None:
    number = at_first_desk()
    hold(TWO_DESKS, booking_of(number).starts_at, seeker_id=seeker_id(LAN), now=FRIDAY_MORNING)
    (affected,) = impact("shiomizaka", FIRST_OUT).bookings
    assert affected.other_desks == ()
    (later,) = impact("shiomizaka", FIRST_OUT, now=FRIDAY_MORNING.replace(hour=12)).bookings
    assert [desk.code for desk in later.other_desks] == [DESK_2]


@pytest.mark.parametrize("change", [FRI_27, NewTimetable(TWO_DESKS, day("2026-11-20 Fri"), ())])
def test_no_desk_helps_where_the_time_itself_is_gone(app: Flask, change: CloseDay | NewTimetable) -> None:
    at_first_desk()
    (affected,) = impact("shiomizaka", change).bookings
    assert affected.other_desks == ()


def test_a_desk_that_was_taken_meanwhile_changes_nothing(app: Flask) -> None:
    number = at_first_desk()
    decision = decided(impact("shiomizaka", FIRST_OUT), {number: move_to(DESK_2)})
    taken = at_first_desk(LAN)
    with pytest.raises(OtherDeskTaken) as refused:
        change_office(office_of("shiomizaka").id, FIRST_OUT, decision, actor=MANAGER, now=FRIDAY_MORNING)
    assert refused.value.numbers == (number,)
    assert (booking_of(number).desk.code, booking_of(taken).desk.code) == (DESK_1, DESK_2)
    assert db.session.scalars(select(OfficeChange)).all() == []
    assert flaws(db.session()) == []


@pytest.mark.parametrize("desk", ["omura-desk-1", "nowhere", DESK_1])
def test_no_booking_goes_to_a_desk_that_does_not_hold_its_procedure(app: Flask, desk: str) -> None:
    number = at_first_desk()
    with pytest.raises(OtherDeskTaken):
        carried_out("shiomizaka", FIRST_OUT, move={number: desk})


def test_two_at_the_same_time_never_go_to_one_desk(app: Flask) -> None:
    at_first_desk()
    found = impact("shiomizaka", FIRST_OUT).bookings
    both = [*found, replace(found[0], number="482917365")]
    assert len(alike(both, Fate.MOVED, {})) == 1


def test_nobody_is_moved_to_another_desk_of_a_day_that_closes(app: Flask) -> None:
    number = at_first_desk()
    with pytest.raises(OtherDeskTaken):
        carried_out("shiomizaka", FRI_27, move={number: DESK_2})


# Whom to call ---------------------------------------------------------------------------------------------------------


def rows() -> list[tuple[str, Fate, bool]]:
    found = db.session.scalars(select(DecidedBooking).order_by(DecidedBooking.booking_id))
    return [(one.booking.number, one.fate, one.to_call) for one in found]


@pytest.mark.parametrize(
    ("now", "to_call"),
    [
        ("2026-11-20 Fri", False),  # Thursday 26 is three office days ahead
        ("2026-11-24 Tue", False),
        ("2026-11-25 Wed", True),  # the next office day
        ("2026-11-26 Thu", True),  # the same day, at 8:10 with snow
    ],
)
def test_people_of_the_same_and_the_next_office_day_are_called(app: Flask, now: str, to_call: bool) -> None:
    number = booked("70000-0000002", "2026-11-26 10:00")
    moment = FRIDAY_MORNING.replace(day=day(now).day, hour=8, minute=10)
    carried_out("omura", CloseDay(day("2026-11-26 Thu"), "大雪"), cancel=[number], now=moment)
    assert rows() == [(number, Fate.CANCELLED, to_call)]


def test_who_has_neither_my_page_nor_mail_is_called_whenever_it_is(app: Flask) -> None:
    number = booked("70000-0000002", "2026-12-10 10:00")
    change_seeker("70000-0000002", my_page_opened=False, email=None)
    carried_out("omura", CloseDay(day("2026-12-10 Thu"), "点検"), keep=[number])
    assert rows() == [(number, Fate.KEPT, True)]


def test_the_list_stays_with_its_change(app: Flask) -> None:
    number = at_first_desk()
    found = impact("shiomizaka", FIRST_OUT)
    outcome = change_office(
        office_of("shiomizaka").id, FIRST_OUT, everybody(found, Fate.MOVED), actor=MANAGER, now=FRIDAY_MORNING
    )
    change = db.session.get_one(OfficeChange, outcome.change_id)
    assert (change.act, change.made_by, change.facts["desk"]) == ("take_desk_out", MANAGER, DESK_1)
    assert [one.sequence for one in change.decided] == [booking_of(number).sequence]


def test_a_change_that_concerns_nobody_leaves_no_list(app: Flask) -> None:
    assert carried_out("shiomizaka", SECOND_OUT).change_id is None
    assert db.session.scalars(select(OfficeChange)).all() == []
