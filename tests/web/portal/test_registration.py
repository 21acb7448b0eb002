"""求職登録 in eight steps, from the account to my-page and the desk (japan.md I1 to I3, I6; J2)."""

import pytest
from flask import Flask

from booking.portal.registration.steps import Step
from booking.tables import Account, OnlineRegistration, Seeker
from tests.bookings.builders import all_of, how_many
from tests.people.newcomers import BORN, NEWCOMER, register_address
from tests.portal.registration.typed import AOI, PASSWORD, TYPED, open_account
from tests.town import StandingClock
from tests.web.seeker_visits import WED_25, SeekerVisit
from tests.web.staff_visits import OMURA_CLERK, StaffVisit

AS_SENT = {"birth": ("birth_year", "birth_month", "birth_day")}


def fields(step: Step, **changes: object) -> dict[str, object]:
    """What a browser sends for a step."""
    values: dict[str, object] = {**TYPED[step], **changes}
    for name, parts in AS_SENT.items():
        if isinstance(value := values.pop(name, None), list):
            values.update(zip(parts, value, strict=True))
    return values


def signed_in(app: Flask, address: str = AOI) -> SeekerVisit:
    """Somebody who has opened an account, at the first step."""
    with app.app_context():
        open_account(address)
    visit = SeekerVisit(app)
    visit.open("/login")
    visit.press("ログイン", login=address, password=PASSWORD)
    visit.open("/registration")
    return visit


def walked(app: Flask, **basic: object) -> SeekerVisit:
    """Somebody who has walked all steps, before the confirmation."""
    visit = signed_in(app)
    while "/steps/" in visit.path:
        step = Step(visit.path.rsplit("/", 1)[1])
        words = "確認へ進む" if step is Step.SELF_PR else "次へ進む"
        visit.press(words, action="next", **fields(step, **(basic if step is Step.BASIC else {})))
        assert not visit.path.endswith(f"/steps/{step.value}"), visit.answer.text
    return visit


def test_from_the_account_to_my_page(sqlite_app: Flask) -> None:
    visit = walked(sqlite_app, birth=["昭和55年", "１２月", "1"], kana="ﾖｼﾉ あおい")
    assert "𠮷野 葵" in visit.answer.text
    # As they were understood, and will be kept.
    assert all(fact in visit.answer.text for fact in ("1980年12月1日", "ヨシノ アオイ", "090-0000-0031"))
    visit.press("登録する")
    assert "マイページ登録完了です！お疲れ様でした。" in visit.answer.text
    assert "2027年1月31日（日）まで有効です" in visit.answer.text
    assert "専門的な支援や、オンラインハローワーク紹介は受けられません" in visit.answer.text
    assert visit.open("/mypage").status_code == 200


def test_a_time_that_was_chosen_before_is_held_afterwards(sqlite_app: Flask) -> None:
    visit = signed_in(sqlite_app)
    visit.open(WED_25)
    visit.press("10時00分から予約する")
    assert visit.path == "/account/next"
    visit.open("/registration")
    while "/steps/" in visit.path:
        step = Step(visit.path.rsplit("/", 1)[1])
        visit.press("確認へ進む" if step is Step.SELF_PR else "次へ進む", action="next", **fields(step))
    visit.press("登録する")
    visit.press("選んだ時間の予約に進む")
    assert visit.path.endswith("/terms")


def test_every_screen_is_kept_for_later(sqlite_app: Flask) -> None:
    visit = signed_in(sqlite_app)
    visit.press("一時保存", action="save", **fields(Step.BASIC, phone="", birth=["平成3", "", ""]))
    assert "2026年12月4日（金）</span>までに求職登録を終えてください" in visit.answer.text
    again = SeekerVisit(sqlite_app)
    again.open("/login")
    again.press("ログイン", login=AOI, password=PASSWORD)
    page = again.open("/registration").text
    assert 'value="𠮷野 葵"' in page
    assert 'value="平成3"' in page


def test_back_at_the_screen_before_nothing_that_was_typed_is_lost(sqlite_app: Flask) -> None:
    visit = signed_in(sqlite_app)
    visit.press("次へ進む", action="next", **fields(Step.BASIC))
    visit.press("前の画面", action="back", published="yes")
    assert visit.path == "/registration/steps/basic"
    assert 'value="yes" checked' in visit.open("/registration/steps/offers").text
    visit.open("/registration/steps/basic")
    visit.press("前の画面", action="back", **fields(Step.BASIC, phone="12345"))
    assert visit.path == "/account/next"
    assert 'value="12345"' in visit.open("/registration/steps/basic").text


def test_a_screen_that_was_only_looked_at_is_not_kept(sqlite_app: Flask) -> None:
    visit = signed_in(sqlite_app)
    visit.press("前の画面", action="back")
    with sqlite_app.app_context():
        assert how_many(OnlineRegistration) == 0


def test_what_is_wrong_is_said_and_nothing_is_lost(sqlite_app: Flask) -> None:
    visit = signed_in(sqlite_app)
    answer = visit.press("次へ進む", action="next", **fields(Step.BASIC, phone="12345", sex=""))
    assert answer.status_code == 422
    assert "「性別」を選んでください" in answer.text
    assert 'value="12345"' in answer.text
    assert 'value="12345"' in visit.open("/registration/steps/basic").text


def test_the_postal_code_begins_the_address(sqlite_app: Flask) -> None:
    visit = signed_in(sqlite_app)
    visit.press("住所を調べる", action="postal", **fields(Step.BASIC, address=""))
    assert 'value="長崎県大村市植松"' in visit.answer.text
    visit.press("住所を調べる", action="postal", **fields(Step.BASIC, address="長崎県大村市植松1-1"))
    assert 'value="長崎県大村市植松1-1"' in visit.answer.text
    visit.press("住所を調べる", action="postal", **fields(Step.BASIC, postal_code="999-9999"))
    assert "この郵便番号は見つかりませんでした" in visit.answer.text


def test_a_step_that_another_tab_changed_is_shown_before_it_is_overwritten(sqlite_app: Flask) -> None:
    visit = signed_in(sqlite_app)
    first = visit.form("次へ進む")
    visit.press("次へ進む", action="next", **fields(Step.BASIC))
    visit.open("/registration/steps/basic")
    visit.press("次へ進む", action="next", **fields(Step.BASIC, address="長崎県大村市架空町2-2"))
    stale = {**first.fields, **fields(Step.BASIC, address="長崎県大村市架空町3-3"), "action": "next", "seen": "0"}
    answer = visit.send(first.action, **stale)
    assert answer.status_code == 409
    assert "別の画面で、この内容が変わっています" in answer.text
    assert "架空町3-3" in answer.text


def test_who_is_registered_at_a_counter_is_asked_nothing_more(sqlite_app: Flask) -> None:
    with sqlite_app.app_context():
        register_address()
        before = how_many(Seeker)
    visit = signed_in(sqlite_app, NEWCOMER)
    born = [str(BORN.year), str(BORN.month), str(BORN.day)]
    visit.press("次へ進む", action="next", **fields(Step.BASIC, birth=born))
    assert "窓口での登録が見つかりました" in visit.answer.text
    assert visit.path == "/mypage"
    with sqlite_app.app_context():
        assert how_many(Seeker) == before


def test_nobody_guesses_the_birth_date_of_who_is_registered_at_a_counter(sqlite_app: Flask) -> None:
    with sqlite_app.app_context():
        register_address()
    visit = signed_in(sqlite_app, NEWCOMER)
    right = [str(BORN.year), str(BORN.month), str(BORN.day)]
    for born in (*(["1958", "8", str(each)] for each in (1, 2, 3, 4, 5)), right):
        visit.open("/registration/steps/basic")
        visit.press("次へ進む", action="next", **fields(Step.BASIC, birth=born))
        assert visit.path == "/registration/steps/offers"


def test_only_an_office_changes_data_of_disabilities(sqlite_app: Flask) -> None:
    visit = walked(sqlite_app, has_disability="yes")
    assert "身体障害者手帳" in visit.answer.text
    visit.press("登録する")
    assert "障害に関する情報は、マイページで変更できません" in visit.open("/mypage/registration").text
    assert visit.open("/mypage/registration/disability").status_code == 403
    visit.open("/mypage/registration/basic")
    visit.press("変更する", address="長崎県大村市架空町2-2", has_disability="no", name="別の 名前")
    page = visit.open("/mypage/registration").text
    assert "架空町2-2" in page
    assert "別の 名前" not in page
    assert "身体障害者手帳" in page


def test_an_office_confirms_it_with_one_press(sqlite_app: Flask) -> None:
    walked(sqlite_app).press("登録する")
    with sqlite_app.app_context():
        seeker = all_of(Seeker)[-1]
    clerk = StaffVisit(sqlite_app).sign_in(OMURA_CLERK)
    address = f"/desk/seekers/{seeker.id}"
    clerk.open(f"{address}/registration")
    assert "本人確認を記録してください" in clerk.answer.text
    clerk.press("本人確認を記録する", facts=["seeker_number", "birth_date", "phone"])
    assert "一般事務" in clerk.answer.text
    assert "利用登録まだ" in clerk.open(address).text
    clerk.open(f"{address}/registration")
    clerk.press("利用登録を確認した")
    assert "利用登録を確認しました" in clerk.answer.text
    assert "利用登録まだ" not in clerk.open(address).text


@pytest.mark.parametrize(
    "page", ["/registration", "/registration/confirm", "/registration/steps/basic", "/registration/saved/basic"]
)
def test_who_has_registered_is_led_to_what_is_registered(sqlite_app: Flask, page: str) -> None:
    visit = SeekerVisit(sqlite_app).sign_in()
    visit.open(page)
    assert visit.path == "/mypage/registration"


def test_the_confirmation_leads_to_what_is_missing(sqlite_app: Flask) -> None:
    visit = signed_in(sqlite_app)
    visit.open("/registration/confirm")
    assert visit.path == "/registration/steps/basic"


def test_after_the_last_day_it_says_how_to_begin_again(sqlite_app: Flask, clock: StandingClock) -> None:
    visit = walked(sqlite_app)
    clock.set("2026-12-05 00:00")
    answer = visit.press("登録する")
    assert answer.status_code == 410
    assert "2026年12月4日（金）までに求職登録が終わらなかった" in answer.text
    with sqlite_app.app_context():
        assert how_many(OnlineRegistration) == 1  # the purge of the night takes it
        assert [one.seeker_id for one in all_of(Account) if one.login == AOI] == [None]
