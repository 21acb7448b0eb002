"""A seeker sees where mail goes, and has a booking's mail sent once more: three times, and never before the first."""

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.messages.send_again import MOST
from booking.tables import Seeker
from database.transactions import transact
from tests.mails import mails_in
from tests.town import MISAKI as MISAKIS_NUMBER
from tests.town import StandingClock, office_time
from tests.web.seeker_visits import KAKUTO, SeekerVisit, run_jobs


def mails(app: Flask) -> int:
    return len(mails_in(app.extensions["services"].config.mail_folder))


def at_the_booking(app: Flask) -> SeekerVisit:
    """Misaki, whose booking's mail has gone out, at its page."""
    visit = SeekerVisit(app).sign_in()
    number = visit.book()
    run_jobs(app)
    visit.open(f"/mypage/bookings/{number}")
    return visit


def test_confirmation_and_last_page_say_where_mail_goes(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app).sign_in()
    visit.reach_confirmation()
    pages = visit.answer.text, visit.press("申込み").text
    for page in pages:
        assert "mi***@example.com" in page
        assert "madoguchi@mail.invalid" in page
        assert "misaki@example.com" not in page


def test_the_mail_of_a_booking_is_sent_once_more(sqlite_app: Flask) -> None:
    visit = at_the_booking(sqlite_app)
    before = mails(sqlite_app)
    visit.press("メールをもう一度送る")
    assert "メールをもう一度送ります" in visit.answer.text.split('id="mail-title"')[1]
    run_jobs(sqlite_app)
    assert mails(sqlite_app) == before + 1


def test_it_is_sent_three_times_more_at_most(sqlite_app: Flask) -> None:
    visit = at_the_booking(sqlite_app)
    before = mails(sqlite_app)
    for _ in range(MOST + 1):
        visit.press("メールをもう一度送る")
        run_jobs(sqlite_app)
    assert "もう一度送れるのは3回まで" in visit.answer.text
    assert mails(sqlite_app) == before + MOST


def test_two_presses_are_one_mail(sqlite_app: Flask) -> None:
    visit = at_the_booking(sqlite_app)
    before = mails(sqlite_app)
    visit.press("メールをもう一度送る")
    visit.press("メールをもう一度送る")
    assert "これから送るところです" in visit.answer.text
    run_jobs(sqlite_app)
    assert mails(sqlite_app) == before + 1


def test_nothing_is_sent_once_the_consultation_is_over(sqlite_app: Flask, clock: StandingClock) -> None:
    visit = at_the_booking(sqlite_app)
    form = visit.form("メールをもう一度送る")
    clock.moment = office_time("2026-11-25 10:30")  # Wednesday, when it ends
    visit.send(form.action, **form.fields)
    assert "送るメールはありません" in visit.answer.text


def test_who_has_no_address_is_told_to_look_here(sqlite_app: Flask) -> None:
    visit = at_the_booking(sqlite_app)
    with sqlite_app.app_context():
        transact(lambda session: setattr(_misaki(session), "email", None))
    visit.reload()
    assert "メールアドレスが登録されていない" in visit.answer.text
    assert "もう一度送る" not in visit.answer.text


def test_nobody_has_the_mail_of_another_persons_booking_sent(sqlite_app: Flask) -> None:
    misaki = at_the_booking(sqlite_app)
    before, form = mails(sqlite_app), misaki.form("メールをもう一度送る")
    other = SeekerVisit(sqlite_app).sign_in(KAKUTO)
    other.open("/mypage")
    token = other.form("ログアウト").fields
    assert other.send(form.action, **token).status_code == 404
    run_jobs(sqlite_app)
    assert mails(sqlite_app) == before


def _misaki(session: Session) -> Seeker:
    return session.scalars(select(Seeker).where(Seeker.seeker_number == MISAKIS_NUMBER)).one()
