"""Bookings as their seeker and as the office's staff see them."""

from dataclasses import replace

import pytest
from flask import Flask

from booking.bookings.book import book
from booking.bookings.colleagues.notes import Author, write_note
from booking.bookings.day_sheet import DaySheet, day_sheet
from booking.bookings.reads import (
    booking_at_offices,
    booking_by_calendar_uid,
    booking_of_seeker,
    past_of_seeker,
    upcoming_of_seeker,
)
from booking.bookings.refusals import UnknownBooking
from booking.jobs import issue_meetings
from booking.office_changes.import_file import import_office
from booking.offices.from_rows import office_file_of
from booking.tables import MeetingState
from database.base import db
from tests.availability.rows_to_read import offices
from tests.bookings.builders import WED_11, the_booking, web_request
from tests.days import day
from tests.town import FRIDAY_MORNING, MISAKI, TARO, office_time, seeker_id, staff_id


@pytest.fixture
def number(app: Flask) -> str:
    """Misaki's booking of Wednesday at ten."""
    return book(web_request(), now=FRIDAY_MORNING)


def sheet(on: str = "2026-11-25 Wed", *codes: str) -> DaySheet:
    """The sheet of a day at these offices."""
    db.session.rollback()
    return day_sheet(db.session(), day(on), office_ids=offices(*codes or ("omura",)))


def test_a_seekers_own_booking_is_found(number: str) -> None:
    booking = booking_of_seeker(db.session(), number, seeker_id=seeker_id(MISAKI))
    assert booking_by_calendar_uid(db.session(), booking.calendar_uid, seeker_id=seeker_id(MISAKI)) is booking


def test_another_seekers_booking_is_as_unknown_as_one_that_never_was(number: str) -> None:
    for wanted in (number, "572401836"):
        with pytest.raises(UnknownBooking):
            booking_of_seeker(db.session(), wanted, seeker_id=seeker_id(TARO))
    with pytest.raises(UnknownBooking):
        booking_by_calendar_uid(db.session(), the_booking(number).calendar_uid, seeker_id=seeker_id(TARO))


def test_staff_find_the_bookings_of_their_office_only(number: str) -> None:
    assert booking_at_offices(db.session(), number, office_ids=offices("omura")).number == number
    with pytest.raises(UnknownBooking):
        booking_at_offices(db.session(), number, office_ids=offices("shiga"))


@pytest.mark.parametrize(("now", "coming", "past"), [("2026-11-25 10:29", 1, 0), ("2026-11-25 10:30", 0, 1)])
def test_a_booking_is_upcoming_until_it_ends(number: str, now: str, coming: int, past: int) -> None:
    moment, misaki = office_time(now), seeker_id(MISAKI)
    assert len(upcoming_of_seeker(db.session(), seeker_id=misaki, now=moment)) == coming
    assert len(past_of_seeker(db.session(), seeker_id=misaki, now=moment, most=10)) == past


def test_the_days_sheet_lists_who_comes_when_and_whether_the_meeting_is_there(number: str) -> None:
    book(web_request(TARO, starts=WED_11), now=FRIDAY_MORNING)
    assert [line.meeting for line in sheet().lines] == [MeetingState.WANTED, MeetingState.WANTED]
    assert sheet().totals.without_meeting == 2
    issue_meetings()
    assert [line.seeker for line in sheet().lines] == ["髙城 美咲", "見本 太郎"]
    assert (sheet().totals.booked, sheet().totals.without_meeting, sheet().totals.cancelled) == (2, 0, 0)


def test_the_days_sheet_shows_no_other_office(number: str) -> None:
    assert sheet("2026-11-25 Wed", "shiga").lines == []


def test_a_booking_with_several_notes_is_one_line(number: str) -> None:
    for text in ("耳が遠い", "書類は預かり済み"):
        write_note(number, text, Author(staff_id("受付 二郎"), offices("omura")), key=text, now=FRIDAY_MORNING)
    assert [line.notes for line in sheet().lines] == [("耳が遠い", "書類は預かり済み")]


def test_the_days_sheet_names_offices_as_they_are_now_with_and_without_a_booking(number: str) -> None:
    before = [place.contact.name for place in sheet("2026-11-25 Wed", "omura", "shiga").places]
    assert len(before) == 2
    omura = office_file_of(db.session(), "omura")
    assert omura is not None
    import_office(replace(omura, name="大村新安定所"), actor="test", now=FRIDAY_MORNING)
    after = [place.contact.name for place in sheet("2026-11-25 Wed", "omura", "shiga").places]
    assert sorted(set(after) - set(before)) == ["大村新安定所"]


def test_the_days_sheet_turns_to_the_nearest_open_days(app: Flask) -> None:
    tuesday = sheet("2026-11-24 Tue")
    assert (tuesday.before, tuesday.after) == (day("2026-11-20 Fri"), day("2026-11-25 Wed"))


def test_the_days_sheet_says_why_the_office_is_closed(app: Flask) -> None:
    assert sheet("2026-11-23 Mon").closing == "勤労感謝の日"
    assert sheet("2026-11-24 Tue").closing == ""


def test_one_open_office_is_enough_for_an_open_day(app: Flask) -> None:
    assert sheet("2026-12-11 Fri", "shiomizaka").closing == "庁舎の設備点検"
    assert sheet("2026-12-11 Fri", "shiomizaka", "omura").closing == ""
