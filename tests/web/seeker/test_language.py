"""A seeker's language: what was chosen stays with the browser and with the person, and mails come in it."""

import pytest
from flask import Flask
from sqlalchemy import select, update

from booking.core.texts.languages import Language
from booking.tables import Account, AccountKey
from booking.web.accounts.chosen_language import COOKIE
from database.base import db
from database.transactions import transact
from tests.mails import mails_in, text_of
from tests.web.seeker_visits import MISAKI, SeekerVisit, run_jobs


def _kept(app: Flask) -> Language | None:
    with app.app_context():
        return db.session.scalar(select(Account.language).where(Account.login == MISAKI))


def _keep(app: Flask, language: Language) -> None:
    with app.app_context():
        transact(lambda session: session.execute(update(Account).values(language=language)))


def test_the_switch_on_a_page_is_kept_with_who_is_signed_in(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app).sign_in()
    page = visit.client.get("/mypage?lang=en", headers={"Referer": "http://localhost/mypage"}, follow_redirects=True)
    assert '<html lang="en">' in page.text
    assert _kept(sqlite_app) is Language.ENGLISH
    assert '<span lang="en">English</span>' in visit.open("/mypage/settings").text


@pytest.mark.parametrize("referrer", ["", "https://stranger.example/", "http://localhost.stranger.example/mypage"])
def test_a_link_from_elsewhere_changes_pages_and_no_mails(sqlite_app: Flask, referrer: str) -> None:
    visit = SeekerVisit(sqlite_app).sign_in()
    page = visit.client.get("/mypage?lang=en", headers={"Referer": referrer}, follow_redirects=True)
    assert '<html lang="en">' in page.text
    assert _kept(sqlite_app) is None


def test_a_new_phone_speaks_what_its_owner_chose_on_the_old_one(sqlite_app: Flask) -> None:
    _keep(sqlite_app, Language.ENGLISH)
    assert '<html lang="en">' in SeekerVisit(sqlite_app).sign_in().open("/mypage").text


def test_who_chose_before_signing_in_is_written_to_in_it_too_unless_they_chose_before(sqlite_app: Flask) -> None:
    for chosen in (Language.EASY, Language.JAPANESE):
        visit = SeekerVisit(sqlite_app)
        visit.client.set_cookie(COOKIE, chosen)
        assert f'<html lang="{chosen}">' in visit.sign_in().open("/mypage").text
        assert _kept(sqlite_app) is Language.EASY


def test_a_mail_comes_in_the_language_of_its_receiver(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app).sign_in()
    visit.book()
    _keep(sqlite_app, Language.ENGLISH)
    run_jobs(sqlite_app)
    mail = text_of(mails_in(sqlite_app.extensions["services"].config.mail_folder)[-1])
    assert "Wed 25 November 2026" in mail
    assert '<html lang="ja">' in visit.open("/mypage/messages").text


def test_a_key_is_mailed_in_the_language_of_the_browser_that_asked(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app)
    visit.open("/password/forgotten")
    visit.client.set_cookie(COOKIE, "en")
    visit.press("次へ進む", address=MISAKI)
    with sqlite_app.app_context():
        assert db.session.scalars(select(AccountKey.language)).all() == [Language.ENGLISH]


def test_an_answer_to_a_form_goes_along_and_one_that_has_ended_leads_to_the_page_itself(sqlite_app: Flask) -> None:
    led = sqlite_app.test_client().get("/login?again=of-the-japanese-page&next=%2Fmypage&lang=en")
    assert led.headers["Location"] == "/login?again=of-the-japanese-page&next=%2Fmypage"
    led = sqlite_app.test_client().get(led.headers["Location"])
    assert led.headers["Location"] == "/login?next=%2Fmypage"


def test_an_inbox_in_plain_japanese_has_readings_above_its_subjects_and_brackets_in_its_title(
    sqlite_app: Flask,
) -> None:
    visit = SeekerVisit(sqlite_app).sign_in()
    visit.book()
    visit.client.set_cookie(COOKIE, Language.EASY)
    assert "<ruby>職業相談<rp>" in visit.open("/mypage/messages").text.split("<main")[1]
    page = visit.open("/mypage/messages/1").text
    assert "職業相談（しょくぎょうそうだん）を" in page.split("</title>")[0]
