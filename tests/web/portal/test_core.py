"""MADOGUCHI_PORTAL=core: no registration online, and bookings as ever (rules.md#registering-online)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask

from booking.app import create_app
from booking.jobs import deliver_mail, jobs
from booking.operations.purge import purge
from booking.portal.registration.steps import Step
from booking.services import services
from booking.settings.config import Portal
from booking.tables import Account
from database.base import db
from tests.mails import mails_in, text_of
from tests.portal.registration.typed import AOI, PASSWORD, keep, open_account
from tests.town import FRIDAY_MORNING, StandingClock, close_connections, config_for, office_time
from tests.web.seeker_visits import NAIKO, SeekerVisit


@pytest.fixture
def core(sqlite_town_url: str, clock: StandingClock, tmp_path: Path) -> Iterator[Flask]:
    """The service without the portal."""
    app = create_app(replace(config_for(sqlite_town_url, tmp_path), portal=Portal.CORE), clock=clock)
    yield app
    with app.app_context():
        close_connections()


def test_nothing_of_the_registration_is_there(core: Flask) -> None:
    assert [rule.endpoint for rule in core.url_map.iter_rules() if rule.endpoint.startswith("registration.")] == []
    visit = SeekerVisit(core).sign_in()
    assert "求職情報を編集" not in visit.open("/mypage/settings").text
    assert visit.open("/registration").status_code == 404


def test_an_account_without_a_registration_is_sent_to_the_counter(core: Flask) -> None:
    with core.app_context():
        open_account()
    visit = SeekerVisit(core)
    visit.open("/login")
    visit.press("ログイン", login=AOI, password=PASSWORD)
    assert "ハローワークの窓口で、求職登録をしてください" in visit.open("/account/next").text


def test_an_account_that_nobody_registered_is_erased_all_the_same(core: Flask) -> None:
    with core.app_context():
        account_id = open_account()  # on 1 January 2030
        purge(now=office_time("2026-11-20 03:10"), real_now=datetime(2030, 1, 15, 15, 0, tzinfo=UTC))
        assert db.session.get_one(Account, account_id).login == f"left-{account_id}"


def test_who_had_begun_is_told_of_the_end_and_sent_to_the_counter(core: Flask, clock: StandingClock) -> None:
    with core.app_context():
        keep(open_account(), Step.BASIC, now=FRIDAY_MORNING)
        clock.set("2026-12-01 09:00")
        next(job for job in jobs(core) if job.name == "remind_of_drafts").run()
        deliver_mail()
        (mail,) = mails_in(services().config.mail_folder)
    text = text_of(mail).replace("\n", "")
    assert "2026年12月4日（金）までに" in text
    assert "窓口で、求職登録をしてください" in text
    assert "/registration" not in text


def test_a_seeker_books_and_makes_the_registration_valid(core: Flask) -> None:
    number = SeekerVisit(core).sign_in().book()
    assert number.isdecimal()
    visit = SeekerVisit(core).sign_in(NAIKO)
    visit.open("/mypage/validity/valid")
    visit.press("完了")
    assert "「求職有効」を受け付けています" in visit.answer.text


def test_home_shows_no_blocks_that_another_system_fills(core: Flask) -> None:
    visit = SeekerVisit(core).sign_in()
    page = visit.open("/mypage").text
    for words in ("応募中の求人", "求職公開状況", "求人検索"):
        assert words not in page
    assert "ハローワーク受付票を表示" in page
    assert visit.open("/mypage/jobs").status_code == 404
