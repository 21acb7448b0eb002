"""Moving: both times change hands in one transaction or neither does (rules.md#moving)."""

from datetime import time, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from booking.audit.refusals import KeyReused
from booking.bookings.hold import hold
from booking.bookings.move import move
from booking.bookings.rules.meeting_pace import REST
from booking.office_changes.changes import NewTimetable
from booking.offices.file.shape import WeeklyStart
from booking.tables import AuditLine, BookingStatus, Hold, MeetingState
from database.base import db
from notifier.tables import DeliveryState
from tests.bookings.builders import change_procedure
from tests.bookings.changed_bookings import claims_in_all, claims_of, issue, meetings_of, remove, sent_messages, ticks
from tests.bookings.moves import (
    FRIDAY_AT_ELEVEN,
    FRIDAY_AT_THREE,
    KAKUTO,
    SHO,
    THURSDAY_AT_TEN,
    assert_claims_are_those_of_the_bookings,
    by_seeker,
)
from tests.bookings.town_bookings import booked, booking_of, carried_out
from tests.days import day
from tests.meetings.fakes import FakeMeetings
from tests.town import FRIDAY_MORNING, MISAKI, office_time, seeker_id


def test_a_booking_moves_and_keeps_its_number(app: Flask) -> None:
    number = booked(MISAKI, THURSDAY_AT_TEN)
    before = booking_of(number)
    name, stamp, uid = before.display_name, before.revised_at, before.calendar_uid
    move(by_seeker(number, FRIDAY_AT_ELEVEN), now=FRIDAY_MORNING)
    moved = booking_of(number)
    assert (moved.starts_at, moved.ends_at) == (office_time(FRIDAY_AT_ELEVEN), office_time("2026-11-27 11:30"))
    assert (moved.day, moved.status) == (day("2026-11-27 Fri"), BookingStatus.BOOKED)
    assert (moved.sequence, moved.revised_at, moved.calendar_uid) == (1, stamp + timedelta(seconds=1), uid)
    assert moved.display_name != name


def test_exactly_the_new_time_is_claimed_afterwards(app: Flask) -> None:
    number = booked(MISAKI, THURSDAY_AT_TEN)
    move(by_seeker(number, FRIDAY_AT_ELEVEN), now=FRIDAY_MORNING)
    assert claims_of(number) == (ticks(FRIDAY_AT_ELEVEN, 3), ticks(FRIDAY_AT_ELEVEN, 2))
    assert claims_in_all() == (3, 2)


def test_the_old_meeting_is_withdrawn_and_a_new_one_wanted(app: Flask) -> None:
    provider, number = FakeMeetings(), booked(MISAKI, THURSDAY_AT_TEN)
    issue(provider)
    move(by_seeker(number, FRIDAY_AT_ELEVEN), now=FRIDAY_MORNING)
    assert meetings_of(number) == [MeetingState.WITHDRAWN, MeetingState.WANTED]
    (old,) = provider.meetings
    issue(provider, after=REST)
    remove(provider)
    assert meetings_of(number) == [MeetingState.WITHDRAWN, MeetingState.ISSUED]
    assert len(provider.meetings) == 1
    assert old not in provider.meetings


def test_a_meeting_that_is_issued_during_the_move_is_removed_and_the_new_one_stays(app: Flask) -> None:
    provider, number = FakeMeetings(), booked(MISAKI, THURSDAY_AT_TEN)
    provider.meanwhile = lambda: move(by_seeker(number, FRIDAY_AT_ELEVEN), now=FRIDAY_MORNING)
    issue(provider)  # the answer comes too late
    issue(provider, after=REST)
    assert meetings_of(number) == [MeetingState.WITHDRAWN, MeetingState.ISSUED]
    assert len(provider.meetings) == 2
    remove(provider)
    assert len(provider.meetings) == 1


def test_the_seeker_is_told_once_and_the_overtaken_mail_is_dropped(app: Flask) -> None:
    number = booked(MISAKI, THURSDAY_AT_TEN)
    move(by_seeker(number, FRIDAY_AT_ELEVEN), now=FRIDAY_MORNING)
    move(by_seeker(number, FRIDAY_AT_THREE, key="web:2"), now=FRIDAY_MORNING)
    assert sent_messages() == [
        ("booked", DeliveryState.DROPPED),
        ("moved", DeliveryState.DROPPED),
        ("moved", DeliveryState.WAITING),
    ]


def test_the_freed_place_can_be_booked_at_once(app: Flask) -> None:
    number = booked(MISAKI, THURSDAY_AT_TEN)
    move(by_seeker(number, FRIDAY_AT_ELEVEN), now=FRIDAY_MORNING)
    other = booked(KAKUTO, THURSDAY_AT_TEN)
    assert claims_of(other)[0] == ticks(THURSDAY_AT_TEN, 3)


def test_a_booking_does_not_stand_in_its_own_way(app: Flask) -> None:
    number = booked(MISAKI, THURSDAY_AT_TEN)
    a_quarter_later = NewTimetable("omura-soudan", day("2026-11-26 Thu"), (WeeklyStart(3, time(10, 15)),))
    carried_out("omura", a_quarter_later, keep=[number])
    move(by_seeker(number, "2026-11-26 10:15"), now=FRIDAY_MORNING)
    assert claims_of(number) == (ticks("2026-11-26 10:15", 3), ticks("2026-11-26 10:15", 2))
    assert claims_in_all() == (3, 2)


def test_the_same_key_moves_once(app: Flask) -> None:
    number = booked(MISAKI, THURSDAY_AT_TEN)
    for _press in range(2):
        move(by_seeker(number, FRIDAY_AT_ELEVEN), now=FRIDAY_MORNING)
    assert booking_of(number).sequence == 1
    with pytest.raises(KeyReused):
        move(by_seeker(number, FRIDAY_AT_THREE), now=FRIDAY_MORNING)
    line = db.session.scalars(select(AuditLine).where(AuditLine.act == "move")).one()
    assert line.facts["moved_from"] == "2026-11-26T10:00:00+09:00"  # both on the office's clock
    assert str(line.facts["moved_to"]).startswith("2026-11-27")


def test_own_hold_of_the_new_time_gives_way(app: Flask) -> None:
    number = booked(SHO, "2026-11-27 10:00", procedure="shiomizaka-soudan")
    change_procedure("shiomizaka-soudan", max_open_bookings=2)
    hold("shiomizaka-soudan", office_time("2026-11-27 11:00"), seeker_id=seeker_id(SHO), now=FRIDAY_MORNING)
    move(by_seeker(number, "2026-11-27 11:00", seeker=SHO), now=FRIDAY_MORNING)
    assert db.session.scalars(select(Hold.ended_at)).one() == FRIDAY_MORNING
    assert_claims_are_those_of_the_bookings()


def test_own_hold_of_another_procedure_at_the_new_time_gives_way_too(app: Flask) -> None:
    number = booked(MISAKI, THURSDAY_AT_TEN)
    hold("shiomizaka-soudan", office_time(FRIDAY_AT_ELEVEN), seeker_id=seeker_id(MISAKI), now=FRIDAY_MORNING)
    move(by_seeker(number, FRIDAY_AT_ELEVEN), now=FRIDAY_MORNING)
    assert db.session.scalars(select(Hold.ended_at)).one() == FRIDAY_MORNING
    assert_claims_are_those_of_the_bookings()


def test_own_hold_of_another_procedure_at_another_time_stays(app: Flask) -> None:
    number = booked(MISAKI, THURSDAY_AT_TEN)
    hold("shiomizaka-soudan", office_time("2026-11-27 10:00"), seeker_id=seeker_id(MISAKI), now=FRIDAY_MORNING)
    move(by_seeker(number, FRIDAY_AT_ELEVEN), now=FRIDAY_MORNING)
    assert db.session.scalars(select(Hold.ended_at)).one() is None
