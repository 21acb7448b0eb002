"""Three bookings given back and three moves a day: seekers are told before it bites, then refused with whom to call."""

from urllib.parse import quote

from flask import Flask

from booking.bookings.cancel import Canceller, cancel
from booking.bookings.move import move
from tests.api.calls import Caller, problem_of, token_of
from tests.bookings.moves import FRIDAY_AT_ELEVEN, FRIDAY_AT_THREE, THURSDAY_AT_TEN, by_seeker
from tests.bookings.town_bookings import booked
from tests.town import FRIDAY_MORNING, MISAKI, office_time, seeker_id
from tests.web.seeker_visits import SeekerVisit

LAST_CANCELLATION = "今日、インターネットで取り消せるのは、これが最後です"
LAST_MOVE = "今日、インターネットで変更できるのは、これが最後です"
CONFIRM = f"move/confirm?starts_at={quote(office_time('2026-11-27 10:00').isoformat())}"


def after(app: Flask, *, given_back: int = 0, moved: int = 0) -> str:
    """Misaki's booking on Thursday, after so many second thoughts today."""
    times = (THURSDAY_AT_TEN, "2026-11-26 11:00", "2026-11-26 15:00")
    with app.app_context():
        own_id = seeker_id(MISAKI)
        for starts in times[:given_back]:
            number = booked(MISAKI, starts)
            cancel(number, Canceller(f"seeker:{own_id}", own_id), now=FRIDAY_MORNING)
        number = booked(MISAKI, "2026-12-03 10:00")
        for n, starts in enumerate((FRIDAY_AT_ELEVEN, FRIDAY_AT_THREE, THURSDAY_AT_TEN)[:moved]):
            move(by_seeker(number, starts, key=f"move {n}"), now=FRIDAY_MORNING)
        return number


def test_the_second_cancellation_of_the_day_gives_no_warning(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app).sign_in()
    assert LAST_CANCELLATION not in visit.open(f"/mypage/bookings/{after(sqlite_app, given_back=1)}/cancel").text


def test_the_page_of_the_last_cancellation_of_the_day_says_so(sqlite_app: Flask) -> None:
    number, visit = after(sqlite_app, given_back=2), SeekerVisit(sqlite_app).sign_in()
    assert LAST_CANCELLATION in visit.open(f"/mypage/bookings/{number}/cancel").text
    assert LAST_MOVE not in visit.open(f"/mypage/bookings/{number}/{CONFIRM}").text


def test_after_three_the_page_tells_whom_to_call(served_app: Flask) -> None:
    number, visit = after(served_app, given_back=3), SeekerVisit(served_app).sign_in()
    answer = visit.open(f"/mypage/bookings/{number}/cancel")
    assert answer.status_code == 429
    assert "今日は3回取り消しました" in answer.text
    assert answer.text.count(">0957-40-0032<") == 1
    assert 'href="/mypage/bookings">予約を見る' in answer.text


def test_the_page_of_the_last_move_of_the_day_says_so(sqlite_app: Flask) -> None:
    number, visit = after(sqlite_app, moved=2), SeekerVisit(sqlite_app).sign_in()
    assert LAST_MOVE in visit.open(f"/mypage/bookings/{number}/{CONFIRM}").text


def test_after_three_moves_no_calendar_is_shown_in_vain(served_app: Flask) -> None:
    number, visit = after(served_app, moved=3), SeekerVisit(served_app).sign_in()
    for page in ("move", CONFIRM):
        answer = visit.open(f"/mypage/bookings/{number}/{page}")
        assert answer.status_code == 429
        assert "今日は3回変更しました" in answer.text


def test_programs_are_told_alike(served_app: Flask) -> None:
    number = after(served_app, given_back=3, moved=3)
    misaki = Caller(served_app, token_of(served_app, "misaki@example.com"))
    cancelled = misaki.post(f"/bookings/{number}/cancel", {"reason": ""})
    assert problem_of(cancelled) == (429, "too-many-given-back")
    assert (cancelled.json["limit"], cancelled.json["office"]["phone"]) == (3, "0957-40-0032")
    moved = misaki.post(f"/bookings/{number}/move", {"starts_at": "2026-11-27T10:00:00+09:00"})
    assert problem_of(moved) == (429, "too-many-moves")
