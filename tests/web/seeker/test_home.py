"""The my-page's home and its menu of six (F1), the reception slip (J3), and what the office has on record."""

import re

import pytest
from flask import Flask

from tests.town import MISAKI as MISAKIS_NUMBER
from tests.town import TARO
from tests.web.seeker_visits import SeekerVisit
from tests.web.staff_visits import COUNSELLOR, OMURA_CLERK, StaffVisit, audit_acts

MENU = {
    "/mypage": "ホーム",
    "/mypage/jobs": "求人検索",
    "/mypage/activity": "求職活動状況",
    "/mypage/messages": "メッセージ",
    "/mypage/settings": "求職者情報・設定",
}


def test_home_has_the_blocks_of_the_guide_with_the_next_consultation_first(sqlite_app: Flask) -> None:
    page = SeekerVisit(sqlite_app).sign_in().open("/mypage").text
    blocks = (
        "髙城 美咲様",
        "利用安定所名：<a",
        "大村公共職業安定所",
        "新着メッセージ：0件",
        "次の相談",
        "ハローワーク受付票を表示",
        "応募中の求人",
        "オンラインハローワーク紹介対象求人",
        "求人者からのリクエスト求人",
        "保存した求人検索条件",
        "求職公開状況",
        "職業訓練検索とイベント情報検索",
    )
    places = [page.index(words) for words in blocks]
    assert places == sorted(places)


@pytest.mark.parametrize("address", MENU)
def test_every_entry_of_the_menu_leads_somewhere_and_says_where_one_is(sqlite_app: Flask, address: str) -> None:
    page = SeekerVisit(sqlite_app).sign_in().open(address).text
    _, menu = page.split('class="my-page-menu"')
    assert re.findall(r'<li><a href="(/mypage[a-z/]*)"', menu)[:5] == list(MENU)
    assert f'<a href="{address}" aria-current="page">{MENU[address]}</a>' in page
    assert "ログアウト" in page


def test_what_is_to_come_is_said_with_the_way_to_it_meanwhile(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app).sign_in()
    assert "ここで求人をさがせるようになります" in visit.open("/mypage/jobs").text
    assert "https://www.hellowork.mhlw.go.jp/" in visit.answer.text
    assert "ここで応募の状況を見られるようになります" in visit.open("/mypage/activity").text


def test_the_record_is_shown_with_the_mail_address_partly_hidden(sqlite_app: Flask) -> None:
    page = SeekerVisit(sqlite_app).sign_in().open("/mypage/settings").text
    for words in (
        "髙城 美咲",
        "タカシロ ミサキ",
        "1991年12月29日",
        MISAKIS_NUMBER,
        "090-0000-0002",
        "mi***@example.com",
    ):
        assert words in page
    assert "misaki@example.com" not in page


def test_the_slip_shows_the_number_as_a_code_for_the_scanner(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app).sign_in()
    assert MISAKIS_NUMBER in visit.open("/mypage/reception-slip").text
    assert 'src="/mypage/reception-slip.svg"' in visit.answer.text
    picture = visit.open("/mypage/reception-slip.svg")
    assert (picture.mimetype, picture.headers["Cache-Control"]) == ("image/svg+xml", "no-store")


def test_a_scanner_at_the_counter_opens_the_card(sqlite_app: Flask) -> None:
    clerk = StaffVisit(sqlite_app).sign_in(OMURA_CLERK)
    clerk.open("/desk/scan")
    assert "autofocus" in clerk.answer.text
    clerk.press("開く", code="７００００－０００００02")
    assert "髙城 美咲" in clerk.answer.text
    assert audit_acts(sqlite_app)[-1].split()[1] == "open_seeker"


@pytest.mark.parametrize("number", [TARO, "79999-9999999"], ids=["of another office", "nobody's"])
def test_a_slip_of_another_office_asks_for_the_birth_date(sqlite_app: Flask, number: str) -> None:
    clerk = StaffVisit(sqlite_app).sign_in(OMURA_CLERK)
    clerk.open("/desk/scan")
    clerk.press("開く", code=number)
    assert clerk.answer.status_code == 404
    assert "担当の安定所には、この番号の方がいません" in clerk.answer.text
    assert not [act for act in audit_acts(sqlite_app) if "open_seeker" in act]


def test_a_slip_of_another_office_opens_with_the_birth_date(sqlite_app: Flask) -> None:
    clerk = StaffVisit(sqlite_app).sign_in(OMURA_CLERK)
    clerk.open("/desk/scan")
    clerk.press("開く", code=TARO)
    clerk.press("開く", birth_year="1979", birth_month="4", birth_day="2")
    assert "見本 太郎" in clerk.answer.text


@pytest.mark.parametrize("code", ["", "https://example.com/", "4901234567894000", "0" * 3000, "\x07\x1b70000"])
def test_another_code_is_refused_at_its_field(sqlite_app: Flask, code: str) -> None:
    clerk = StaffVisit(sqlite_app).sign_in(OMURA_CLERK)
    clerk.open("/desk/scan")
    clerk.press("開く", code=code)
    assert clerk.answer.status_code == 422
    assert "受付票の2次元バーコード" in clerk.answer.text


def test_a_counsellor_opens_nobody_by_a_slip(sqlite_app: Flask) -> None:
    counsellor = StaffVisit(sqlite_app).sign_in(COUNSELLOR)
    assert counsellor.open("/desk/scan").status_code == 403
