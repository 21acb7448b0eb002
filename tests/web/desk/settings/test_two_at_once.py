"""Whoever comes second with the same setting is told by whom and how it was changed, and loses nothing of the own."""

from dataclasses import dataclass

import pytest
from flask import Flask

from tests.web.staff_visits import ADMINISTRATOR, StaffVisit

CHANGE = "この内容で変更する"
FIRST, SECOND = "駐車場は工事中です。", "正面玄関は閉まっています。"


@dataclass(frozen=True)
class Case:
    """A form, its buttons, what two people type into one field, and how the page names the first one's change."""

    address: str
    buttons: tuple[str, ...]
    field: str
    first: str
    second: str
    told: tuple[str, ...]
    beside: tuple[tuple[str, str], ...] = ()


CASES = {
    "sentences": Case("office/omura/messages/booked", ("保存する",), "opening_ja", FIRST, SECOND, ("運用 守", FIRST)),
    "reminders": Case(
        "office/omura/basics", ("変わるところを確かめる", CHANGE), "remind_at", "11:00", "12:00", ("運用 守", "11:00")
    ),
    "absences": Case("office/omura/absences", ("変更する",), "within_days", "400", "300", ("運用 守", "400")),
    "terms": Case(
        "office/omura/procedures/omura-soudan/terms/new",
        ("変わるところを確かめる", CHANGE),
        "text",
        FIRST,
        SECOND,
        ("運用 守", FIRST),
        (("from", "2026-12-01"),),
    ),
    "retention": Case(
        "retention/details", ("変更する",), "days", "14", "21", ("運用 守", "7日から14日に変わっています")
    ),
}


@pytest.fixture
def both(sqlite_app: Flask) -> tuple[StaffVisit, StaffVisit]:
    return StaffVisit(sqlite_app).sign_in(ADMINISTRATOR), StaffVisit(sqlite_app).sign_in(ADMINISTRATOR)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_who_comes_second_sees_both_and_decides(both: tuple[StaffVisit, StaffVisit], case: Case) -> None:
    early, late = both
    for visit in both:
        visit.open(f"/desk/{case.address}")
    button, *then = case.buttons
    early.press(button, **dict(case.beside), **{case.field: case.first})
    for following in then:
        early.press(following)
    answer = late.press(button, **dict(case.beside), **{case.field: case.second})
    assert answer.status_code == 409
    for words in (*case.told, case.second, "まだ何も変えていません"):
        assert words in answer.text
    late.press(button)
    for following in then:
        late.press(following)
    assert late.answer.status_code == 200
    assert case.second in late.open(f"/desk/{case.address}").text or case.field == "text"


@pytest.mark.parametrize(("case", "wrong"), [("sentences", "{nonsense}"), ("absences", "abc"), ("retention", "abc")])
def test_what_was_mistyped_first_does_not_hide_the_colleague(
    both: tuple[StaffVisit, StaffVisit], case: str, wrong: str
) -> None:
    early, late = both
    setting = CASES[case]
    for visit in both:
        visit.open(f"/desk/{setting.address}")
    early.press(*setting.buttons, **{setting.field: setting.first})
    assert late.press(*setting.buttons, **{setting.field: wrong}).status_code == 422
    assert late.press(*setting.buttons, **{setting.field: setting.second}).status_code == 409


def test_who_takes_words_back_that_changed_meanwhile_reads_of_nothing_typed(
    both: tuple[StaffVisit, StaffVisit],
) -> None:
    early, late = both
    for typed in (FIRST, SECOND):
        early.open("/desk/office/omura/messages/booked")
        early.press("保存する", opening_ja=typed)
        if typed is FIRST:
            late.open("/desk/office/omura/messages/booked")
    answer = late.press("標準の文に戻す")
    assert (answer.status_code, SECOND in answer.text, "入力した内容" in answer.text) == (409, True, False)


def test_the_look_before_a_change_does_not_outlast_a_colleagues(both: tuple[StaffVisit, StaffVisit]) -> None:
    early, late = both
    for visit, at in ((late, "12:00"), (early, "11:00")):
        visit.open("/desk/office/omura/basics")
        visit.press("変わるところを確かめる", remind_at=at)
    early.press(CHANGE)
    assert late.press(CHANGE).status_code == 409
    assert 'value="12:00"' in late.answer.text


def test_another_setting_is_nobodys_conflict(both: tuple[StaffVisit, StaffVisit]) -> None:
    early, late = both
    for visit, field, typed in ((late, "phone", "0957-40-0033"), (early, "remind_at", "11:00")):
        visit.open("/desk/office/omura/basics")
        visit.press("変わるところを確かめる", **{field: typed})
    early.press(CHANGE)
    assert "変更しました。" in late.press(CHANGE).text


def test_who_chose_a_period_is_listed(sqlite_app: Flask) -> None:
    visit = StaffVisit(sqlite_app).sign_in(ADMINISTRATOR)
    for days in ("14", "21"):
        visit.open("/desk/retention/details")
        visit.press("変更する", days=days)
    page = visit.open("/desk/retention").text
    assert "14日 → 21日" in page
    assert "パスコードと参加用リンク、用意したミーティングの割り当て" in page
