"""Looking for a procedure, a day and a time: everybody may, without signing in."""

import pytest
from flask import Flask

from booking.assets import assets
from booking.office_changes.import_file import import_office
from booking.offices.file.read import read_office
from tests.town import FRIDAY_MORNING, StandingClock
from tests.web.seeker_visits import KAKUTO, OMURA, WED_25, SeekerVisit
from tests.web.staff_visits import OMURA_CLERK, StaffVisit


def copy_office(code: str, *, times: int) -> None:
    """Import the office again and again, under other codes."""
    text = (assets("offices") / f"{code}.toml").read_text(encoding="utf-8")
    for n in range(times):
        copy = text.replace(f"{code}-", f"copy-{n}-").replace(f'"{code}"', f'"copy-{n}"')
        import_office(read_office(copy, file_name=f"copy-{n}.toml"), actor="test", now=FRIDAY_MORNING)


@pytest.mark.parametrize("typed", ["職業相談 大村", "職業相談　大村", "ｵﾝﾗｲﾝ 大村 職業相談", "zoom 大村 転職"])
def test_every_word_finds_the_consultation_in_omura(sqlite_app: Flask, typed: str) -> None:
    page = SeekerVisit(sqlite_app).open(f"/?q={typed}").text
    assert "職業相談（オンライン面談予約）</span>" in page
    assert "滋賀" not in page


def test_consultations_stand_before_benefit_certifications(sqlite_app: Flask) -> None:
    page = SeekerVisit(sqlite_app).open("/?q=大村").text
    assert page.index(">職業相談（") < page.index(">失業認定（")


def test_a_search_without_hits_says_what_to_try(sqlite_app: Flask) -> None:
    answer = SeekerVisit(sqlite_app).open("/?q=職業相談 <横浜>")
    assert answer.status_code == 200
    assert "「横浜」をふくむ手続きは、ありません" in answer.text
    assert "言葉を減らすか、短くしてください" in answer.text
    assert "<横浜>" not in answer.text


def test_a_search_without_hits_shows_the_short_list_and_what_is_near(sqlite_app: Flask) -> None:
    page = SeekerVisit(sqlite_app).open("/?q=職業相談 いさはや").text
    assert "長崎県諫早市の近くの安定所" in page
    assert page.index("ハローワーク大村</a>") < page.index("予約できるすべての手続き")
    assert page.count("/procedures/") == 4


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("大村市", "長崎県大村市の近くの安定所"),
        ("佐賀", "佐賀県には、このサイトで予約できる安定所はありません"),
        ("", "すべての安定所"),
        ("<b>", "「&lt;b&gt;」という市区町村や都道府県はありません"),
        ("\x00", "すべての安定所"),
    ],
)
def test_offices_are_found_by_the_place_where_somebody_lives(sqlite_app: Flask, typed: str, words: str) -> None:
    page = SeekerVisit(sqlite_app).open(f"/offices?place={typed}").text
    assert words in page
    assert "ハローワーク大村</a>" in page


def test_a_long_list_of_offices_begins_with_prefectures(sqlite_app: Flask) -> None:
    with sqlite_app.app_context():
        copy_office("omura", times=20)
    page = SeekerVisit(sqlite_app).open("/offices").text
    assert '<a href="/offices?place=%E9%95%B7%E5%B4%8E%E7%9C%8C">長崎県</a> 22か所' in page
    assert "すべての安定所" not in page


def test_the_calendar_shows_every_day_with_a_word(sqlite_app: Flask) -> None:
    page = SeekerVisit(sqlite_app).open(OMURA).text
    for words in (
        "11月20日（金） 締切",
        "11月23日（月） 休み <span>勤労感謝の日",
        "11月24日（火） 相談の日ではありません",
        "11月25日（水） 空きあり",
        "12月18日（金） 空きあり",
    ):
        assert words in page


def test_open_times_say_until_when_they_can_be_booked(sqlite_app: Flask) -> None:
    page = SeekerVisit(sqlite_app).open(WED_25).text
    assert page.count("予約する</button>") == 3
    assert "11月20日（金）23時59分" in page


def test_a_time_that_is_not_open_says_why(sqlite_app: Flask, clock: StandingClock) -> None:
    clock.set("2026-11-21 00:00")  # Saturday
    page = SeekerVisit(sqlite_app).open(WED_25).text
    assert "予約する</button>" not in page
    assert "予約は11月20日（金）23時59分で締め切りました。" in page


def test_a_day_behind_the_window_says_when_booking_opens(sqlite_app: Flask) -> None:
    page = SeekerVisit(sqlite_app).open(f"{OMURA}?day=2026-12-23").text  # Wednesday
    assert "予約の受付は11月25日（水）0時00分からです。" in page


def test_a_full_time_is_told_once(sqlite_app: Flask) -> None:
    SeekerVisit(sqlite_app).sign_in(KAKUTO).book()
    page = SeekerVisit(sqlite_app).open(WED_25).text
    assert "満席</p>" in page
    assert "満席です。" not in page


def test_the_calendar_begins_with_the_month_and_explains_the_signs_in_it(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app).sign_in()
    assert ">11/20<" in visit.open(OMURA).text  # Friday
    assert "予約済み" not in visit.answer.text
    visit.book()
    legend = visit.open(OMURA).text.split('class="legend"')[1].split("</ul>")[0]
    assert ">予</span> 予約済み" in legend


def test_today_is_marked_and_times_that_are_over_say_so(sqlite_app: Flask, clock: StandingClock) -> None:
    clock.set("2026-11-25 15:30")  # Wednesday, after its last time
    page = SeekerVisit(sqlite_app).open(OMURA).text
    assert 'class="day day-past day-today"' in page
    assert "今日、11月25日（水） 終了" in page


def test_a_day_off_that_was_reached_by_a_link_says_why(sqlite_app: Flask) -> None:
    page = SeekerVisit(sqlite_app).open(f"{OMURA}?day=2026-11-23").text  # Monday
    assert "この日は休みです（勤労感謝の日）。" in page
    assert "「予約する」を押すと" not in page


def test_who_may_book_no_more_is_shown_the_booking_and_no_buttons(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app).sign_in()
    number = visit.book()
    page = visit.open(f"{OMURA}?day=2026-11-26").text  # Thursday
    assert "すでに予約しています" in page
    assert f'<a href="/mypage/bookings/{number}">予約を見る</a>' in page
    assert "予約する</button>" not in page
    assert "空きあり" in page


def test_what_is_booked_by_phone_only_says_so_with_number_and_hours(sqlite_app: Flask) -> None:
    page = SeekerVisit(sqlite_app).open("/procedures/shiga-soudan?day=2026-11-25").text
    assert "この手続きは、インターネットでは予約できません" in page
    assert "077-563-0350" in page
    assert "平日 9時00分～17時00分" in page
    assert "空きあり" in page
    assert "予約する</button>" not in page
    banner = page.split("この手続きは、インターネットでは予約できません")[1].split("</section>")[0]
    assert banner.count(">077-563-0350<") == 1
    assert "この日時のご予約は、お電話でお申し込みください" in page


def test_the_page_can_be_carried_to_a_phone(sqlite_app: Flask) -> None:
    answer = SeekerVisit(sqlite_app).open(f"{OMURA}/qr.svg")
    assert answer.mimetype == "image/svg+xml"
    assert answer.data.startswith(b"<?xml")


def test_the_terms_can_be_read_before_anything_is_booked(sqlite_app: Flask) -> None:
    assert "録音・録画・撮影は一切禁止" in SeekerVisit(sqlite_app).open(f"{OMURA}/terms").text


@pytest.mark.parametrize("path", ["/procedures/omura", "/procedures/x%00y", "/procedures/omura/terms", "/nowhere"])
def test_an_unknown_address_is_answered_kindly(sqlite_app: Flask, path: str) -> None:
    answer = SeekerVisit(sqlite_app).open(path)
    assert answer.status_code == 404
    assert "トップページ" in answer.text


@pytest.mark.parametrize("day", ["x", "2026-11-31", "20261125", "2026-W48-3", "0001-01-01", "9999-12-31", "１-１-１"])
def test_a_malformed_day_shows_the_calendar_and_says_so(sqlite_app: Flask, day: str) -> None:
    answer = SeekerVisit(sqlite_app).open(f"{OMURA}?day={day}")
    assert answer.status_code == 404
    assert "日付を読み取れませんでした" in answer.text
    assert "11月25日（水） 空きあり" in answer.text


@pytest.mark.parametrize(
    "starts_at", ["", "x", "2026-11-25", "2026-11-25T10:00", "9999-12-31T23:59:59-12:00", "0001-01-01T00:00+14:00"]
)
def test_a_malformed_moment_is_refused(sqlite_app: Flask, starts_at: str) -> None:
    visit = SeekerVisit(sqlite_app)
    visit.open(WED_25)
    answer = visit.press("10時00分から予約する", starts_at=starts_at)
    assert answer.status_code == 400
    assert "送られた内容を読み取れませんでした" in answer.text


@pytest.mark.parametrize(
    ("starts_at", "words"),
    [
        ("2026-11-25T10:15:00+09:00", "この日時の相談はありません"),  # Wednesday
        ("2026-11-19T10:00:00+09:00", "この時間はもう過ぎています"),  # Thursday
        ("2026-11-20T15:00:00+09:00", "この日の予約は締め切りました"),  # Friday
        ("2026-12-23T10:00:00+09:00", "まだ受付が始まっていません"),  # Wednesday
        ("2026-12-30T10:00:00+09:00", "この日は休みです"),  # Wednesday
    ],
)
def test_a_time_that_cannot_be_booked_is_refused_with_others(sqlite_app: Flask, starts_at: str, words: str) -> None:
    visit = SeekerVisit(sqlite_app).sign_in()
    visit.open(WED_25)
    answer = visit.press("10時00分から予約する", starts_at=starts_at)
    assert answer.status_code == 409
    assert words in answer.text
    assert "空いている時間" in answer.text
    assert "0957-40-0032" in answer.text


def test_any_offset_names_the_same_slot(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app).sign_in()
    visit.open(WED_25)
    visit.press("11時00分から予約する", starts_at="2026-11-25T01:00:00Z")
    assert "10時00分～10時30分" in visit.answer.text


def test_who_signs_in_first_comes_to_the_terms_of_the_chosen_time(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app).hold()
    assert visit.path == "/login"
    assert "2026年11月25日（水） 10時00分" in visit.answer.text
    visit.give_password()
    assert visit.path.endswith("/terms")
    assert "10時00分～10時30分" in visit.answer.text


def test_staff_are_told_that_this_door_is_not_theirs(sqlite_app: Flask) -> None:
    visit = StaffVisit(sqlite_app).sign_in(OMURA_CLERK)
    page = visit.open(WED_25).text
    assert "予約する</button>" not in page
    assert "職員としてログインしています" in page


def test_a_form_without_its_token_changes_nothing(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app).sign_in()
    answer = visit.send(f"{OMURA}/hold", starts_at="2026-11-25T10:00:00+09:00")
    assert answer.status_code == 400
    assert "今回の操作では、何も変わっていません" in answer.text


def test_the_procedures_of_a_whole_country_come_in_pages(sqlite_app: Flask) -> None:
    with sqlite_app.app_context():
        copy_office("omura", times=12)  # two procedures each, beside the four that are there
    visit = SeekerVisit(sqlite_app)
    first, second = visit.open("/").text, visit.open("/?page=2").text
    assert (first.count("<h3>"), "次の20件へ" in first, "前の20件へ" in first) == (20, True, False)
    assert (second.count("<h3>"), "次の20件へ" in second, "前の20件へ" in second) == (8, False, True)


@pytest.mark.parametrize("page", ["0", "-1", "99", "x", "99999999999999999999"])
def test_a_page_that_is_not_there_shows_one_that_is(sqlite_app: Flask, page: str) -> None:
    assert "職業相談（オンライン面談予約）</span>" in SeekerVisit(sqlite_app).open(f"/?page={page}").text
