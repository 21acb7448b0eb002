"""Who holds which consultation: named late or never, and somebody else when they fall ill."""

import pytest
from flask import Flask
from sqlalchemy import select, update

from booking.bookings.colleagues.counsellors import (
    NOBODY,
    Substitution,
    counsellor_of_booking,
    counsellors_at,
    name_counsellor,
    substitute,
)
from booking.bookings.colleagues.refusals import CounsellorChangedMeanwhile, NoSuchDesk, UnknownCounsellor
from booking.bookings.refusals import UnknownBooking
from booking.office_changes.move_to_desk import Wanted, move_to_desk
from booking.tables import Meeting, MeetingState, Staff
from database.base import db
from database.transactions import transact
from notifier.tables import Message
from tests.bookings.town_bookings import MANAGER, booked, booking_of, office_of
from tests.days import day
from tests.town import FRIDAY_MORNING, office_time, staff_id

pytestmark = pytest.mark.any_engine

KAKUTO, SHO = "70000-0000003", "70000-0000005"
FRI_27 = day("2026-11-27 Fri")


@pytest.fixture
def staff(app: Flask) -> list[int]:
    """Who works at Shiomizaka, by name."""
    return [one.staff_id for one in counsellors_at(db.session(), office_of("shiomizaka").id)]


def at_desk(seeker: str = SHO, starts: str = "2026-11-27 10:00") -> str:
    return booked(seeker, starts, procedure="shiomizaka-soudan")


def holder(number: str) -> int:
    db.session.expire_all()
    found = counsellor_of_booking(db.session(), booking_of(number))
    return found.staff_id if found else NOBODY


def put(who: int, *, at: str, shown: int = NOBODY, now: str = "2026-11-27 09:00") -> None:
    wanted = Substitution(booking_of(at).desk_id, FRI_27, who, shown)
    substitute(wanted, actor=MANAGER, office_ids=[office_of("shiomizaka").id], now=office_time(now))


def name(number: str, who: int, *, shown: int = NOBODY) -> None:
    offices = [office_of("shiomizaka").id]
    name_counsellor(number, who, shown=shown, actor=MANAGER, office_ids=offices, now=FRIDAY_MORNING)


def test_nobody_need_be_named(staff: list[int]) -> None:
    assert holder(at_desk()) == NOBODY


@pytest.mark.each_engine
def test_whoever_sits_at_the_desk_holds_its_day_and_what_is_booked_later(staff: list[int]) -> None:
    first = at_desk()
    put(staff[0], at=first)
    assert [holder(first), holder(at_desk(KAKUTO, "2026-11-27 11:00"))] == [staff[0]] * 2


@pytest.mark.each_engine
def test_a_substitute_takes_what_has_not_begun_and_leaves_the_rest(staff: list[int]) -> None:
    begun, coming = at_desk(), at_desk(KAKUTO, "2026-11-27 11:00")
    put(staff[0], at=begun)
    put(staff[1], at=begun, shown=staff[0], now="2026-11-27 10:05")
    assert (holder(begun), holder(coming)) == (staff[0], staff[1])


def test_a_substitute_changes_no_desk_and_no_meeting_and_tells_nobody(staff: list[int]) -> None:
    number = at_desk()
    before = booking_of(number)
    desk, name_, sequence = before.desk_id, before.display_name, before.sequence
    put(staff[0], at=number)
    put(staff[1], at=number, shown=staff[0])
    after = booking_of(number)
    assert (after.desk_id, after.display_name, after.sequence) == (desk, name_, sequence)
    assert db.session.scalars(select(Meeting.state)).all() == [MeetingState.WANTED]
    assert db.session.scalars(select(Message.kind)).all() == ["booked"]


def test_one_consultation_may_have_a_counsellor_of_its_own(staff: list[int]) -> None:
    own, other = at_desk(), at_desk(KAKUTO, "2026-11-27 11:00")
    put(staff[0], at=own)
    name(own, staff[1], shown=staff[0])
    assert (holder(own), holder(other)) == (staff[1], staff[0])
    name(own, NOBODY, shown=staff[1])
    assert holder(own) == staff[0]


def test_at_another_desk_it_is_whoever_sits_there(staff: list[int]) -> None:
    number = at_desk()
    name(number, staff[1])
    office = office_of("shiomizaka").id
    wanted = {number: Wanted("shiomizaka-desk-2", 0)}
    move_to_desk(office, wanted, actor=MANAGER, office_ids=[office], now=FRIDAY_MORNING)
    assert holder(number) == NOBODY


def test_of_two_colleagues_the_second_is_told(staff: list[int]) -> None:
    number = at_desk()
    put(staff[0], at=number)
    with pytest.raises(CounsellorChangedMeanwhile):
        put(staff[1], at=number)
    with pytest.raises(CounsellorChangedMeanwhile):
        name(number, staff[1])
    assert holder(number) == staff[0]


def test_only_who_works_at_the_office_holds_its_consultations(staff: list[int]) -> None:
    number, stranger = at_desk(), staff_id("受付 一")
    with pytest.raises(UnknownCounsellor):
        put(stranger, at=number)
    with pytest.raises(UnknownCounsellor):
        name(number, stranger)
    transact(lambda session: session.execute(update(Staff).where(Staff.id == staff[0]).values(active=False)))
    with pytest.raises(UnknownCounsellor):
        put(staff[0], at=number)


def test_at_another_office_there_is_neither_desk_nor_booking(staff: list[int]) -> None:
    elsewhere = booked("70000-0000002", "2026-11-26 10:00")
    with pytest.raises(NoSuchDesk):
        put(staff[0], at=elsewhere)
    with pytest.raises(UnknownBooking):
        name(elsewhere, staff[0])
