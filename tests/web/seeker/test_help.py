"""Pages that help: found from every page, true to the sources, and without anything of somebody else's site."""

import re

import pytest
from flask import Flask
from sqlalchemy import update

from booking.tables import Office
from database.transactions import transact
from tests.days import day
from tests.web.seeker_visits import SeekerVisit

LINKED_EVERYWHERE = {
    "/help/first-time": "はじめての方へ",
    "/help/zoom": "Zoomの準備",
    "/help/questions": "よくある質問",
    "/privacy-policy": "プライバシーポリシー",
    "/my-page-terms": "マイページ利用規約",
    "/help/accessibility": "ウェブアクセシビリティ",
    "/help/about": "このサイトについて",
}


@pytest.mark.parametrize("address", LINKED_EVERYWHERE)
def test_every_page_of_seekers_leads_to_the_help(sqlite_app: Flask, address: str) -> None:
    visit = SeekerVisit(sqlite_app)
    for page in ("/", "/login", "/procedures/omura-soudan", "/nowhere"):
        assert f'<a href="{address}">{LINKED_EVERYWHERE[address]}' in visit.open(page).text
    assert visit.open(address).status_code == 200


def test_the_privacy_policy_and_its_short_version_lead_to_each_other(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app)
    assert '<a href="/help/privacy">個人情報の取扱い</a>' in visit.open("/privacy-policy").text
    assert '<a href="/privacy-policy">プライバシーポリシー</a>' in visit.open("/help/privacy").text


def test_whoever_is_new_reads_both_ways_to_a_my_page_and_which_one_it_is(sqlite_app: Flask) -> None:
    page = SeekerVisit(sqlite_app).open("/help/first-time").text
    for words in (
        "ハローワークをご利用中の方のマイページ開設",
        "パスワード登録申込受付通知",
        "【ハローワーク】アカウント仮登録完了通知",
        "翌日から14日以内",
        "ハローワークインターネットサービスの求職者マイページとは別",
        "madoguchi@mail.invalid",
        "窓口に持ってくるもの",
        'href="/open"',
        'href="/register"',
        'href="/sign-up"',
    ):
        assert words in page


def test_zoom_can_be_tried_before_the_day(sqlite_app: Flask) -> None:
    page = SeekerVisit(sqlite_app).open("/help/zoom").text
    assert 'href="https://zoom.us/test"' in page
    assert "録音・録画は一切禁止です" in page


def test_the_help_desk_of_the_ministry_is_named_for_its_own_service(sqlite_app: Flask) -> None:
    for address in ("/help/questions", "/help/about"):
        page = SeekerVisit(sqlite_app).open(address).text
        assert "0570-077450" in page
        assert "月曜～金曜 9時30分～18時00分" in page
        assert "helpdesk@hd.hellowork.mhlw.go.jp" in page


def test_the_page_of_an_office_says_what_its_file_says(sqlite_app: Flask) -> None:
    page = SeekerVisit(sqlite_app).open("/offices/omura").text
    for words in ("大村公共職業安定所", "職業相談部門", "平日 8時30分～17時15分", "0957-40-0032", "omura-soudan@"):
        assert words in page
    assert 'href="/procedures/omura-soudan"' in page
    assert "来所のときは、お電話でお尋ねください" in page  # its guide names no address


def test_a_map_is_a_link_and_nothing_else(sqlite_app: Flask) -> None:
    page = SeekerVisit(sqlite_app).open("/offices/omura").text
    assert re.search(r'href="https://www\.google\.com/maps/search/\?api=1&amp;query=%E5%A4%A7', page)
    assert not re.search(r'(?:src|action)="https?:', page)


def test_an_office_that_does_not_exist_has_an_address_and_no_map(sqlite_app: Flask) -> None:
    page = SeekerVisit(sqlite_app).open("/offices/shiomizaka").text
    assert "長崎県架空市汐見坂" in page
    assert "maps" not in page


@pytest.mark.parametrize("code", ["nowhere", "OMURA", "x" * 80, "omura%0a"])
def test_an_unknown_office_is_not_found(sqlite_app: Flask, code: str) -> None:
    assert SeekerVisit(sqlite_app).open(f"/offices/{code}").status_code == 404


def test_an_office_that_has_ended_says_so(sqlite_app: Flask) -> None:
    with sqlite_app.app_context():
        ended = update(Office).where(Office.code == "shiga").values(ends_on=day("2026-11-18 Wed"))
        transact(lambda session: session.execute(ended))
    page = SeekerVisit(sqlite_app).open("/offices/shiga").text
    assert "この安定所は終わりました" in page
    assert "いま予約できる手続きはありません" in page


def test_who_runs_this_is_the_operators_word(sqlite_app: Flask) -> None:
    page = SeekerVisit(sqlite_app).open("/help/about").text
    assert "予約と相談は、それぞれの安定所が行います" in page
    assert 'href="/offices/shiga"' in page
