"""Where meetings are made by hand: a manager fills the pool, and a clerk enters one for a booking."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import FilePayload, Page, expect

from booking import jobs
from booking.app import create_app
from booking.bookings.book import book
from tests.bookings.builders import web_request
from tests.browser import assert_no_axe_findings, press
from tests.meetings.pool_files import pool_file
from tests.served import served
from tests.town import FRIDAY_MORNING, StandingClock, close_connections, config_for, password_of

pytestmark = pytest.mark.browser

MANAGER, CLERK = "kanri@example.com", "uketsuke.omura@example.com"


@pytest.fixture
def office(sqlite_town_url: str, clock: StandingClock, tmp_path: Path) -> Flask:
    return create_app(replace(config_for(sqlite_town_url, tmp_path), meetings="pool"), clock=clock)


@pytest.fixture
def number(office: Flask) -> str:
    """A booking for which the pool has no meeting."""
    with office.app_context():
        number = book(web_request(), now=FRIDAY_MORNING)
        jobs.issue_meetings()
        return number


@pytest.fixture
def address(office: Flask, number: str) -> Iterator[str]:
    """Where the service listens."""
    with served(office) as base_url:
        yield f"{base_url}/desk"
    with office.app_context():
        close_connections()


def enter(page: Page, office: Flask, address: str, email: str) -> None:
    """Sign in at the desk."""
    page.goto(f"{address}/login")
    page.get_by_label("メールアドレス").fill(email)
    with office.app_context():
        page.get_by_label("パスワード ※必須").fill(password_of(office, email))
    press(page, "ログイン")


@pytest.mark.late
def test_a_manager_fills_the_pool(phone: Page, office: Flask, address: str) -> None:
    enter(phone, office, address, MANAGER)
    phone.goto(f"{address}/pool")
    assert_no_axe_findings(phone)
    good = pool_file("shiga-desk-1@example.com", meetings=3)
    for text, button in (("nonsense", "内容を確かめる"), (good, "取り込む")):
        file = FilePayload(name="pool.csv", mimeType="text/csv", buffer=text.encode())
        phone.get_by_label("CSVファイル").set_input_files(file)
        press(phone, "内容を確かめる")
        expect(phone.get_by_role("button", name=button)).to_be_visible()
        assert_no_axe_findings(phone)
    press(phone, "取り込む")
    expect(phone.locator("main").get_by_text("3件を加え")).to_be_visible()
    assert_no_axe_findings(phone)


def test_a_clerk_enters_a_meeting_by_hand(desktop: Page, office: Flask, address: str, number: str) -> None:
    enter(desktop, office, address, CLERK)
    desktop.goto(f"{address}/meetings")
    assert_no_axe_findings(desktop)
    press(desktop, "手で入力する")
    assert_no_axe_findings(desktop)
    press(desktop, "このミーティングにする")
    assert_no_axe_findings(desktop)
    desktop.get_by_label("ミーティングID").fill("855 1234 5678")
    desktop.get_by_label("パスコード").fill("246810")
    desktop.get_by_label("招待リンク").fill("https://zoom.us/j/85512345678")
    press(desktop, "このミーティングにする")
    expect(desktop.locator("main").get_by_text("ミーティングを入力しました")).to_be_visible()
    assert_no_axe_findings(desktop)
