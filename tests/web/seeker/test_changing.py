"""A seeker cancels and moves a booking on the my-page, on the phone's browser and without JavaScript."""

from datetime import time
from urllib.parse import quote

import pytest
from flask import Flask
from sqlalchemy import select

from booking.bookings.cancel import Canceller, cancel
from booking.core.channels import Channel
from booking.office_changes.changes import NewTimetable
from booking.offices.file.shape import WeeklyStart
from booking.tables import Booking, BookingStatus
from database.base import db
from tests.bookings.builders import renew_terms
from tests.bookings.town_bookings import booked, carried_out
from tests.days import day
from tests.town import MISAKI, TARO, StandingClock, office_time
from tests.web.seeker_visits import SeekerVisit

KAKUTO = "70000-0000003"
THURSDAY_AT_TEN, FRIDAY_AT_ELEVEN, FRIDAY_AT_THREE = "2026-11-26 10:00", "2026-11-27 11:00", "2026-11-27 15:00"


@pytest.fixture
def number(sqlite_app: Flask) -> str:
    """Misaki's booking on Thursday 26 November at ten."""
    with sqlite_app.app_context():
        return booked(MISAKI, THURSDAY_AT_TEN)


@pytest.fixture
def misaki(sqlite_app: Flask, number: str) -> SeekerVisit:
    """Misaki, signed in."""
    return SeekerVisit(sqlite_app).sign_in()


def booking(app: Flask, number: str) -> Booking:
    with app.app_context():
        return db.session.scalars(select(Booking).where(Booking.number == number)).one()


def open_confirmation(visit: SeekerVisit, number: str, starts_at: str = FRIDAY_AT_ELEVEN) -> None:
    moment = quote(office_time(starts_at).isoformat())
    visit.open(f"/mypage/bookings/{number}/move/confirm?starts_at={moment}")


def renew_terms_of_omura(app: Flask) -> None:
    with app.app_context():
        renew_terms("omura-soudan")


# Cancelling -----------------------------------------------------------------------------------------------------------


def test_the_booking_offers_both_while_it_can_be_changed(misaki: SeekerVisit, number: str) -> None:
    page = misaki.open(f"/mypage/bookings/{number}").text
    assert f"/mypage/bookings/{number}/cancel" in page
    assert f"/mypage/bookings/{number}/move" in page


def test_a_seeker_cancels_with_one_press(misaki: SeekerVisit, number: str) -> None:
    page = misaki.open(f"/mypage/bookings/{number}/cancel").text
    assert "まだ取り消していません" in page
    assert "11月26日" in page
    assert booking(misaki.app, number).status is BookingStatus.BOOKED  # looking cancels nothing
    answer = misaki.press("この予約を取り消す", reason="面接の日と重なったため")
    assert misaki.path == f"/mypage/bookings/{number}"
    assert "予約を取り消しました。" in answer.text
    assert "あなたが取り消しました" in answer.text
    assert "面接の日と重なったため" in answer.text
    assert booking(misaki.app, number).status is BookingStatus.CANCELLED_BY_SEEKER


def test_pressing_cancel_twice_is_harmless(misaki: SeekerVisit, number: str) -> None:
    misaki.open(f"/mypage/bookings/{number}/cancel")
    form = misaki.answer
    misaki.press("この予約を取り消す")
    misaki.answer = form  # back, and pressed again
    assert misaki.press("この予約を取り消す").status_code == 200
    assert booking(misaki.app, number).sequence == 1


def test_a_reason_that_is_too_long_is_kept_and_counted(misaki: SeekerVisit, number: str) -> None:
    misaki.open(f"/mypage/bookings/{number}/cancel")
    answer = misaki.press("この予約を取り消す", reason="あ" * 201)
    assert answer.status_code == 422
    assert "いまは201文字です" in answer.text
    assert "あ" * 201 in answer.text
    assert booking(misaki.app, number).status is BookingStatus.BOOKED


def test_control_characters_in_the_reason_are_left_out(misaki: SeekerVisit, number: str) -> None:
    misaki.open(f"/mypage/bookings/{number}/cancel")
    misaki.press("この予約を取り消す", reason="急\x00用")
    assert booking(misaki.app, number).cancel_reason == "急用"


@pytest.mark.parametrize("page", ["cancel", "move", "move/confirm?starts_at=2026-11-27T11:00:00%2B09:00"])
def test_once_it_has_begun_the_booking_is_shown_and_nothing_is_offered(
    misaki: SeekerVisit, number: str, clock: StandingClock, page: str
) -> None:
    clock.set(THURSDAY_AT_TEN)
    visit = SeekerVisit(misaki.app).sign_in()
    answer = visit.open(f"/mypage/bookings/{number}/{page}")
    assert visit.path == f"/mypage/bookings/{number}"
    assert "相談の時間が始まっているため" in answer.text
    assert f"/mypage/bookings/{number}/move" not in answer.text


def test_a_form_sent_after_the_start_cancels_nothing(misaki: SeekerVisit, number: str, clock: StandingClock) -> None:
    misaki.open(f"/mypage/bookings/{number}/cancel")
    clock.set(THURSDAY_AT_TEN)
    answer = misaki.press("この予約を取り消す")
    assert answer.status_code == 409
    assert "相談が始まったあとの取消はできません" in answer.text
    assert booking(misaki.app, number).status is BookingStatus.BOOKED


def test_what_the_office_cancelled_says_so_and_why(misaki: SeekerVisit, number: str) -> None:
    with misaki.app.app_context():
        office_id = db.session.scalars(select(Booking.office_id)).one()
        by = Canceller("staff:2", office_ids=frozenset({office_id}))
        cancel(number, by, reason="相談員の急病のため", now=office_time("2026-11-20 10:00"))
    page = misaki.open(f"/mypage/bookings/{number}").text
    assert "安定所の都合で取り消しました" in page
    assert "相談員の急病のため" in page
    assert "別の日時を予約する" in page


@pytest.mark.parametrize("page", ["cancel", "move", "move/confirm?starts_at=2026-11-27T11:00:00%2B09:00"])
def test_somebody_elses_booking_is_not_there(sqlite_app: Flask, number: str, page: str) -> None:
    kakuto = SeekerVisit(sqlite_app).sign_in("kakuto@example.com")
    assert kakuto.open(f"/mypage/bookings/{number}/{page}").status_code == 404


# Moving ---------------------------------------------------------------------------------------------------------------


def test_the_calendar_marks_the_present_time_and_offers_the_others(misaki: SeekerVisit, number: str) -> None:
    page = misaki.open(f"/mypage/bookings/{number}/move?day=2026-11-26").text
    assert "いまの日時" in page
    assert "この時間は、あなたが予約しています" in page
    assert "この日時にする" in page
    assert "予約する</button>" not in page


def test_a_seeker_moves_in_three_steps(misaki: SeekerVisit, number: str) -> None:
    misaki.open(f"/mypage/bookings/{number}/move?day=2026-11-27")
    address = f"/mypage/bookings/{number}/move/confirm?starts_at=2026-11-27T11:00:00%2B09:00"
    assert f'href="{address}"' in misaki.answer.text
    page = misaki.open(address).text
    assert "11月26日" in page
    assert "11月27日" in page
    assert "11月25日（水）23時59分</span>まで" in page  # the web closes two office days before
    assert booking(misaki.app, number).sequence == 0
    answer = misaki.press("この日時に変更する")
    assert misaki.path == f"/mypage/bookings/{number}"
    assert "日時を変更しました" in answer.text
    assert booking(misaki.app, number).starts_at == office_time(FRIDAY_AT_ELEVEN)


def test_the_same_confirmation_sent_twice_moves_once(misaki: SeekerVisit, number: str) -> None:
    open_confirmation(misaki, number)
    form = misaki.answer
    misaki.press("この日時に変更する")
    misaki.answer = form
    assert misaki.press("この日時に変更する").status_code == 200
    assert booking(misaki.app, number).sequence == 1


def test_a_time_taken_meanwhile_offers_others_for_the_move(misaki: SeekerVisit, number: str) -> None:
    open_confirmation(misaki, number)
    with misaki.app.app_context():
        booked(KAKUTO, FRIDAY_AT_ELEVEN)
    answer = misaki.press("この日時に変更する")
    assert answer.status_code == 409
    assert "予約は変わっていません" in answer.text
    assert "あなたの予約は入っていません" not in answer.text
    assert f"/mypage/bookings/{number}/move/confirm?starts_at=2026-11-27T15:00:00%2B09:00" in answer.text
    assert "/procedures/omura-soudan/hold" not in answer.text
    assert booking(misaki.app, number).starts_at == office_time(THURSDAY_AT_TEN)


def test_a_time_that_cannot_be_chosen_leads_back_to_its_day(misaki: SeekerVisit, number: str) -> None:
    with misaki.app.app_context():
        booked(KAKUTO, FRIDAY_AT_ELEVEN)
    open_confirmation(misaki, number)
    assert misaki.path == f"/mypage/bookings/{number}/move"
    assert "その日時は、いまは選べません" in misaki.answer.text
    assert "11月27日（金）の時間" in misaki.answer.text


def test_newer_terms_are_read_and_accepted_first(misaki: SeekerVisit, number: str) -> None:
    renew_terms_of_omura(misaki.app)
    open_confirmation(misaki, number)
    assert "録音も録画もしません。" in misaki.answer.text
    refused = misaki.press("この日時に変更する")
    assert refused.status_code == 422
    assert "新しい利用規約を読んで、同意してください" in refused.text
    assert booking(misaki.app, number).sequence == 0
    misaki.press("この日時に変更する", accepted="yes")
    assert booking(misaki.app, number).terms_version == "2026-11-20"


def test_terms_that_change_while_the_page_is_open_are_shown_before_anything_moves(
    misaki: SeekerVisit, number: str
) -> None:
    open_confirmation(misaki, number)
    assert "新しい利用規約" not in misaki.answer.text
    renew_terms_of_omura(misaki.app)
    refused = misaki.press("この日時に変更する")
    assert (refused.status_code, "録音も録画もしません。" in refused.text) == (422, True)
    misaki.press("この日時に変更する", accepted="yes")
    assert booking(misaki.app, number).starts_at == office_time(FRIDAY_AT_ELEVEN)


def test_shiga_is_moved_by_phone_and_cancelled_here(sqlite_app: Flask) -> None:
    with sqlite_app.app_context():
        number = booked(TARO, "2026-11-26 10:30", procedure="shiga-soudan", channel=Channel.PHONE)
    taro = SeekerVisit(sqlite_app).sign_in("taro.mihon@example.com")
    page = taro.open(f"/mypage/bookings/{number}/move").text
    assert "この手続きの日時は、お電話で変更してください" in page
    assert "077-563-0350" in page
    assert "この日時にする" not in page
    open_confirmation(taro, number, "2026-11-27 09:30")
    assert taro.path == f"/mypage/bookings/{number}/move"
    taro.open(f"/mypage/bookings/{number}/cancel")
    taro.press("この予約を取り消す")
    assert booking(sqlite_app, number).status is BookingStatus.CANCELLED_BY_SEEKER


def test_a_time_that_overlaps_the_present_one_can_be_chosen(misaki: SeekerVisit, number: str) -> None:
    with misaki.app.app_context():
        a_quarter_later = (WeeklyStart(3, time(10, 15)),)
        carried_out("omura", NewTimetable("omura-soudan", day("2026-11-26 Thu"), a_quarter_later), keep=[number])
    open_confirmation(misaki, number, "2026-11-26 10:15")
    misaki.press("この日時に変更する")
    assert booking(misaki.app, number).starts_at == office_time("2026-11-26 10:15")


@pytest.mark.parametrize("starts_at", ["", "tomorrow", "2026-11-27T11:00:00", "9999-12-31T23:59:59-12:00"])
def test_a_malformed_time_finds_no_page_and_moves_nothing(misaki: SeekerVisit, number: str, starts_at: str) -> None:
    assert misaki.open(f"/mypage/bookings/{number}/move/confirm?starts_at={starts_at}").status_code == 404
    open_confirmation(misaki, number)
    assert misaki.press("この日時に変更する", starts_at=starts_at).status_code == 400
    assert booking(misaki.app, number).sequence == 0


def test_a_form_without_its_key_is_refused(misaki: SeekerVisit, number: str) -> None:
    open_confirmation(misaki, number)
    assert misaki.press("この日時に変更する", submit_key="x").status_code == 400
    assert booking(misaki.app, number).sequence == 0


def test_the_page_works_on_both_engines(served_app: Flask) -> None:
    with served_app.app_context():
        number = booked(MISAKI, THURSDAY_AT_TEN)
    visit = SeekerVisit(served_app).sign_in()
    open_confirmation(visit, number, FRIDAY_AT_THREE)
    visit.press("この日時に変更する")
    visit.open(f"/mypage/bookings/{number}/cancel")
    visit.press("この予約を取り消す")
    assert booking(served_app, number).status is BookingStatus.CANCELLED_BY_SEEKER
    messages = visit.open("/mypage/messages").text
    assert "日時を11月27日（金）に変更しました" in messages
    assert "の予約を取り消しました" in messages
