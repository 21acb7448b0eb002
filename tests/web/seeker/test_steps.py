"""The steps of a booking, forwards, backwards, twice, too late, and out of order."""

import pytest
from flask import Flask
from sqlalchemy import delete

from booking.tables import Booking, SignIn
from database.transactions import transact
from tests.bookings.builders import change_seeker, how_many, renew_terms
from tests.days import day
from tests.town import MISAKI as MISAKIS_NUMBER
from tests.town import StandingClock
from tests.web.seeker_visits import KAKUTO, NAIKO, OMURA, TOPIC, WED_25, SeekerVisit


def test_a_seeker_books_from_the_calendar_to_the_booking_number(served_app: Flask) -> None:
    visit = SeekerVisit(served_app).hold()
    visit.give_password()
    visit.press("同意する")
    visit.press("確認へ進む", topic=TOPIC, wishes=["captions", "document_review"])
    for fact in (TOPIC, "字幕（文字表示）", "応募書類の添削", "10時00分～10時30分", "2026-10-01版", "参加用のURL"):
        assert fact in visit.answer.text
    visit.press("申込み")
    assert visit.path.endswith("/done")
    assert "予約しました" in visit.answer.text


def test_sending_the_confirmation_twice_books_once(served_app: Flask) -> None:
    visit = SeekerVisit(served_app).sign_in().reach_confirmation()
    form = visit.form("申込み")
    first, second = (visit.send(form.action, **form.fields) for _ in range(2))
    assert first.request.path == second.request.path
    assert second.status_code == 200
    with served_app.app_context():
        assert how_many(Booking) == 1


@pytest.mark.parametrize("step", ["terms", "topic", "confirm"])
def test_going_back_after_booking_shows_the_booking(sqlite_app: Flask, step: str) -> None:
    visit = SeekerVisit(sqlite_app).sign_in().reach_confirmation()
    confirmation = visit.path
    visit.press("申込み")
    answer = visit.open(confirmation.replace("confirm", step))
    assert visit.path.endswith("/done")
    assert answer.status_code == 200


def test_a_form_left_open_in_a_second_tab_shows_the_booking(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app).sign_in().reach_topic()
    left_open = visit.form("確認へ進む")
    visit.press("確認へ進む", topic=TOPIC)
    visit.press("申込み")
    visit.send(left_open.action, **{**left_open.fields, "topic": "ちがう話です。"})
    assert visit.path.endswith("/done")


def test_steps_that_were_left_out_come_first(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app).sign_in().hold()
    confirmation = visit.path.replace("terms", "confirm")
    visit.open(confirmation)
    assert visit.path.endswith("/terms")
    visit.press("同意する")
    visit.open(confirmation)
    assert visit.path.endswith("/topic")


def test_terms_that_changed_meanwhile_are_shown_and_accepted_anew(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app).sign_in().hold()
    answer = visit.press("同意する", version="2020-01-01")
    assert visit.path.endswith("/terms")
    assert "利用規約が2026-10-01版に変わりました" in answer.text
    visit.press("同意する")
    assert visit.path.endswith("/topic")


def test_the_hold_is_extended_once_from_the_step_that_was_shown(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app).sign_in().reach_confirmation()
    answer = visit.press("仮押さえを延長する")
    assert visit.path.endswith("/confirm")
    assert "10時00分まで仮押さえ" in answer.text
    assert "延長する</button>" not in answer.text


def test_extending_from_the_topic_keeps_what_was_typed(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app).sign_in().reach_topic()
    answer = visit.press("保存して、仮押さえを延長する", topic="書きかけの")
    assert visit.path.endswith("/topic")
    assert "書きかけの" in answer.text
    assert "10時00分まで仮押さえ" in answer.text


def test_giving_up_frees_the_time_for_others(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app).sign_in().hold()
    visit.press("この時間をやめて、選びなおす")
    assert visit.path == OMURA
    other = SeekerVisit(sqlite_app).sign_in(KAKUTO).hold()
    assert other.path.endswith("/terms")


def test_a_lapsed_hold_still_books_while_the_place_is_free(served_app: Flask, clock: StandingClock) -> None:
    visit = SeekerVisit(served_app).sign_in().reach_confirmation()
    clock.move(minutes=31)
    assert "仮押さえの時間が過ぎました" in visit.open(visit.path).text
    visit.press("申込み")
    assert visit.path.endswith("/done")


def test_who_lost_the_place_is_told_kindly_with_other_times(served_app: Flask, clock: StandingClock) -> None:
    slow = SeekerVisit(served_app).sign_in().reach_confirmation()
    clock.move(minutes=31)
    SeekerVisit(served_app).sign_in(KAKUTO).book()
    answer = slow.press("申込み")
    assert answer.status_code == 409
    assert "ほかの方が先に選びました" in answer.text
    assert "11時00分" in answer.text
    answer = slow.press("2026年11月25日（水） 11時00分予約する")
    slow.press("同意する")
    assert TOPIC in slow.answer.text  # what was typed moves along


def test_another_seekers_hold_is_as_unknown_as_none(sqlite_app: Flask) -> None:
    mine = SeekerVisit(sqlite_app).sign_in().reach_confirmation().path
    other = SeekerVisit(sqlite_app).sign_in(KAKUTO)
    for path in (mine, mine.replace("confirm", "terms"), mine.replace("confirm", "topic"), "/holds/x/terms"):
        answer = other.open(path)
        assert answer.status_code == 404
        assert TOPIC not in answer.text


def test_who_may_not_book_is_told_at_once_what_to_do(sqlite_app: Flask) -> None:
    answer = SeekerVisit(sqlite_app).sign_in(NAIKO).hold().answer
    assert answer.status_code == 403
    assert "求職有効" in answer.text


def test_a_second_booking_of_the_procedure_is_refused(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app).sign_in()
    visit.open(WED_25)
    left_open = visit.form("11時00分から予約する")
    pressed = left_open.fields | left_open.buttons["11時00分から予約する"]
    number = visit.book()
    answer = visit.send(left_open.action, **pressed)
    assert answer.status_code == 409
    assert "すでに予約しています" in answer.text
    assert f'<a class="button button-primary" href="/mypage/bookings/{number}">予約を見る</a>' in answer.text


def test_a_registration_that_ends_first_is_told_and_the_booking_stands(sqlite_app: Flask) -> None:
    with sqlite_app.app_context():
        change_seeker(MISAKIS_NUMBER, registration_valid_until=day("2026-11-20 Fri"))
    visit = SeekerVisit(sqlite_app).sign_in().reach_confirmation()
    assert "求職の登録が、相談の日より前に切れます" in visit.answer.text
    visit.press("申込み")
    assert visit.path.endswith("/done")


def test_a_confirmation_whose_terms_changed_leads_back_to_them(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app).sign_in().reach_confirmation()
    with sqlite_app.app_context():
        renew_terms("omura-soudan", "新しい約束です。")
    visit.press("申込み")
    assert visit.path.endswith("/terms")
    assert "新しい約束です。" in visit.answer.text
    assert "利用規約が2026-11-20版に変わりました" in visit.answer.text


def test_what_another_tab_wrote_meanwhile_is_looked_at_before_it_is_booked(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app).sign_in().reach_confirmation()
    shown = visit.form("申込み")
    visit.open(visit.path.replace("confirm", "topic"))
    visit.press("確認へ進む", topic="面接の練習をしたいです。")
    visit.send(shown.action, **shown.fields)
    assert visit.path.endswith("/confirm")
    assert "別の画面から内容が書きかえられました" in visit.answer.text
    visit.press("申込み")
    assert visit.path.endswith("/done")


def test_whose_session_ended_at_the_confirmation_comes_back_to_it(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app).sign_in().reach_confirmation()
    confirmation = visit.path
    shown = visit.form("申込み")
    visit.let_session_end()
    visit.send(shown.action, **shown.fields)
    assert visit.path == "/login"
    assert "送った内容を受け取れませんでした" in visit.answer.text
    visit.give_password()
    assert visit.path == confirmation
    visit.press("申込み")
    assert visit.path.endswith("/done")


def test_whose_sign_in_ended_on_the_server_comes_back_to_the_confirmation(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app).sign_in().reach_confirmation()
    confirmation = visit.path
    with sqlite_app.app_context():
        transact(lambda session: session.execute(delete(SignIn)))
    visit.press("申込み")
    assert visit.path == "/login"
    visit.give_password()
    assert visit.path == confirmation
