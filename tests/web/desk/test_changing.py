"""Staff cancel and move bookings: with the seeker on the phone, or because the office cannot hold the consultation."""

from urllib.parse import quote

import pytest
from flask import Flask
from sqlalchemy import select

from booking.core.channels import Channel
from booking.tables import Booking, BookingStatus, Consent
from database.base import db
from tests.bookings.builders import renew_terms
from tests.bookings.town_bookings import booked
from tests.town import TARO, StandingClock, office_time
from tests.web.staff_visits import ALL_FACTS, COUNSELLOR, OMURA_CLERK, SHIGA_CLERK, StaffVisit, audit_acts

OWEN = "70000-0000007"
THURSDAY, FRIDAY = "2026-11-26 10:30", "2026-11-27 13:30"
BY_SEEKER = {"by": "seeker", "reason": "発熱のため"}
BY_OFFICE = {"by": "office", "reason": "相談員の急病のため"}
AGREED = {"channel": "phone", "consent": "yes"}


@pytest.fixture
def number(sqlite_app: Flask) -> str:
    """Taro's booking at Shiga on Thursday 26 November at half past ten."""
    with sqlite_app.app_context():
        return booked(TARO, THURSDAY, procedure="shiga-soudan", channel=Channel.PHONE)


@pytest.fixture
def shiga(sqlite_app: Flask, number: str) -> StaffVisit:
    """The clerk of Shiga with nobody on the phone yet."""
    return StaffVisit(sqlite_app).sign_in(SHIGA_CLERK)


@pytest.fixture
def with_taro(shiga: StaffVisit) -> StaffVisit:
    """The clerk of Shiga, who has checked that it is Taro who calls."""
    shiga.open_checked(TARO)
    return shiga


def booking(app: Flask, number: str) -> Booking:
    with app.app_context():
        return db.session.scalars(select(Booking).where(Booking.number == number)).one()


def open_move_form(visit: StaffVisit, number: str, starts_at: str = FRIDAY) -> None:
    visit.open(f"/desk/bookings/{number}/move/form?starts_at={quote(office_time(starts_at).isoformat())}")


# Cancelling -----------------------------------------------------------------------------------------------------------


def test_a_clerk_cancels_for_a_seeker_who_calls(with_taro: StaffVisit, number: str) -> None:
    page = with_taro.open(f"/desk/bookings/{number}/cancel").text
    assert 'value="2026-11-20"' in page
    assert 'value="09:00"' in page  # news usually comes in now
    answer = with_taro.press("この予約を取り消す", **BY_SEEKER)
    assert answer.request.path == f"/desk/bookings/{number}/call"
    assert "発熱のため" in answer.text
    cancelled = booking(with_taro.app, number)
    assert cancelled.status is BookingStatus.CANCELLED_BY_SEEKER
    assert cancelled.notified_at == office_time("2026-11-20 09:00")
    assert f"cancel booking:{number}" in audit_acts(with_taro.app)[-1]


def test_the_office_cancels_without_anybody_on_the_phone(shiga: StaffVisit, number: str) -> None:
    shiga.open(f"/desk/bookings/{number}/cancel")
    shiga.press("この予約を取り消す", **BY_OFFICE)
    assert booking(shiga.app, number).status is BookingStatus.CANCELLED_BY_OFFICE


def test_a_callers_cancellation_needs_the_identity_check(shiga: StaffVisit, number: str) -> None:
    shiga.open(f"/desk/bookings/{number}/cancel")
    answer = shiga.press("この予約を取り消す", **BY_SEEKER)
    assert answer.status_code == 403
    assert "記入した内容は残っています" in answer.text
    assert "発熱のため" in shiga.press("本人確認を記録する", facts=ALL_FACTS).text
    assert booking(shiga.app, number).status is BookingStatus.BOOKED


@pytest.mark.parametrize(
    ("left_out", "complaint"),
    [
        ({"by": ""}, "だれの都合で取り消すか"),
        ({"reason": " 　"}, "取消の理由を記入してください"),
        ({"reason": "あ" * 201}, "いまは201文字です"),
        ({"notified_day": "きのう"}, "連絡を受けた日と時刻を入力してください"),
        ({"notified_clock": "25:00"}, "連絡を受けた日と時刻を入力してください"),
        ({"notified_day": "2026-11-21"}, "いまより後になっています"),
    ],
)
def test_what_is_missing_or_wrong_is_named_and_nothing_is_cancelled(
    with_taro: StaffVisit, number: str, left_out: dict[str, str], complaint: str
) -> None:
    with_taro.open(f"/desk/bookings/{number}/cancel")
    answer = with_taro.press("この予約を取り消す", **(BY_SEEKER | left_out))
    assert answer.status_code == 422
    assert complaint in answer.text
    assert booking(with_taro.app, number).status is BookingStatus.BOOKED


def test_full_width_times_are_as_good(with_taro: StaffVisit, number: str) -> None:
    with_taro.open(f"/desk/bookings/{number}/cancel")
    with_taro.press("この予約を取り消す", **BY_SEEKER, notified_clock="８：４５")
    assert booking(with_taro.app, number).notified_at == office_time("2026-11-20 08:45")


def test_news_from_before_the_start_is_written_down_during_the_consultation(
    sqlite_app: Flask, number: str, clock: StandingClock
) -> None:
    clock.set("2026-11-26 10:40")
    visit = StaffVisit(sqlite_app).sign_in(SHIGA_CLERK)
    visit.open_checked(TARO)
    visit.open(f"/desk/bookings/{number}/cancel")
    late = visit.press("この予約を取り消す", **BY_SEEKER)  # news of now: an absence
    assert (late.status_code, "相談が始まったあとの" in late.text) == (422, True)
    visit.press("この予約を取り消す", **BY_SEEKER, notified_clock="10:15")
    assert booking(sqlite_app, number).status is BookingStatus.CANCELLED_BY_SEEKER


def test_a_cancelled_booking_offers_nothing_more(shiga: StaffVisit, number: str) -> None:
    shiga.open(f"/desk/bookings/{number}/cancel")
    form = shiga.answer
    shiga.press("この予約を取り消す", **BY_OFFICE)
    shiga.answer = form
    assert shiga.press("この予約を取り消す", **BY_OFFICE).status_code == 200  # pressed twice
    assert booking(shiga.app, number).sequence == 1
    page = shiga.open(f"/desk/bookings/{number}/cancel").text
    assert "この予約を取り消す" not in page
    assert "日時を変更する" not in page


# Moving ---------------------------------------------------------------------------------------------------------------


def test_a_clerk_moves_with_the_seekers_consent(with_taro: StaffVisit, number: str) -> None:
    page = with_taro.open(f"/desk/bookings/{number}/move").text
    assert f"/desk/bookings/{number}/move/form?starts_at=2026-11-27T13:30:00%2B09:00" in page
    assert "この方が予約しています" in page
    open_move_form(with_taro, number)
    assert "復唱する内容" in with_taro.answer.text
    answer = with_taro.press("同意を得たので、この日時に変更する", **AGREED)
    assert answer.request.path == f"/desk/bookings/{number}/call"
    assert booking(with_taro.app, number).starts_at == office_time(FRIDAY)
    assert f"move booking:{number}" in audit_acts(with_taro.app)[-1]


@pytest.mark.parametrize(
    ("left_out", "complaint"),
    [
        ({"consent": ""}, "同意を得てから「同意を得たので"),
        ({"channel": ""}, "電話か窓口かを選んでください"),
        ({"late_reason": "あ" * 201}, "いまは201文字です"),
    ],
)
def test_what_is_missing_is_named_and_nothing_moves(
    with_taro: StaffVisit, number: str, left_out: dict[str, str], complaint: str
) -> None:
    open_move_form(with_taro, number)
    answer = with_taro.press("同意を得たので、この日時に変更する", **(AGREED | left_out))
    assert answer.status_code == 422
    assert complaint in answer.text
    assert booking(with_taro.app, number).sequence == 0


def test_nothing_moves_without_the_identity_check(with_taro: StaffVisit, number: str, clock: StandingClock) -> None:
    open_move_form(with_taro, number)
    clock.move(minutes=31)
    assert with_taro.press("同意を得たので、この日時に変更する", **AGREED).status_code == 403
    assert with_taro.open(f"/desk/bookings/{number}/move").status_code == 403
    open_move_form(with_taro, number)
    assert with_taro.answer.status_code == 403
    assert booking(with_taro.app, number).sequence == 0


def test_a_late_move_needs_a_reason_and_records_it(sqlite_app: Flask, clock: StandingClock) -> None:
    with sqlite_app.app_context():
        number = booked(TARO, FRIDAY, procedure="shiga-soudan", channel=Channel.PHONE)
    clock.set("2026-11-24 09:00")  # Tuesday: Wednesday 25 closed on Friday 20
    visit = StaffVisit(sqlite_app).sign_in(SHIGA_CLERK)
    visit.open_checked(TARO)
    assert "締切後（理由が必要です）" in visit.open(f"/desk/bookings/{number}/move").text
    open_move_form(visit, number, "2026-11-25 09:30")
    refused = visit.press("同意を得たので、この日時に変更する", **AGREED)
    assert (refused.status_code, "締切後に予約する理由を記入してください" in refused.text) == (422, True)
    visit.press("同意を得たので、この日時に変更する", **AGREED, late_reason="急な面接のため")
    assert booking(sqlite_app, number).late_reason == "急な面接のため"


def test_newer_terms_are_read_out_again(with_taro: StaffVisit, number: str) -> None:
    with with_taro.app.app_context():
        renew_terms(db.session.scalars(select(Booking)).one().procedure.code)
    open_move_form(with_taro, number)
    assert "録音も録画もしません。" in with_taro.answer.text
    refused = with_taro.press("同意を得たので、この日時に変更する", **AGREED)
    assert (refused.status_code, "新しい利用規約を説明し" in refused.text) == (422, True)
    with_taro.press("同意を得たので、この日時に変更する", **AGREED, terms_accepted="yes")
    moved = booking(with_taro.app, number)
    assert (moved.terms_version, moved.consent) == ("2026-11-20", Consent.SPOKEN)


def test_a_time_taken_meanwhile_offers_others_and_keeps_what_was_ticked(with_taro: StaffVisit, number: str) -> None:
    open_move_form(with_taro, number)
    with with_taro.app.app_context():
        booked(OWEN, FRIDAY, procedure="shiga-soudan", channel=Channel.PHONE)
    refused = with_taro.press("同意を得たので、この日時に変更する", **AGREED)
    assert refused.status_code == 409
    assert "予約は変わっていません" in refused.text
    assert booking(with_taro.app, number).starts_at == office_time(THURSDAY)
    assert ">同意を得たので、この日時に変更する</button>" not in refused.text
    chosen = with_taro.press("2026年11月27日（金） 15時00分にする", **AGREED)
    assert "2026年11月27日（金） 15時00分～15時45分" in chosen.text  # what is repeated to the caller
    assert booking(with_taro.app, number).starts_at == office_time(THURSDAY)
    assert (
        with_taro.press("同意を得たので、この日時に変更する", channel="phone", consent="").status_code == 422
    )  # they agreed to another time
    with_taro.press("同意を得たので、この日時に変更する", **AGREED)
    assert booking(with_taro.app, number).starts_at == office_time("2026-11-27 15:00")


@pytest.mark.parametrize("page", ["cancel", "move", "move/form?starts_at=2026-11-27T13:30:00%2B09:00"])
@pytest.mark.parametrize(("email", "status"), [(OMURA_CLERK, 404), (COUNSELLOR, 403)])
def test_only_the_reception_of_the_own_office_changes_bookings(
    sqlite_app: Flask, number: str, page: str, email: str, status: int
) -> None:
    visit = StaffVisit(sqlite_app).sign_in(email)
    assert visit.open(f"/desk/bookings/{number}/{page}").status_code == status


@pytest.mark.parametrize("question", ["move?from=yesterday", "move/form", "move/form?starts_at=tomorrow"])
def test_a_malformed_question_finds_no_page(with_taro: StaffVisit, number: str, question: str) -> None:
    assert with_taro.open(f"/desk/bookings/{number}/{question}").status_code == 404
