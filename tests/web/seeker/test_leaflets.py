"""What the leaflets of the two offices say stands where people look for it, and what they do not say is marked."""

import re

import pytest
from flask import Flask

from booking.bookings.book import book
from tests.bookings.builders import phone_request
from tests.mails import mails_in, text_of
from tests.town import FRIDAY_MORNING, TARO
from tests.web.seeker_visits import OMURA, SeekerVisit, run_jobs

SHIGA = "/procedures/shiga-soudan"


@pytest.mark.parametrize(
    ("page", "fact", "words"),
    [
        (SHIGA, "A1", "ステップ6「パスワードと認証キーを入力し、完了」まで済んでいること"),
        (SHIGA, "A1", "ハローワークの窓口でのメールアドレスの登録"),
        (SHIGA, "A1", "オンラインによる職業相談利用規約への同意（利用規約は滋賀労働局ホームページでご確認ください）"),
        (SHIGA, "A1", "Zoomアプリのインストール"),
        (SHIGA, "A2", "電話または来所"),
        (SHIGA, "A2", "077-563-0350"),
        (SHIGA, "A2", "9時00分～17時00分"),
        (SHIGA, "A3", "日時、ミーティングID、パスコード、表示名は、求職者マイページのメッセージでお知らせします"),
        (SHIGA, "A6", "いったん待機画面になります"),
        (SHIGA, "A6", "マイクとスピーカーの音量を調整"),
        (SHIGA, "A7", "1回45分"),
        (SHIGA, "A7", "あらかじめ整理しておいてください"),
        (SHIGA, "A8", "事前にパソコンの画面で書類を開いておき"),
        (SHIGA, "A9", "録音・録画は一切禁止です"),
        (SHIGA, "A9", "通信機器・通信料などの費用はご自身の負担"),
        (SHIGA, "A10", "今後の利用をお断りする場合があります"),
        (SHIGA, "A11", "相談の曜日と時間、予約を始める日（28日前）と締切"),
        (OMURA, "B1", "在職中で、なかなかハローワークに行けない方"),
        (OMURA, "B1", "子育て中で、来所での相談が難しい方"),
        (OMURA, "B1", "介護中で、自宅を離れづらい方"),
        (OMURA, "B1", "遠方にお住まいで、来所に時間がかかる方"),
        (OMURA, "B1", "カメラとマイクが使えるパソコンまたはスマートフォン"),
        (OMURA, "B2", "相談日から起算して、開庁日で2日前までに予約してください。先着順です"),
        (OMURA, "B4", "お電話でも予約できます"),
        (OMURA, "B5", "omura-soudan@mhlw.go.jp"),
        (OMURA, "C5", "予約時間の10分前までに"),
        ("/help/zoom", "A9", "https://zoom.us/download"),
    ],
)
def test_a_fact_of_the_leaflets_stands_on_its_page(sqlite_app: Flask, page: str, fact: str, words: str) -> None:
    assert words in SeekerVisit(sqlite_app).open(page).text, fact


def test_omuras_five_steps_of_a_booking_by_phone_stand_in_their_order(sqlite_app: Flask) -> None:
    page = SeekerVisit(sqlite_app).open(OMURA).text
    steps = re.findall(r"<li>(.*?)</li>", page.split('id="by-phone"')[1].split("</section>")[0], re.DOTALL)
    for step, words in zip(steps, ("利用規約", "0957-40-0032", "メールで", "インストール", "10分前まで"), strict=True):
        assert words in step


def test_omuras_mail_to_callers_says_to_install_zoom(sqlite_app: Flask) -> None:
    with sqlite_app.app_context():
        book(phone_request(), now=FRIDAY_MORNING)
    run_jobs(sqlite_app)
    (mail,) = mails_in(sqlite_app.extensions["services"].config.mail_folder)
    assert "Zoomのアプリを、相談の前にインストールしてください" in text_of(mail)


def test_shigas_inbox_tells_how_to_join_in_the_flyers_order(sqlite_app: Flask) -> None:
    with sqlite_app.app_context():
        book(
            phone_request(TARO, procedure="shiga-soudan", starts="2026-11-25 09:30", clerk="受付 一"),
            now=FRIDAY_MORNING,
        )
    run_jobs(sqlite_app)
    visit = SeekerVisit(sqlite_app).sign_in("taro.mihon@example.com")
    (message,) = re.findall(r'href="(/mypage/messages/\d+)"', visit.open("/mypage/messages").text)
    page = visit.open(message).text
    steps = (  # A3, A5, A6
        "2026年11月25日（水）",
        ">ミーティングID<",
        ">パスコード<",
        ">表示名<",
        "Zoomを起動して、「参加」を押します",
        "本名は入力しないでください",
        "パスコードを入力して、「ミーティングに参加」を押します",
        "コンピューターオーディオを使い、ビデオ付きで参加",
        "待機画面",
    )
    places = [page.index(words) for words in steps]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        (OMURA, "ハローワーク大村の案内にはありません"),
        (f"{OMURA}/terms", "ハローワーク大村の案内にはありません"),
        (f"{SHIGA}/terms", "正式な利用規約は、滋賀労働局ホームページでご確認ください"),
        ("/offices/omura", "ハローワーク大村の案内にはありません"),
        ("/procedures/omura-nintei/terms", "ハローワーク大村の案内にはありません"),
    ],
)
def test_what_the_project_made_up_is_marked_where_it_is_read(sqlite_app: Flask, address: str, words: str) -> None:
    assert words in SeekerVisit(sqlite_app).open(address).text


def test_whoever_consents_reads_that_the_terms_are_made_up(sqlite_app: Flask) -> None:
    page = SeekerVisit(sqlite_app).sign_in().hold().answer.text
    assert page.index("利用規約の本文") < page.index("同意する</button>")
