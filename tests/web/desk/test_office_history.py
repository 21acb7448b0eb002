"""Managers see who changed what of their office's settings, and how they were on any day."""

import pytest
from flask import Flask

from booking.office_changes.closings import CloseDay
from booking.offices.file.read import read_office
from tests.bookings.town_bookings import carried_out
from tests.days import day
from tests.web.staff_visits import MANAGER, OMURA_CLERK, StaffVisit

HISTORY = "/desk/office/omura/history"


@pytest.fixture
def manager(sqlite_app: Flask) -> StaffVisit:
    """After Omura was closed on Thursday 26 November."""
    with sqlite_app.app_context():
        carried_out("omura", CloseDay(day("2026-11-26 Thu"), "庁舎の設備点検"))
    return StaffVisit(sqlite_app).sign_in(MANAGER)


def test_the_settings_lead_to_a_line_of_who_did_what_when_to_which_setting(manager: StaffVisit) -> None:
    assert f'href="{HISTORY}"' in manager.open("/desk/office/omura").text
    page = manager.open(HISTORY).text
    for told in ("第2版", "2026年11月20日（金）", "9時00分", "管理", "閉庁日にした", "閉庁日「2026年11月26日（木）」"):
        assert told in page


def test_a_version_is_read_in_words_as_it_was_then(manager: StaffVisit) -> None:
    page = manager.open(f"{HISTORY}/1").text
    assert "庁舎の設備点検" not in page
    assert "ハローワーク大村" in page
    assert "庁舎の設備点検" in manager.open(f"{HISTORY}/2").text
    assert manager.open(f"{HISTORY}/3").status_code == 404


def test_pages_and_versions_that_never_were_are_empty_or_not_there(manager: StaffVisit) -> None:
    assert manager.open(f"{HISTORY}?page=999999999").status_code == 200
    assert manager.open(f"{HISTORY}/0").status_code == 404


def test_a_version_can_be_taken_along_as_the_file_that_it_was(manager: StaffVisit) -> None:
    file = manager.open(f"{HISTORY}/1/download")
    assert file.headers["Content-Disposition"] == 'attachment; filename="omura-1.toml"'
    assert read_office(file.text, file_name="omura-1.toml").closing_days == ()


@pytest.mark.parametrize(
    ("asked", "status", "words"),
    [
        ("", 200, "くらべる"),
        ("?from=1&to=２", 200, "庁舎の設備点検"),
        ("?from=2&to=2", 200, "内容は同じです"),
        ("?from=1&to=9", 422, "一覧にある版の番号"),
        ("?from=1&to=", 422, "一覧にある版の番号"),
        ("?from=いち&to=99999999999999999999", 422, "一覧にある版の番号"),
    ],
)
def test_any_two_versions_are_compared(manager: StaffVisit, asked: str, status: int, words: str) -> None:
    answer = manager.open(f"{HISTORY}/compare{asked}")
    assert answer.status_code == status
    assert words in answer.text


def test_the_history_is_for_those_who_may_change_settings_of_that_office(sqlite_app: Flask) -> None:
    clerk = StaffVisit(sqlite_app).sign_in(OMURA_CLERK)
    assert clerk.open(HISTORY).status_code == 403
