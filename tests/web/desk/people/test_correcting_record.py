"""Correcting a record at the desk: after the identity check, with a reason, and nothing that was typed is lost."""

import re

import pytest
from flask import Flask

from booking.core.lookup_limit import LOOKUPS
from booking.tables import Seeker
from tests.bookings.builders import all_of
from tests.town import HATSUE, MISAKI, TARO, StandingClock, seeker_id
from tests.web.staff_visits import COUNSELLOR, OMURA_CLERK, SHIGA_CLERK, StaffVisit, audit_acts

BUTTON = "登録の内容を直す"
WHY = {"reason": "引っ越されたため"}


def form_of(app: Flask, number: str = MISAKI) -> str:
    with app.app_context():
        return f"/desk/seekers/{seeker_id(number)}/record"


def at_form(app: Flask, number: str = MISAKI, who: str = OMURA_CLERK) -> StaffVisit:
    visit = StaffVisit(app).sign_in(who)
    visit.open_checked(number)
    assert BUTTON in visit.answer.text
    visit.open(form_of(app, number))
    return visit


def record_of(app: Flask, number: str = MISAKI) -> Seeker:
    with app.app_context():
        return next(one for one in all_of(Seeker) if one.seeker_number == number)


def test_the_form_holds_what_is_on_record_and_what_is_typed_is_kept(sqlite_app: Flask) -> None:
    visit = at_form(sqlite_app)
    for held in ('value="髙城 美咲"', 'value="misaki@example.com"', 'value="1991"'):
        assert held in visit.answer.text
    answer = visit.press(BUTTON, phone="０９０－００００－００２２", address="長崎県大村市架空町0-0", **WHY)
    assert "登録の内容を直しました：電話番号、住所" in answer.text
    assert record_of(sqlite_app).phone == "09000000022"
    assert record_of(sqlite_app).name == "髙城 美咲"


def test_nothing_changed_is_said(sqlite_app: Flask) -> None:
    assert "何も変えていません" in at_form(sqlite_app).press(BUTTON, **WHY).text


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"reason": ""}, "理由を入力してください"),
        ({"name": ""}, "氏名を入力してください"),
        ({"email": ""}, "マイページのログインに使っています"),
        ({"email": "taro.mihon@example.com"}, "ほかの方が、このメールアドレスで"),
        ({"seeker_number": ""}, "求職番号を入力してください"),
        ({"seeker_number": TARO}, "ほかの方が、この求職番号で登録されています"),
        ({"birth_date_day": "32"}, "西暦か元号で"),
    ],
)
def test_what_cannot_be_is_complained_of_and_nothing_is_changed(
    sqlite_app: Flask, typed: dict[str, str], told: str
) -> None:
    answer = at_form(sqlite_app).press(BUTTON, **{"phone": "090-0000-0022", **WHY, **typed})
    assert answer.status_code in (409, 422)
    assert told in answer.text
    assert 'value="090-0000-0022"' in answer.text
    assert record_of(sqlite_app).phone == "09000000002"


def test_who_has_no_my_page_gets_a_mail_address_at_the_counter(sqlite_app: Flask) -> None:
    visit = at_form(sqlite_app, HATSUE, SHIGA_CLERK)
    assert "メールアドレス" in visit.press(BUTTON, email="hatsue@example.com", reason="窓口で聞いたため").text
    assert record_of(sqlite_app, HATSUE).email == "hatsue@example.com"
    assert "ご本人が、マイページをまだ開設していません" in visit.answer.text


def test_what_a_colleague_corrected_meanwhile_is_told(sqlite_app: Flask) -> None:
    visit, colleague = at_form(sqlite_app), at_form(sqlite_app)
    colleague.press(BUTTON, phone="090-0000-0022", **WHY)
    answer = visit.press(BUTTON, address="長崎県大村市架空町0-0", **WHY)
    assert answer.status_code == 409
    assert "ほかの職員が登録の内容を直しました" in answer.text
    assert 'value="長崎県大村市架空町0-0"' in answer.text


def test_an_identity_check_that_lapsed_loses_nothing(sqlite_app: Flask, clock: StandingClock) -> None:
    visit = at_form(sqlite_app)
    clock.move(minutes=30)
    answer = visit.press(BUTTON, phone="090-0000-0022", **WHY)
    assert answer.status_code == 403
    assert 'value="090-0000-0022"' in answer.text


def test_whoever_is_not_checked_yet_is_checked_first(sqlite_app: Flask) -> None:
    visit = StaffVisit(sqlite_app).sign_in(OMURA_CLERK)
    assert "登録の内容を直す前に、本人確認を" in visit.open(form_of(sqlite_app)).text


def test_for_an_impostor_what_is_signed_in_is_ended_next(sqlite_app: Flask) -> None:
    visit = at_form(sqlite_app)
    answer = visit.press(BUTTON, email="misaki.t@example.com", impostor="yes", **WHY)
    assert answer.request.path.endswith("/access")


def test_that_it_was_an_impostor_is_not_forgotten_when_something_is_complained_of(sqlite_app: Flask) -> None:
    answer = at_form(sqlite_app).press(BUTTON, email="nobody", impostor="yes", **WHY)
    assert answer.status_code == 422
    assert re.search(r'name="impostor"[^>]* checked', answer.text)


def test_whoever_tries_out_addresses_is_stopped(sqlite_app: Flask) -> None:
    visit = at_form(sqlite_app)
    answers = [visit.press(BUTTON, email="taro.mihon@example.com", **WHY).status_code for _ in range(LOOKUPS + 1)]
    assert answers == [409] * LOOKUPS + [429]
    assert [line.split()[1] for line in audit_acts(sqlite_app)].count("fail_to_correct_record") == LOOKUPS


def test_other_offices_people_and_counsellors_are_kept_out(sqlite_app: Flask) -> None:
    assert StaffVisit(sqlite_app).sign_in(OMURA_CLERK).open(form_of(sqlite_app, TARO)).status_code == 404
    assert StaffVisit(sqlite_app).sign_in(COUNSELLOR).open(form_of(sqlite_app)).status_code == 403
