"""Notes for colleagues on a booking."""

import pytest
from flask import Flask
from sqlalchemy import select

from booking.bookings.colleagues.notes import Author, notes_of, remove_note, write_note
from booking.bookings.colleagues.refusals import NoteMissing
from booking.bookings.refusals import UnknownBooking
from booking.tables import AuditLine
from database.base import db
from notifier.tables import Message
from tests.bookings.town_bookings import booked, booking_of, office_of
from tests.town import FRIDAY_MORNING, MISAKI, staff_id

pytestmark = pytest.mark.any_engine


def clerk() -> Author:
    return Author(staff_id("受付 二郎"), [office_of("omura").id])


def write(number: str, text: str, key: str = "a-key-of-a-note-1") -> None:
    write_note(number, text, clerk(), key=key, now=FRIDAY_MORNING)


def texts(number: str) -> list[str]:
    return [note.text for note in notes_of(db.session(), booking_of(number))]


@pytest.fixture
def number(app: Flask) -> str:
    return booked(MISAKI, "2026-11-26 10:00")


@pytest.mark.each_engine
def test_a_note_names_who_wrote_it_and_is_told_to_nobody_else(number: str) -> None:
    write(number, "  応募書類を持参  ")
    (note,) = notes_of(db.session(), booking_of(number))
    assert (note.text, note.staff.name) == ("応募書類を持参", "受付 二郎")
    assert db.session.scalars(select(Message.kind)).all() == ["booked"]
    (line,) = db.session.scalars(select(AuditLine).where(AuditLine.act == "write_note")).all()
    assert "応募" not in str(line.facts)


def test_the_same_form_sent_twice_writes_one(number: str) -> None:
    write(number, "応募書類を持参")
    write(number, "応募書類を持参")
    write(number, "母親が同席", key="a-key-of-a-note-2")
    assert texts(number) == ["応募書類を持参", "母親が同席"]


def test_it_is_taken_away_with_all_that_it_said(number: str) -> None:
    write(number, "別の方のこと")
    (note_id,) = [note.id for note in notes_of(db.session(), booking_of(number))]
    for _ in range(2):
        remove_note(number, note_id, clerk(), now=FRIDAY_MORNING)
    assert texts(number) == []


def test_there_is_no_empty_note_and_none_at_another_office(number: str) -> None:
    with pytest.raises(NoteMissing):
        write(number, " 　")
    with pytest.raises(UnknownBooking):
        write_note(
            number, "他所から", Author(staff_id("受付 一"), [office_of("shiga").id]), key="k" * 16, now=FRIDAY_MORNING
        )
