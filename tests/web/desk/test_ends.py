"""Managers let a procedure, a desk or the office end: asked for a day, shown the impact, decided about each booking."""

import pytest
from flask import Flask

from booking.tables import BookingStatus
from tests.bookings.town_bookings import booked, booking_of
from tests.town import MISAKI
from tests.web.staff_visits import MANAGER, StaffVisit

OMURA = "/desk/office/omura"
SOUDAN = f"{OMURA}/end?procedure=omura-soudan"
END = "2026年11月26日（木）から終了"


@pytest.fixture
def manager(sqlite_app: Flask) -> StaffVisit:
    return StaffVisit(sqlite_app).sign_in(MANAGER)


@pytest.fixture
def number(sqlite_app: Flask) -> str:
    """The number of Misaki's booking at Omura on Thursday 26 November, 10:00."""
    with sqlite_app.app_context():
        return booked(MISAKI, "2026-11-26 10:00")


def test_the_settings_lead_to_the_end_of_each_procedure_each_desk_and_the_office(manager: StaffVisit) -> None:
    page = manager.open(OMURA).text
    for part in ("?procedure=omura-soudan", "?procedure=omura-nintei", "?desk=omura-desk-1", ""):
        assert f'href="{OMURA}/end{part}"' in page


def test_a_procedure_ends_as_was_decided_and_goes_on_after_all(manager: StaffVisit, number: str) -> None:
    manager.open(SOUDAN)
    shown = manager.open(f"{SOUDAN}&day=2026-11-26").text
    assert "2026年11月26日（木）から終了にする" in shown
    assert "髙城 美咲" in shown
    manager.press("この内容で変更する", **{f"fate-{number}": "keep"})
    assert END in manager.open(OMURA).text
    with manager.app.app_context():
        assert booking_of(number).status is BookingStatus.BOOKED
    assert f"いまは、{END}と決まっています。" in manager.open(SOUDAN).text
    manager.open(f"{OMURA}/end?goes_on=1&procedure=omura-soudan")
    manager.press("この内容で変更する")
    assert END not in manager.open(OMURA).text


@pytest.mark.parametrize(
    ("requested", "status", "words"),
    [
        ("?procedure=omura-soudan", 200, "行わなくなる最初の日"),
        ("?procedure=omura-soudan&day=", 422, "行わなくなる最初の日を入力してください"),
        ("?procedure=omura-soudan&day=いつか", 422, "行わなくなる最初の日を入力してください"),
        ("?procedure=omura-soudan&day=2026-11-19", 422, "2026年11月19日"),
        ("?desk=omura-desk-1&day=2026-11-26", 422, "相談窓口がすべて 2026-11-26 までに終わり"),
        ("?procedure=shiga-soudan&day=2026-11-26", 404, "見つかりません"),
        ("?desk=omura-desk-9", 404, "窓口が見つからない"),
        ("?day=2026-11-26", 200, "ハローワーク大村"),
    ],
)
def test_what_cannot_end_so_is_told(manager: StaffVisit, requested: str, status: int, words: str) -> None:
    answer = manager.open(f"{OMURA}/end{requested}")
    assert (answer.status_code, words in answer.text) == (status, True)
