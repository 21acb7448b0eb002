"""A suspended seeker takes no time, at whichever door, and is told before choosing (rules.md#suspensions)."""

from collections.abc import Callable
from urllib.parse import quote

import pytest
from flask import Flask

from booking.bookings.reads import booking_of_seeker
from booking.tables import Realm
from database.base import db
from tests.api.calls import FRIDAY, Caller, problem_of, token_of, wanted
from tests.bookings.builders import suspend_until
from tests.bookings.town_bookings import booked
from tests.days import day
from tests.town import MISAKI, office_time, seeker_id
from tests.web.seeker_visits import SeekerVisit
from tests.web.staff_visits import OMURA_CLERK, StaffVisit

THURSDAY_AT_TEN = "2026-11-26 10:00"
MOVED_TO = {"starts_at": FRIDAY}


@pytest.fixture
def standing(served_app: Flask) -> str:
    """The number of Misaki's booking on Thursday 26 November."""
    with served_app.app_context():
        return booked(MISAKI, THURSDAY_AT_TEN)


@pytest.fixture
def number(served_app: Flask, standing: str) -> str:
    """The same after she was suspended: it stands, and that is all."""
    suspend(served_app)
    return standing


def suspend(app: Flask) -> None:
    with app.app_context():
        suspend_until(MISAKI, "omura", day("2027-02-18 Thu"))


def start_of(app: Flask, number: str) -> object:
    with app.app_context():
        return booking_of_seeker(db.session(), number, seeker_id=seeker_id(MISAKI)).starts_at


def by_seekers_program(app: Flask, path: str, body: dict[str, object]) -> tuple[int, str]:
    return problem_of(Caller(app, token_of(app, "misaki@example.com")).post(path, body))


def by_clerks_program(app: Flask, path: str, body: dict[str, object]) -> tuple[int, str]:
    return problem_of(Caller(app, token_of(app, OMURA_CLERK, realm=Realm.DESK)).post(path, body))


@pytest.mark.parametrize("call", [by_seekers_program, by_clerks_program])
def test_no_program_moves_or_books_for_a_suspended_seeker(
    served_app: Flask, number: str, call: Callable[[Flask, str, dict[str, object]], tuple[int, str]]
) -> None:
    by_staff = {"seeker": MISAKI, "channel": "phone"} if call is by_clerks_program else {}
    assert call(served_app, f"/bookings/{number}/move", {**MOVED_TO}) == (403, "suspended")
    assert call(served_app, "/bookings", wanted(**by_staff)) == (403, "suspended")
    assert start_of(served_app, number) == office_time(THURSDAY_AT_TEN)


@pytest.mark.parametrize("step", ["move", f"move/confirm?starts_at={quote(FRIDAY)}"])
def test_a_suspended_seeker_is_told_before_choosing_a_time(served_app: Flask, number: str, step: str) -> None:
    answer = SeekerVisit(served_app).sign_in().open(f"/mypage/bookings/{number}/{step}")
    assert answer.status_code == 403
    assert "いまは予約の利用が停止されています" in answer.text
    assert "理由を見て、事情を知らせる" in answer.text
    assert "この日時にする" not in answer.text


def test_a_page_that_was_open_before_the_suspension_moves_nothing(served_app: Flask, standing: str) -> None:
    visit = SeekerVisit(served_app).sign_in()
    visit.open(f"/mypage/bookings/{standing}/move/confirm?starts_at={quote(FRIDAY)}")
    suspend(served_app)
    assert "いまは予約の利用が停止されています" in visit.press("この日時に変更する").text
    assert start_of(served_app, standing) == office_time(THURSDAY_AT_TEN)


@pytest.mark.parametrize("step", ["move", f"move/form?starts_at={quote(FRIDAY)}"])
def test_the_desk_is_told_before_a_time_is_read_out(served_app: Flask, number: str, step: str) -> None:
    clerk = StaffVisit(served_app).sign_in(OMURA_CLERK)
    clerk.open_checked(MISAKI)
    answer = clerk.open(f"/desk/bookings/{number}/{step}")
    assert answer.status_code == 403
    assert "予約の利用が停止されています" in answer.text
