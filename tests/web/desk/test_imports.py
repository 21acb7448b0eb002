"""An office's file and the national holidays, taken in by the browser: the same look, the same three choices."""

from io import BytesIO

import pytest
from flask import Flask
from sqlalchemy import delete, func, select
from werkzeug.test import TestResponse

from booking.tables import ImportedHoliday, Office, StaffOffice
from calendars.holidays import NationalHolidays
from database.base import db
from database.transactions import transact
from tests.bookings.town_bookings import booked, booking_of, closing_days_of
from tests.town import MISAKI
from tests.web.staff_visits import ADMINISTRATOR, MANAGER, OMURA_CLERK, StaffVisit

FILE = "/desk/office/omura/file"
CLOSED = '\n[[closing_days]]\nday = 2026-11-26\nreason = "設備点検"\n'


@pytest.fixture
def manager(sqlite_app: Flask) -> StaffVisit:
    return StaffVisit(sqlite_app).sign_in(MANAGER)


@pytest.fixture
def number(sqlite_app: Flask) -> str:
    """Misaki's booking at Omura on Thursday 26 November, 10:00."""
    with sqlite_app.app_context():
        return booked(MISAKI, "2026-11-26 10:00")


def hand_in(visit: StaffVisit, page: str, content: str | bytes) -> TestResponse:
    """Choose a file on `page` and have a look at it."""
    visit.open(page)
    form = visit.form("影響を確かめる")
    sent = {**form.fields, "file": (BytesIO(content.encode() if isinstance(content, str) else content), "sent.file")}
    visit.answer = visit.client.post(form.action, data=sent, follow_redirects=True)
    return visit.answer


def test_a_file_that_is_given_out_comes_in_again_changed(manager: StaffVisit, number: str) -> None:
    text = manager.open(f"{FILE}/download").text
    assert "髙城" not in text
    page = hand_in(manager, FILE, text + CLOSED).text
    assert "閉庁日「2026年11月26日（木）」" in page
    assert "髙城 美咲" in page
    assert manager.press("この内容で変更する").status_code == 422  # nobody said what becomes of her
    manager.press("この内容で変更する", **{f"fate-{number}": "keep"})
    assert "そのまま行う" in manager.answer.text
    with manager.app.app_context():
        assert len(closing_days_of("omura")) == 1


def test_the_same_file_changes_nothing(manager: StaffVisit) -> None:
    assert "何も変わりません" in hand_in(manager, FILE, manager.open(f"{FILE}/download").text).text


@pytest.mark.parametrize(
    ("code", "content", "complaint"),
    [
        ("omura", "", "ファイルを選んでください"),
        ("omura", "code = ", "TOMLの書き方になっていません"),
        ("omura", "x" * (128 * 1024 + 1), "ファイルが大きすぎます"),
        ("shiga", None, "この安定所のファイルではありません"),
    ],
)
def test_a_file_that_cannot_be_is_explained(
    manager: StaffVisit, code: str, content: str | None, complaint: str
) -> None:
    text = manager.open(f"/desk/office/{code}/file/download").text if content is None else content
    answer = hand_in(manager, FILE, text)
    assert (answer.status_code, complaint in answer.text) == (422, True)


def holidays(*more: str) -> bytes:
    rows = [f"{one.day:%Y/%m/%d},{one.name}" for one in NationalHolidays().of_year(2026)]
    return "\r\n".join(["国民の祝日・休日月日,国民の祝日・休日名称", *rows, *more, ""]).encode("cp932")


def test_a_new_holiday_asks_about_each_booking_on_it(sqlite_app: Flask, number: str) -> None:
    visit = StaffVisit(sqlite_app).sign_in(ADMINISTRATOR)
    page = hand_in(visit, "/desk/holidays", holidays("2026/11/26,特別な祝日")).text
    assert "2026年11月26日（木）：特別な祝日" in page
    assert "髙城 美咲" in page
    visit.press("この内容で変更する", rest="cancel", reason="新しい祝日のため")
    assert "取り消した予約は1件" in visit.answer.text
    with sqlite_app.app_context():
        assert booking_of(number).status.cancelled
        assert db.session.scalar(select(func.count(ImportedHoliday.day))) == len(NationalHolidays().of_year(2026)) + 1


def test_holidays_over_bookings_of_offices_of_others_are_for_an_operator(sqlite_app: Flask, number: str) -> None:
    visit = StaffVisit(sqlite_app).sign_in(ADMINISTRATOR)
    with sqlite_app.app_context():
        omura = select(Office.id).where(Office.code == "omura").scalar_subquery()
        transact(lambda session: session.execute(delete(StaffOffice).where(StaffOffice.office_id == omura)))
    answer = hand_in(visit, "/desk/holidays", holidays("2026/11/26,特別な祝日"))
    assert (answer.status_code, "ハローワーク大村" in answer.text) == (422, True)
    assert number not in answer.text.replace("-", "")


@pytest.mark.parametrize("who", [MANAGER, OMURA_CLERK])
def test_only_administrators_take_holidays_in(sqlite_app: Flask, who: str) -> None:
    assert StaffVisit(sqlite_app).sign_in(who).open("/desk/holidays").status_code == 403
