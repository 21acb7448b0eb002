"""Whoever presses a time that is taken reads why and is noted for the statistics, by one commit (decision 0085)."""

import pytest
from flask import Flask
from sqlalchemy import event

from booking.bookings.book import book
from booking.tables import Demand, KeptPage
from booking.web.kept import pages
from database.base import db
from tests.bookings.builders import crowd, how_many, web_request
from tests.town import FRIDAY_MORNING
from tests.web.seeker_visits import WED_25, SeekerVisit


@pytest.fixture
def late(served_app: Flask) -> SeekerVisit:
    """A seeker who sees Wednesday 25 November, 10:00, as free, which it is no more."""
    visit = SeekerVisit(served_app).sign_in()
    visit.open(WED_25)
    with served_app.app_context():
        book(web_request(crowd(1, office="omura")[0]), now=FRIDAY_MORNING)
    return visit


def noted_and_kept(app: Flask) -> tuple[int, int]:
    with app.app_context():
        return how_many(Demand), how_many(KeptPage)


def test_note_and_page_are_written_by_one_commit(late: SeekerVisit) -> None:
    commits: list[object] = []
    with late.app.app_context():
        engine = db.engine
    event.listen(engine, "commit", commits.append)
    assert "ほかの方が先に選びました" in late.press("10時00分から予約する").text
    assert (len(commits), noted_and_kept(late.app)) == (1, (1, 1))


def test_who_is_kept_no_page_is_noted_all_the_same(late: SeekerVisit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "LARGEST", 0)
    assert "ほかの方が先に選びました" in late.press("10時00分から予約する").text
    assert noted_and_kept(late.app) == (1, 0)


def test_pressing_once_more_notes_nothing_more(late: SeekerVisit) -> None:
    form = late.form("10時00分から予約する")
    for _ in range(2):
        late.send(form.action, **{**form.fields, **form.buttons["10時00分から予約する"]})
    assert noted_and_kept(late.app) == (1, 2)
