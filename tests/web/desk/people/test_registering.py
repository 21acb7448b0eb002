"""A clerk registers a person, once: what was read and who is alike is shown first, and nothing typed is lost."""

import pytest
from flask import Flask

from booking.core.lookup_limit import LOOKUPS
from booking.tables import Seeker
from tests.bookings.builders import all_of
from tests.web.staff_visits import COUNSELLOR, MANAGER, OMURA_CLERK, SHIGA_CLERK, StaffVisit, audit_acts

PERSON = {
    "name": "𠮷田 見本子",
    "kana": "よしだ　みほこ",
    "birth_date_year": "平成4年",
    "birth_date_month": "2",
    "birth_date_day": "29",
    "phone": "０９０ー００００ー００２１",
    "address": "長崎県大村市見本町0-0",
    "email": "ＭＩＨＯＫＯ@example.com",
    "seeker_number": "７００００ー０００００２１",
}
MISAKIS = {"kana": "たかしろ みさき", "birth_date_year": "1991", "birth_date_month": "12", "birth_date_day": "29"}
CHECK, REGISTER, ANOTHER, EDIT = "確認へ進む", "登録する", "別の方として登録する", "入力をなおす"


def at_form(app: Flask, who: str = OMURA_CLERK) -> StaffVisit:
    visit = StaffVisit(app).sign_in(who)
    visit.open("/desk/seekers")
    assert "/desk/seekers/new" in visit.answer.text
    visit.open("/desk/seekers/new")
    return visit


def registered(app: Flask) -> list[Seeker]:
    """Whom the clerk registered."""
    with app.app_context():
        return [one for one in all_of(Seeker) if one.made_by_key is not None]


def test_a_person_is_registered_as_shown(sqlite_app: Flask) -> None:
    visit = at_form(sqlite_app)
    shown = visit.press(CHECK, **PERSON).text
    for read in (
        "𠮷田 見本子",
        "ヨシダ ミホコ",
        "1992年2月29日",
        "090-0000-0021",
        "mihoko@example.com",
        "70000-0000021",
    ):
        assert read in shown
    assert "1992年2月29日（" not in shown  # nobody asks on which weekday somebody was born
    assert "似た登録は、ありません" in shown
    assert registered(sqlite_app) == []
    assert "登録しました" in visit.press(REGISTER).text
    (made,) = registered(sqlite_app)
    assert (made.name, made.kana, made.email) == ("𠮷田 見本子", "ヨシダ ミホコ", "mihoko@example.com")
    assert [act.split()[1] for act in audit_acts(sqlite_app)] == ["register_seeker", "open_seeker"]


def test_the_registration_is_valid_to_the_end_of_the_month_after_next_unless_typed(sqlite_app: Flask) -> None:
    visit = at_form(sqlite_app)
    assert "2027年1月31日（日）" in visit.press(CHECK, **PERSON).text


def test_what_was_shown_can_be_mended(sqlite_app: Flask) -> None:
    visit = at_form(sqlite_app)
    visit.press(CHECK, **PERSON)
    assert 'value="よしだ　みほこ"' in visit.press(EDIT).text
    assert "ヨシダ ミワコ" in visit.press(CHECK, kana="よしだ みわこ").text


def test_who_may_be_the_same_person_is_shown_and_the_clerk_decides(sqlite_app: Flask) -> None:
    visit = at_form(sqlite_app)
    shown = visit.press(CHECK, **PERSON | MISAKIS).text
    assert "同じ方かもしれない登録があります" in shown
    assert "髙城 美咲" in shown
    assert "生年月日とカナが同じか近い" in shown
    assert "登録しました" in visit.press(ANOTHER).text
    assert len(registered(sqlite_app)) == 1


def test_another_offices_person_is_not_named(sqlite_app: Flask) -> None:
    shown = at_form(sqlite_app, SHIGA_CLERK).press(CHECK, **PERSON | MISAKIS).text
    assert "ほかの安定所に、似た登録が1件あります" in shown
    assert "髙城" not in shown


def test_whoever_tries_out_who_is_registered_elsewhere_is_stopped(sqlite_app: Flask) -> None:
    visit = at_form(sqlite_app, SHIGA_CLERK)
    for _ in range(LOOKUPS):
        visit.open("/desk/seekers/new")
        assert visit.press(CHECK, **PERSON | MISAKIS).status_code == 200
    visit.open("/desk/seekers/new")
    answer = visit.press(CHECK, **PERSON | MISAKIS)
    assert answer.status_code == 429
    assert 'value="𠮷田 見本子"' in answer.text


def test_somebody_who_came_meanwhile_is_shown_first(sqlite_app: Flask) -> None:
    visit, colleague = at_form(sqlite_app), at_form(sqlite_app)
    visit.press(CHECK, **PERSON)
    colleague.press(CHECK, **PERSON)
    colleague.press(REGISTER)
    answer = visit.press(REGISTER, seeker_number="")
    assert "同じ方かもしれない登録があります" in answer.text
    assert len(registered(sqlite_app)) == 1


def test_the_same_form_sent_twice_registers_one(sqlite_app: Flask) -> None:
    visit = at_form(sqlite_app)
    visit.press(CHECK, **PERSON | {"seeker_number": ""})
    form = visit.form(REGISTER)
    fields = {**form.fields, **form.buttons[REGISTER]}
    visit.send(form.action, **fields)
    visit.send(form.action, **fields)
    assert len(registered(sqlite_app)) == 1


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("name", "　\u200b", "氏名を入力してください"),
        ("name", "あ" * 101, "氏名は、100文字以内で入力してください"),
        ("kana", "吉田", "カタカナかひらがなで"),
        ("birth_date_month", "13", "西暦か元号で"),
        ("phone", "110", "数字10けたか11けたで"),
        ("address", "", "住所を入力してください"),
        ("email", "mihoko@example", "メールアドレスの形がまちがっています"),
        ("email", "misaki@example.com", "ほかの方が、このメールアドレスで"),
        ("seeker_number", "21", "5けたと4けた～8けたの数字"),
        ("seeker_number", "70000-0000002", "ほかの方が、この求職番号で登録されています"),
        ("seeker_number", "90000-00000001", "90000で始まる番号は"),
        ("valid_until", "再来月", "有効期限を、西暦か元号の日付で"),
        ("office", "99", "登録する安定所を選んでください"),
    ],
)
def test_what_cannot_be_is_complained_of_and_nothing_is_lost(
    sqlite_app: Flask, field: str, typed: str, told: str
) -> None:
    visit = at_form(sqlite_app)
    answer = visit.press(CHECK, **PERSON | {field: typed})
    if answer.status_code == 200:
        button = ANOTHER if ANOTHER in answer.text else REGISTER
        answer = visit.press(button)
    assert answer.status_code in (409, 422)
    assert told in answer.text
    assert 'value="よしだ　みほこ"' in answer.text or field == "kana"
    assert registered(sqlite_app) == []


@pytest.mark.parametrize("email", ["a..b@docomo.ne.jp", "x.@ezweb.ne.jp", ""])
def test_old_addresses_of_phones_and_none_are_taken(sqlite_app: Flask, email: str) -> None:
    visit = at_form(sqlite_app)
    visit.press(CHECK, **PERSON | {"email": email})
    visit.press(REGISTER)
    assert [made.email for made in registered(sqlite_app)] == [email or None]


def test_staff_of_several_offices_choose_where(sqlite_app: Flask) -> None:
    visit = at_form(sqlite_app, MANAGER)
    assert "登録する安定所" in visit.answer.text
    assert "登録する安定所を選んでください" in visit.press(CHECK, **PERSON).text
    assert "しが就職氷河期世代サポートコーナー" in visit.press(CHECK, office="2").text
    visit.press(REGISTER)
    assert [made.office_id for made in registered(sqlite_app)] == [2]


def test_a_counsellor_registers_nobody(sqlite_app: Flask) -> None:
    assert StaffVisit(sqlite_app).sign_in(COUNSELLOR).open("/desk/seekers/new").status_code == 403


def test_who_has_an_address_and_no_my_page_yet_is_helped_with_the_slip(sqlite_app: Flask) -> None:
    visit = at_form(sqlite_app)
    visit.press(CHECK, **PERSON)
    assert "ご本人の開設をお手伝いください" in visit.press(REGISTER).text


def slip_of(app: Flask, **typed: str) -> str:
    """The slip of somebody who was registered with this."""
    visit = at_form(app)
    visit.press(CHECK, **PERSON | typed)
    visit.press(REGISTER)
    return visit.open(f"/desk/seekers/{registered(app)[0].id}/slip").text


def test_the_slip_says_how_to_open_the_my_page_and_hides_the_address(sqlite_app: Flask) -> None:
    slip = slip_of(sqlite_app)
    for said in (
        "𠮷田 見本子 様",
        "70000-0000021",
        "mi***@example.com",
        "「パスワード登録申込受付通知」",
        "0957-40-0032",
    ):
        assert said in slip
    assert "mihoko@example.com" not in slip
    assert "http://127.0.0.1:8000/open" in slip


def test_the_slip_of_who_has_no_address_says_what_to_bring(sqlite_app: Flask) -> None:
    slip = slip_of(sqlite_app, email="")
    assert "メールを受け取れるスマートフォンなどをお持ちになって" in slip
    assert "認証キー" not in slip
