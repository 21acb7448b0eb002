"""A row of the day sheet is found again until the next moment at which time alone changes it."""

from dataclasses import replace
from datetime import timedelta

from flask import Flask

from booking.bookings.book import book
from booking.bookings.day_sheet import Line, day_sheet
from booking.tables import BookingStatus, MeetingState
from booking.web.desk.day.rows import _changed_at, _happened
from database.base import db
from tests.availability.rows_to_read import offices
from tests.bookings.builders import web_request
from tests.days import day
from tests.town import FRIDAY_MORNING

MINUTES = range(-40, 75)  # from the start of a consultation of 30 minutes


def line() -> Line:
    """Misaki's booking of Wednesday at ten, as the sheet has it."""
    book(web_request(), now=FRIDAY_MORNING)
    db.session.rollback()
    (found,) = day_sheet(db.session(), day("2026-11-25 Wed"), office_ids=offices("omura")).lines
    return found


def test_between_the_moments_of_a_day_a_row_stays_as_it_was(app: Flask) -> None:
    booked = line()
    for state in (booked, replace(booked, meeting=MeetingState.ISSUED), replace(booked, status=BookingStatus.ATTENDED)):
        for now in (state.starts_at + timedelta(minutes=minutes) for minutes in MINUTES):
            assert _happened(state, None, now) == _happened(state, None, _changed_at(state, now)), now


def test_it_changes_when_it_may_start_begins_and_ends(app: Flask) -> None:
    issued = replace(line(), meeting=MeetingState.ISSUED)
    moments = {_changed_at(issued, issued.starts_at + timedelta(minutes=minutes)) for minutes in MINUTES}
    assert len({_happened(issued, None, moment) for moment in moments}) == len(moments) == 4
