"""Managers make the settings again what they were in an earlier version, after a look at whom that concerns."""

import pytest
from flask import Flask

from booking.feeds.desk_addresses import change_feed_names
from booking.office_changes.closings import CloseDay
from booking.tables import BookingStatus
from tests.bookings.town_bookings import MANAGER as A_MANAGER
from tests.bookings.town_bookings import booked, booking_of, carried_out, closing_days_of
from tests.days import day
from tests.town import FRIDAY_MORNING, MISAKI
from tests.web.staff_visits import MANAGER, StaffVisit

HISTORY = "/desk/office/omura/history"
THU_26 = day("2026-11-26 Thu")


@pytest.fixture
def manager(sqlite_app: Flask) -> StaffVisit:
    """After Thursday 26 November was closed, and opened to nobody since: versions 1 (open) and 2 (closed)."""
    with sqlite_app.app_context():
        carried_out("omura", CloseDay(THU_26, "庁舎の設備点検"))
    return StaffVisit(sqlite_app).sign_in(MANAGER)


def test_what_would_change_is_seen_first_and_then_is_as_it_was(manager: StaffVisit) -> None:
    manager.open(f"{HISTORY}/1")
    look = manager.open(f"{HISTORY}/1/put-back").text
    assert "第1版の設定に戻す" in look
    assert "庁舎の設備点検 → （なし）" in look
    with manager.app.app_context():
        assert closing_days_of("omura") == [THU_26]
    manager.press("この内容で変更する")
    with manager.app.app_context():
        assert closing_days_of("omura") == []
    assert "前の設定に戻した" in manager.open(HISTORY).text


def test_bookings_that_would_lose_their_place_are_decided_about(manager: StaffVisit) -> None:
    manager.open(f"{HISTORY}/1/put-back")
    manager.press("この内容で変更する")
    with manager.app.app_context():
        number = booked(MISAKI, "2026-11-26 10:00")
    assert "髙城 美咲" in manager.open(f"{HISTORY}/2/put-back").text
    assert "選んでください" in manager.press("この内容で変更する").text
    manager.press("この内容で変更する", **{f"fate-{number}": "keep"})
    with manager.app.app_context():
        assert closing_days_of("omura") == [THU_26]
        assert booking_of(number).status is BookingStatus.BOOKED


def test_settings_that_changed_since_the_look_are_looked_at_again(manager: StaffVisit) -> None:
    manager.open(f"{HISTORY}/1/put-back")
    with manager.app.app_context():
        change_feed_names(1, shown=True, actor=A_MANAGER, now=FRIDAY_MORNING)
    again = manager.press("この内容で変更する").text
    assert "画面を開いているあいだに" in again or "まだ何も変えていません" in again
    assert "feed_names" in again or "表示名" in again
    with manager.app.app_context():
        assert closing_days_of("omura") == [THU_26]


def test_of_the_settings_that_hold_there_is_nothing_to_put_back(manager: StaffVisit) -> None:
    assert "この設定に戻す" not in manager.open(f"{HISTORY}/2").text
    assert "いまと同じです" in manager.open(f"{HISTORY}/2/put-back").text
