"""A timeline: what happened, the latest first, why, what was told; page by page, and only what an office may see."""

from collections.abc import Sequence

import pytest
from flask import Flask

from booking.bookings.colleagues.notes import Author, write_note
from booking.history.marks import Mark, Source, read_mark
from booking.history.subjects import Subject
from booking.history.timeline import Chosen, Entry, Timeline, timeline_of_person
from booking.tables import BookingStatus, Seeker
from database.base import db
from tests.attendance.absences import decide, missed, suspended
from tests.bookings.builders import OMURA_CLERK, WED_10
from tests.bookings.town_bookings import booked
from tests.days import day
from tests.town import FRIDAY_MORNING, MISAKI, office_time, seeker_id, staff_id

OMURA, SHIGA = 1, 2


def timeline(*, office: int = OMURA, subject: Subject | None = None, before: Mark | None = None) -> Timeline:
    """Misaki's, as a manager of the office sees it on Thursday 10 December."""
    misaki = db.session.get_one(Seeker, seeker_id(MISAKI))
    chosen = Chosen(subject, before, with_looks=True)
    return timeline_of_person(db.session(), misaki, chosen, office_ids=[office], now=office_time("2026-12-10 09:00"))


def acts(entries: Sequence[Entry]) -> list[str]:
    return [each.line.act if each.line else f"tell {each.message.kind if each.message else ''}" for each in entries]


def test_an_absence_stands_with_its_evidence_what_was_told_and_the_reason_of_its_correction(app: Flask) -> None:
    number = missed(WED_10)
    decide(number, BookingStatus.EXCUSED, at="2026-11-26 09:00", reason="入院の連絡", shown=1)
    told, corrected, missed_told, marked, *_ = timeline().entries
    assert acts([told, corrected, missed_told, marked]) == [
        "tell corrected",
        "correct_attendance",
        "tell warned",
        "mark_attendance",
    ]
    assert corrected.because is not None
    assert corrected.because.words == "入院の連絡"
    assert corrected.because.evidence is not None


def test_a_suspension_stands_with_the_absences_on_which_it_rests_and_its_last_day(sqlite_app: Flask) -> None:
    with sqlite_app.app_context():
        suspended()
        imposed, proposed = timeline(subject=Subject.SUSPENSION).entries
    assert acts([imposed, proposed]) == ["suspend", "propose_suspension"]
    assert imposed.because is not None
    assert imposed.because.no_shows == [day("2026-11-25 Wed"), day("2026-12-02 Wed")]


def test_a_note_of_a_colleague_stands_with_what_it_says(sqlite_app: Flask) -> None:
    with sqlite_app.app_context():
        number = booked(MISAKI, "2026-11-26 10:00")
        by = Author(staff_id(OMURA_CLERK), [OMURA])
        write_note(number, "耳が遠い", by, key="1", now=FRIDAY_MORNING)
        (note,) = timeline(subject=Subject.NOTE).entries
    assert note.because is not None
    assert note.because.words == "耳が遠い"


def test_another_office_sees_none_of_it(sqlite_app: Flask) -> None:
    with sqlite_app.app_context():
        suspended()
        assert acts(timeline(office=SHIGA).entries) == []


def test_pages_go_on_where_the_last_one_ended_though_much_has_one_moment(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    suspended()
    whole = [entry.mark for entry in timeline().entries]
    monkeypatch.setattr("booking.history.timeline.A_PAGE", 1)
    pages = [timeline()]
    while (last := pages[-1].older) is not None:
        pages.append(timeline(before=read_mark(str(last))))
    assert [entry.mark for page in pages for entry in page.entries] == whole == sorted(set(whole), reverse=True)


@pytest.mark.parametrize("text", ["", "1", "1-2-3", "x-0-1", "-1-0-1", "1-0-", "1-0-1-1", "１-0-1", f"{'9' * 17}-0-1"])
def test_an_address_that_was_made_up_is_no_mark(text: str) -> None:
    assert read_mark(text) is None


def test_a_mark_is_read_as_it_was_written() -> None:
    for mark in (Mark(FRIDAY_MORNING, Source.MESSAGE, 12), Mark(office_time("2026-11-25 10:00"), Source.ACT, 10**17)):
        assert read_mark(str(mark)) == mark
