"""Somebody is missing at a desk: single bookings or its day go to another desk at the same time."""

from collections.abc import Mapping

import pytest
from flask import Flask
from sqlalchemy import select

from booking.bookings.refusals import ChangedMeanwhile, NotOpenAnyMore, UnknownBooking
from booking.office_changes.carry_out import Outcome
from booking.office_changes.move_to_desk import Wanted, movable_bookings, move_to_desk
from booking.office_changes.refusals import DecisionMissing, OtherDeskTaken
from booking.tables import DecidedBooking, Meeting, MeetingState, OfficeChange
from database.base import db
from notifier.tables import Message
from tests.bookings.town_bookings import MANAGER, booked, booking_of, office_of
from tests.days import day
from tests.soak.invariants import flaws
from tests.town import FRIDAY_MORNING

pytestmark = pytest.mark.any_engine

SHO, LAN, KAKUTO = "70000-0000005", "70000-0000006", "70000-0000003"
DESK_1, DESK_2 = "shiomizaka-desk-1", "shiomizaka-desk-2"
FRI_27 = "2026-11-27 Fri"


def at_first_desk(seeker: str = SHO, starts: str = "2026-11-27 10:00") -> str:
    return booked(seeker, starts, procedure="shiomizaka-soudan")


def moved(
    wanted: Mapping[str, str], *, now: str = "2026-11-20 Fri", office: str = "shiomizaka", seen: int = 0
) -> Outcome:
    office_id = office_of(office).id
    return move_to_desk(
        office_id,
        {number: Wanted(desk, seen) for number, desk in wanted.items()},
        actor=MANAGER,
        office_ids=[office_of("shiomizaka").id],
        now=FRIDAY_MORNING.replace(day=day(now).day),
    )


@pytest.mark.each_engine
def test_a_day_goes_to_the_other_desk_with_new_meetings_and_one_message_each(app: Flask) -> None:
    first, second = at_first_desk(), at_first_desk(KAKUTO, "2026-11-27 11:00")
    starts = booking_of(first).starts_at
    assert moved({first: DESK_2, second: DESK_2}).moved == 2
    assert [booking_of(number).desk.code for number in (first, second)] == [DESK_2, DESK_2]
    assert (booking_of(first).starts_at, booking_of(first).sequence) == (starts, 1)
    states = db.session.scalars(select(Meeting.state).order_by(Meeting.id)).all()
    assert sorted(states) == [MeetingState.WANTED] * 2 + [MeetingState.WITHDRAWN] * 2
    kinds = db.session.scalars(select(Message.kind).order_by(Message.id)).all()
    assert kinds.count("desk_changed") == 2
    assert flaws(db.session()) == []


def test_sent_twice_it_moves_once(app: Flask) -> None:
    number = at_first_desk()
    moved({number: DESK_2})
    assert moved({number: DESK_2}) == Outcome()
    assert booking_of(number).sequence == 1


def test_on_the_day_before_they_stand_on_a_list_to_call(app: Flask) -> None:
    number = at_first_desk()
    moved({number: DESK_2}, now="2026-11-26 Thu")
    (line,) = db.session.scalars(select(DecidedBooking)).all()
    assert (line.booking.number, line.to_call) == (number, True)


def test_only_desks_that_are_free_at_the_time_are_offered(app: Flask) -> None:
    first, alone = at_first_desk(), at_first_desk(KAKUTO, "2026-11-27 11:00")
    at_first_desk(LAN)  # the second desk, at the first one's time
    found = movable_bookings(db.session(), office_of("shiomizaka").id, day(FRI_27), now=FRIDAY_MORNING)
    offered = {one.number: [desk.code for desk in one.other_desks] for one in found}
    assert (offered[first], offered[alone]) == ([], [DESK_2])


@pytest.mark.each_engine
def test_of_a_day_all_move_or_none(app: Flask) -> None:
    first, alone = at_first_desk(), at_first_desk(KAKUTO, "2026-11-27 11:00")
    at_first_desk(LAN)
    with pytest.raises(OtherDeskTaken) as refused:
        moved({first: DESK_2, alone: DESK_2})
    assert refused.value.numbers == (first,)
    assert booking_of(alone).desk.code == DESK_1
    assert db.session.scalars(select(OfficeChange)).all() == []
    assert flaws(db.session()) == []


def test_what_was_changed_since_it_was_seen_is_left_alone(app: Flask) -> None:
    number = at_first_desk()
    with pytest.raises(ChangedMeanwhile):
        moved({number: DESK_2}, seen=3)


def test_what_has_begun_stays_where_it_is(app: Flask) -> None:
    number = at_first_desk()
    with pytest.raises(NotOpenAnyMore):
        move_to_desk(
            office_of("shiomizaka").id,
            {number: Wanted(DESK_2, 0)},
            actor=MANAGER,
            office_ids=[office_of("shiomizaka").id],
            now=booking_of(number).starts_at,
        )


def test_nothing_is_moved_at_another_office_and_nothing_without_a_choice(app: Flask) -> None:
    number = booked("70000-0000002", "2026-11-26 10:00")
    with pytest.raises(UnknownBooking):
        moved({number: DESK_2})
    with pytest.raises(UnknownBooking):
        moved({number: "omura-desk-1"}, office="omura")
    with pytest.raises(DecisionMissing):
        moved({})
