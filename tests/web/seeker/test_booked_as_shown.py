"""Nothing is done but what the page showed on which somebody pressed, whatever another tab does at that moment."""

from typing import Any
from urllib.parse import quote

import pytest
from flask import Flask

from booking.bookings import book
from booking.bookings.draft import write_draft
from booking.bookings.move import move
from booking.bookings.reads import booking_of_seeker
from booking.tables import Booking, BookingStatus, Meeting, MeetingState
from database.base import db
from tests.bookings.builders import all_of, how_many
from tests.bookings.moves import by_clerk, by_seeker
from tests.bookings.town_bookings import booked
from tests.town import FRIDAY_MORNING, MISAKI, office_time, seeker_id
from tests.web.seeker_visits import TOPIC, SeekerVisit
from tests.web.staff_visits import OMURA_CLERK, StaffVisit

THURSDAY_AT_TEN, FRIDAY_AT_TEN = "2026-11-26 10:00", "2026-11-27 10:00"
FRIDAY_AT_THREE = quote(office_time("2026-11-27 15:00").isoformat())
MOVED = "画面を開いているあいだに、この予約の日時が変わりました"


def test_a_text_written_between_the_press_and_the_lock_is_shown_first(
    served_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    misaki = SeekerVisit(served_app).sign_in().reach_confirmation()
    token, confirm = misaki.path.split("/")[2], book.confirm

    def overtaken(*args: Any, **more: Any) -> str:
        write_draft(token, topic="別のタブで書いた話です。", wishes=(), now=FRIDAY_MORNING)
        return confirm(*args, **more)

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(book, "confirm", overtaken)
        page = misaki.press("申込み").text
    assert misaki.path.endswith("/confirm")
    assert "内容が書きかえられました" in page
    assert "別のタブで書いた話です。" in page
    with served_app.app_context():
        assert how_many(Booking) == 0
    misaki.press("申込み")
    with served_app.app_context():
        assert [one.topic for one in all_of(Booking)] == ["別のタブで書いた話です。"]


def test_what_was_shown_and_stayed_is_booked(served_app: Flask) -> None:
    SeekerVisit(served_app).sign_in().book()
    with served_app.app_context():
        assert [one.topic for one in all_of(Booking)] == [TOPIC]


@pytest.fixture
def number(served_app: Flask) -> str:
    """Misaki's booking on Thursday 26 November at ten."""
    with served_app.app_context():
        return booked(MISAKI, THURSDAY_AT_TEN)


def move_meanwhile(app: Flask, number: str, *, by_staff: bool) -> None:
    with app.app_context():
        move((by_clerk if by_staff else by_seeker)(number, FRIDAY_AT_TEN), now=FRIDAY_MORNING)


def assert_only_moved(app: Flask, number: str) -> None:
    with app.app_context():
        found = booking_of_seeker(db.session(), number, seeker_id=seeker_id(MISAKI))
        assert (found.status, found.starts_at) == (BookingStatus.BOOKED, office_time(FRIDAY_AT_TEN))
        states = [one.state for one in all_of(Meeting)]
        assert states == [MeetingState.WITHDRAWN, MeetingState.WANTED]


@pytest.mark.parametrize(
    ("page", "button"),
    [("cancel", "この予約を取り消す"), (f"move/confirm?starts_at={FRIDAY_AT_THREE}", "この日時に変更する")],
)
def test_a_seeker_changes_no_booking_that_was_moved_since_it_was_shown(
    served_app: Flask, number: str, page: str, button: str
) -> None:
    misaki = SeekerVisit(served_app).sign_in()
    misaki.open(f"/mypage/bookings/{number}/{page}")
    move_meanwhile(served_app, number, by_staff=True)
    assert MOVED in misaki.press(button).text
    assert_only_moved(served_app, number)


BY_SEEKER = {"by": "seeker", "reason": "発熱のため", "notified_day": "2026-11-20", "notified_clock": "9:00"}
DETAILS = {"meeting_id": "812 3456 7890", "passcode": "482917", "join_url": "https://zoom.us/j/81234567890"}


@pytest.mark.parametrize(
    ("page", "button", "typed"),
    [
        ("cancel", "この予約を取り消す", BY_SEEKER),
        (f"move/form?starts_at={FRIDAY_AT_THREE}", "同意を得たので、この日時に変更する", {"channel": "phone"}),
        ("meeting", "このミーティングにする", DETAILS),
    ],
)
def test_staff_change_no_booking_that_was_moved_since_it_was_shown(
    served_app: Flask, number: str, page: str, button: str, typed: dict[str, str]
) -> None:
    clerk = StaffVisit(served_app).sign_in(OMURA_CLERK)
    clerk.open_checked(MISAKI)
    clerk.open(f"/desk/bookings/{number}/{page}")
    move_meanwhile(served_app, number, by_staff=False)
    assert MOVED in clerk.press(button, **typed).text
    assert_only_moved(served_app, number)
