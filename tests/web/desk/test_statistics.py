"""Statistics at the desk: whose figures, which days, and what it takes to carry names away."""

import io

import pandas as pd
import pytest
from flask import Flask

from booking.tables import AuditLine
from database.base import db
from tests.bookings.town_bookings import booked
from tests.town import MISAKI
from tests.web.staff_visits import MANAGER, OMURA_CLERK, StaffVisit

NOVEMBER = "office=omura&from=2026-11-01&to=2026-11-30"
PEOPLE = f"/desk/statistics/people?{NOVEMBER}"


@pytest.fixture
def manager(sqlite_app: Flask) -> StaffVisit:
    """The manager of all three offices, after Misaki has booked at Omura for Thursday 26 November 2026."""
    with sqlite_app.app_context():
        booked(MISAKI, "2026-11-26 10:00")
    return StaffVisit(sqlite_app).sign_in(MANAGER)


def test_a_month_stands_on_one_page(manager: StaffVisit) -> None:
    page = manager.open(f"/desk/statistics?{NOVEMBER}").text
    for shown in ("2026年11月1日（日）から2026年11月30日（月）まで", "満席でお断り", "利用率", "2026年10月1日（木）"):
        assert shown in page


def test_the_figures_are_of_the_chosen_office_alone(manager: StaffVisit) -> None:
    def total(office: str) -> int:
        answer = manager.open(f"/desk/statistics/figures.csv?{NOVEMBER.replace('omura', office)}")
        return int(pd.read_csv(io.BytesIO(answer.data))["予約"].iloc[-1])

    assert (total("omura"), total("shiga"), total("all")) == (1, 0, 1)


@pytest.mark.parametrize(
    ("query", "complaint"),
    [
        ("from=2026-11-30&to=2026-11-01", "それより後の日を入力してください"),
        ("from=2024-11-01&to=2026-11-30", "期間は366日まで"),
        ("from=きのう&to=2026-11-30", "日付を入力してください"),
        ("office=tokyo", "安定所をえらんでください"),
    ],
)
def test_days_that_cannot_be_counted_are_said(manager: StaffVisit, query: str, complaint: str) -> None:
    answer = manager.open(f"/desk/statistics?{query}")
    assert answer.status_code == 422
    assert complaint in answer.text
    assert manager.open(f"/desk/statistics/figures.xlsx?{query}").status_code == 404


def test_days_are_read_as_people_write_them(manager: StaffVisit) -> None:
    page = manager.open("/desk/statistics?from=２０２６年１１月１日&to=令和8年11月3日").text
    assert "2026年11月1日（日）から2026年11月3日（火）まで" in page


def test_charts_are_pictures_in_which_no_script_runs(manager: StaffVisit) -> None:
    for chart in ("figures", "occupancy"):
        answer = manager.open(f"/desk/statistics/{chart}.svg?{NOVEMBER}")
        assert answer.content_type == "image/svg+xml"
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'"


def test_names_are_taken_along_only_with_a_reason(manager: StaffVisit) -> None:
    assert manager.open(f"/desk/statistics/people.csv?{NOVEMBER}").request.path == "/desk/statistics/people"
    manager.open(PEOPLE)
    assert "目的をえらんでください" in manager.press("一覧を用意する").text
    manager.press("一覧を用意する", reason="audit")
    read = pd.read_csv(io.BytesIO(manager.open(f"/desk/statistics/people.csv?{NOVEMBER}").data))
    assert list(read["氏名"]) == ["髙城 美咲"]
    assert list(read["電話番号"]) == ["090-0000-0002"]


def test_who_took_names_along_and_why_is_in_the_audit_log(manager: StaffVisit) -> None:
    manager.open(PEOPLE)
    manager.press("一覧を用意する", reason="inquiry")
    for kind in ("csv", "xlsx"):
        manager.open(f"/desk/statistics/people.{kind}?{NOVEMBER}")
    with manager.app.app_context():
        lines = db.session.query(AuditLine).filter(AuditLine.act == "take_list").all()
    assert [(line.object, line.facts["to"], line.facts["reason"]) for line in lines] == [
        ("bookings:2026-11-01", "2026-11-30", "inquiry")
    ] * 2


def test_a_reason_is_good_for_its_own_list(manager: StaffVisit) -> None:
    manager.open(PEOPLE)
    manager.press("一覧を用意する", reason="audit")
    other = manager.open("/desk/statistics/people.csv?office=shiga&from=2026-11-01&to=2026-11-30")
    assert "目的をえらんで" not in other.text
    assert "一覧を使う目的" in other.text


def test_clerks_count_nothing(sqlite_app: Flask) -> None:
    clerk = StaffVisit(sqlite_app).sign_in(OMURA_CLERK)
    assert "統計" not in clerk.answer.text
    for path in ("/desk/statistics", "/desk/statistics/figures.csv", PEOPLE):
        assert clerk.open(path).status_code == 403
