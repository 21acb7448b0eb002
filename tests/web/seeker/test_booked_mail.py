"""The mail of a booking carries what the office's leaflet says, and nothing more (rules.md#mail)."""

from email.message import EmailMessage

import pytest
from flask import Flask
from sqlalchemy import update

from booking.bookings.book import book
from booking.tables import Meeting
from database.transactions import transact
from tests.bookings.builders import phone_request, web_request
from tests.mails import mails_in, text_of
from tests.town import FRIDAY_MORNING, TARO, StandingClock
from tests.web.seeker_visits import run_jobs

JOIN_LINK = "/demo-meeting/"


def test_omuras_mail_of_a_web_booking_carries_the_link(sqlite_app: Flask) -> None:
    text = text_of(_mail_after(sqlite_app, by_phone=False))
    assert JOIN_LINK in text
    assert "パスコード：" not in text


def test_omuras_mail_of_a_phone_booking_carries_id_and_passcode(sqlite_app: Flask) -> None:
    text = text_of(_mail_after(sqlite_app, by_phone=True))
    assert "ミーティングID：8" in text
    assert "パスコード：" in text
    assert JOIN_LINK not in text


def test_shigas_mail_only_points_to_the_inbox(sqlite_app: Flask) -> None:
    mail = _mail_after(
        sqlite_app, by_phone=True, seeker=TARO, procedure="shiga-soudan", starts="2026-11-25 09:30", clerk="受付 一"
    )
    text = text_of(mail)
    assert "マイページのメッセージでお知らせしています" in text
    assert "パスコード：" not in text
    assert JOIN_LINK not in text


@pytest.mark.parametrize("by_phone", [False, True])
def test_no_mail_names_the_person_or_the_topic(sqlite_app: Flask, by_phone: bool) -> None:
    mail = _mail_after(sqlite_app, by_phone=by_phone)
    assert mail["subject"] == "【ハローワーク大村】11月25日（水）の職業相談を予約しました"
    for words in ("髙城", "美咲", "70000-0000002", "履歴書"):
        assert words not in str(mail["subject"]) + text_of(mail)


def test_every_mail_says_when_how_to_cancel_and_where_answers_go(sqlite_app: Flask) -> None:
    text = text_of(_mail_after(sqlite_app, by_phone=False))
    for words in (
        "2026年11月25日（水） 10時00分～10時30分",
        "受付番号",
        "取り消すとき",
        "0957-40-0032",
        "ご返信は",
        "お心当たり",
    ):
        assert words in text


def test_after_a_quarter_of_an_hour_the_mail_goes_without_the_meeting(sqlite_app: Flask, clock: StandingClock) -> None:
    with sqlite_app.app_context():
        book(web_request(), now=FRIDAY_MORNING)
        _stop_issuing()
    clock.move(minutes=15)
    run_jobs(sqlite_app)
    assert "もう一度メールでお知らせします" in text_of(_only_mail(sqlite_app))


def _mail_after(app: Flask, *, by_phone: bool, **changes: str) -> EmailMessage:
    with app.app_context():
        book((phone_request if by_phone else web_request)(**changes), now=FRIDAY_MORNING)
    run_jobs(app)
    return _only_mail(app)


def _only_mail(app: Flask) -> EmailMessage:
    (mail,) = mails_in(app.extensions["services"].config.mail_folder)
    return mail


def _stop_issuing() -> None:
    """Let the provider's next try lie far ahead, as after many failures."""
    far_ahead = update(Meeting).values(next_try_at=FRIDAY_MORNING.replace(year=2099))
    transact(lambda session: session.execute(far_ahead))
