"""Finding people at the desk: the own office's by anything, everybody else by exact number and birth date."""

import pytest
from flask import Flask

from booking.bookings.book import book
from booking.tables import AuditLine
from tests.bookings.builders import all_of, web_request
from tests.bookings.town_bookings import booked
from tests.town import FRIDAY_MORNING, HATSUE, MISAKI, NAIKO, TARO, StandingClock, seeker_id
from tests.web.staff_visits import COUNSELLOR, OMURA_CLERK, SHIGA_CLERK, StaffVisit, audit_acts

TARO_BORN = {"birth_year": "１９７９", "birth_month": "4", "birth_day": "2"}


def id_of(app: Flask, number: str) -> int:
    with app.app_context():
        return seeker_id(number)


@pytest.mark.parametrize("typed", ["髙城", "ミサキ", "たかしろ", "７００００−００００００２", "090-0000-0002"])
def test_the_offices_people_are_found_by_name_kana_number_and_phone(sqlite_app: Flask, typed: str) -> None:
    visit = StaffVisit(sqlite_app).sign_in(OMURA_CLERK)
    visit.open("/desk/seekers")
    answer = visit.press("さがす", q=typed)
    assert answer.status_code == 200
    assert "髙城 美咲" in answer.text


def test_another_offices_people_are_not_found_by_name(sqlite_app: Flask) -> None:
    visit = StaffVisit(sqlite_app).sign_in(OMURA_CLERK)
    visit.open("/desk/seekers")
    assert "見本 太郎" not in visit.press("さがす", q="見本").text


@pytest.mark.parametrize("typed", ["髙城", "0000002", "misaki@example.com", "ミサキ 12月29日"])
def test_whoever_is_meant_alone_opens_at_once_from_any_page(sqlite_app: Flask, typed: str) -> None:
    visit = StaffVisit(sqlite_app).sign_in(OMURA_CLERK)
    visit.press("検索", q=typed)
    assert visit.path == f"/desk/call/{id_of(sqlite_app, MISAKI)}"


def test_a_booking_number_opens_the_booking(sqlite_app: Flask) -> None:
    with sqlite_app.app_context():
        number = book(web_request(), now=FRIDAY_MORNING)
    visit = StaffVisit(sqlite_app).sign_in(OMURA_CLERK)
    visit.press("検索", q=f"{number[:3]}-{number[3:6]}－{number[6:]}")
    assert visit.path == f"/desk/bookings/{number}"
    other = StaffVisit(sqlite_app).sign_in(SHIGA_CLERK)
    assert "合う方が見つかりません" in other.press("検索", q=number).text


def test_several_who_fit_are_listed_and_those_who_were_misheard_below(sqlite_app: Flask) -> None:
    visit = StaffVisit(sqlite_app).sign_in(OMURA_CLERK)
    assert "2人見つかりました" in visit.press("検索", q="カリヤ").text
    near = visit.press("さがす", q="ヤマザキ").text
    assert "合う方が見つかりません" in near
    assert near.index("読みが近い方") < near.index("山﨑 架空斗")


def test_a_search_takes_nothing_from_the_page_on_which_it_was_typed(sqlite_app: Flask) -> None:
    visit = StaffVisit(sqlite_app).sign_in(OMURA_CLERK)
    visit.open("/desk/seekers/new")
    visit.press("確認へ進む", name="新川 見本子")
    with_errors = visit.answer.request.full_path
    visit.press("検索", q="カリヤ")
    assert visit.path == "/desk/seekers"
    visit.open(with_errors)
    visit.press("検索", q="ミサキ")
    assert "新川 見本子" in visit.open(with_errors).text


def test_who_is_not_found_may_be_registered_or_of_another_office(sqlite_app: Flask) -> None:
    visit = StaffVisit(sqlite_app).sign_in(OMURA_CLERK)
    answer = visit.press("検索", q="７００００ ０００００01")
    assert "求職者を登録してください" in answer.text
    assert f'value="{TARO}"' in answer.text  # in the form for people of other offices
    assert "見本 太郎" in visit.press("開く", **TARO_BORN).text


def test_a_search_is_audited_without_what_was_typed(sqlite_app: Flask) -> None:
    visit = StaffVisit(sqlite_app).sign_in(OMURA_CLERK)
    visit.press("検索", q="カリヤ 1月11日")
    with sqlite_app.app_context():
        line = all_of(AuditLine)[-1]
    assert (line.act, line.object) == ("search_people", "people")
    assert line.facts == {"kind": "birth_date+name", "exact": 2, "near": 0}


@pytest.mark.parametrize("typed", ["", "　", "\x00", "あ" * 101])
def test_a_search_for_nothing_or_for_a_novel_says_what_to_type(sqlite_app: Flask, typed: str) -> None:
    visit = StaffVisit(sqlite_app).sign_in(OMURA_CLERK)
    visit.open("/desk/seekers")
    assert visit.press("さがす", q=typed).status_code == 422


def test_anybody_opens_by_exact_number_and_birth_date_and_it_is_audited(sqlite_app: Flask) -> None:
    visit = StaffVisit(sqlite_app).sign_in(OMURA_CLERK)
    visit.open("/desk/seekers")
    answer = visit.press("開く", seeker_number="７００００－０００００01", **TARO_BORN)
    assert "見本 太郎" in answer.text
    assert audit_acts(sqlite_app)[-1].endswith(f" open_seeker seeker:{id_of(sqlite_app, TARO)}")
    assert visit.open(f"/desk/seekers/{id_of(sqlite_app, TARO)}").status_code == 200


def test_number_and_another_birth_date_open_nobody(sqlite_app: Flask) -> None:
    visit = StaffVisit(sqlite_app).sign_in(OMURA_CLERK)
    visit.open("/desk/seekers")
    answer = visit.press("開く", seeker_number=TARO, **(TARO_BORN | {"birth_day": "3"}))
    assert answer.status_code == 404
    assert "求職番号と生年月日の両方が合う方がいません" in answer.text
    assert TARO in answer.text
    assert audit_acts(sqlite_app) == []


@pytest.mark.parametrize(
    ("number", "year", "month", "day"),
    [
        ("700000000001", "1979", "4", "2"),
        ("70000─0000001", "昭和54年", "4月", "2日"),
        ("（70000）0000001", "S54", "04", "02"),
        ("70000-0000001", "昭和５４年４月２日", "", ""),
    ],
)
def test_number_and_birth_date_are_taken_as_callers_say_them(
    sqlite_app: Flask, number: str, year: str, month: str, day: str
) -> None:
    visit = StaffVisit(sqlite_app).sign_in(OMURA_CLERK)
    visit.open("/desk/seekers")
    answer = visit.press("開く", seeker_number=number, birth_year=year, birth_month=month, birth_day=day)
    assert "見本 太郎" in answer.text


def test_what_can_be_no_seeker_number_counts_as_no_miss(sqlite_app: Flask) -> None:
    visit = StaffVisit(sqlite_app).sign_in(OMURA_CLERK)
    for _ in range(25):  # more than there may be misses
        visit.open("/desk/seekers")
        assert visit.press("開く", seeker_number="見本太郎", **TARO_BORN).status_code == 422
    visit.open("/desk/seekers")
    assert "見本 太郎" in visit.press("開く", seeker_number=TARO, **TARO_BORN).text


def test_a_day_that_does_not_exist_is_complained_of(sqlite_app: Flask) -> None:
    visit = StaffVisit(sqlite_app).sign_in(OMURA_CLERK)
    visit.open("/desk/seekers")
    answer = visit.press("開く", seeker_number=TARO, birth_year="1979", birth_month="2", birth_day="30")
    assert answer.status_code == 422
    assert "生年月日を、西暦か元号で" in answer.text


def test_a_booking_leads_to_another_offices_seeker_and_the_check_leads_back(sqlite_app: Flask) -> None:
    with sqlite_app.app_context():
        number = booked(TARO, "2026-11-26 10:00")
    visit = StaffVisit(sqlite_app).sign_in(OMURA_CLERK)
    assert f"/desk/seekers?next=/desk/bookings/{number}" in visit.open(f"/desk/bookings/{number}").text
    visit.open(f"/desk/seekers?next=/desk/bookings/{number}")
    visit.press("開く", seeker_number=TARO, **TARO_BORN)
    visit.press("本人確認を記録する", facts=["seeker_number", "birth_date", "phone"])
    assert visit.path == f"/desk/bookings/{number}"


def test_another_offices_card_is_not_there_without_the_birth_date(sqlite_app: Flask) -> None:
    visit = StaffVisit(sqlite_app).sign_in(OMURA_CLERK)
    assert visit.open(f"/desk/seekers/{id_of(sqlite_app, TARO)}").status_code == 404
    assert visit.open("/desk/seekers/99999").status_code == 404


def test_the_first_look_at_an_own_card_is_audited_once(sqlite_app: Flask) -> None:
    visit = StaffVisit(sqlite_app).sign_in(OMURA_CLERK)
    for _ in range(2):
        visit.open(f"/desk/seekers/{id_of(sqlite_app, MISAKI)}")
    opened = [act for act in audit_acts(sqlite_app) if "open_seeker" in act]
    assert len(opened) == 1


def test_whoever_has_no_my_page_is_helped_to_one_and_offered_no_times(sqlite_app: Flask) -> None:
    visit = StaffVisit(sqlite_app).sign_in(SHIGA_CLERK)
    visit.open_checked(HATSUE)
    assert "お伝えする言葉" in visit.answer.text
    assert "「登録の内容を直す」で登録し、マイページの開設をお手伝いください" in visit.answer.text
    assert "空いている時間を見る" not in visit.answer.text


def test_whose_registration_ended_is_told_how_to_renew_it(sqlite_app: Flask) -> None:
    visit = StaffVisit(sqlite_app).sign_in(OMURA_CLERK)
    visit.open_checked(NAIKO)
    assert "「求職有効」にするよう" in visit.answer.text
    assert "空いている時間を見る" not in visit.answer.text


@pytest.mark.parametrize(
    "facts", [[], ["seeker_number"], ["seeker_number", "phone"], ["birth_date", "phone", "address"], ["made_up"]]
)
def test_number_and_two_more_facts_must_be_ticked(sqlite_app: Flask, facts: list[str]) -> None:
    visit = StaffVisit(sqlite_app).sign_in(OMURA_CLERK)
    visit.open(f"/desk/call/{id_of(sqlite_app, MISAKI)}")
    answer = visit.press("本人確認を記録する", facts=facts)
    assert answer.status_code == 422
    assert "これからの予約" not in answer.text
    assert not [act for act in audit_acts(sqlite_app) if "check_identity" in act]


def test_the_identity_check_is_audited_and_ends_after_half_an_hour(sqlite_app: Flask, clock: StandingClock) -> None:
    visit = StaffVisit(sqlite_app).sign_in(OMURA_CLERK)
    person = visit.open_checked(MISAKI)
    assert "これからの予約" in visit.answer.text
    assert audit_acts(sqlite_app)[-1].endswith(f" check_identity seeker:{person}")
    clock.move(minutes=30)
    assert "これからの予約" not in visit.open(f"/desk/seekers/{person}").text


def test_a_counsellor_searches_nobody(sqlite_app: Flask) -> None:
    visit = StaffVisit(sqlite_app).sign_in(COUNSELLOR)
    assert 'action="/desk/bookings/find" role="search"' in visit.answer.text
    assert visit.open("/desk/seekers").status_code == 403
    assert visit.open(f"/desk/seekers/{id_of(sqlite_app, MISAKI)}").status_code == 403
