"""Correcting a mail address at the desk: after the identity check, whatever keyboard typed it, and nothing lost."""

import pytest
from flask import Flask

from booking.core.lookup_limit import LOOKUPS
from booking.tables import Account, Seeker
from notifier.tables import Message
from tests.bookings.builders import all_of
from tests.town import HATSUE, MISAKI, TARO, StandingClock, seeker_id
from tests.web.seeker_visits import SeekerVisit
from tests.web.staff_visits import ALL_FACTS, COUNSELLOR, OMURA_CLERK, StaffVisit, audit_acts

BUTTON = "メールアドレスを直す"
OWN, NEW = "misaki@example.com", "misaki.t@example.com"
WHY = "聞きまちがえていたため"


def at_form(app: Flask) -> StaffVisit:
    """Omura's clerk at the form for Misaki, who was checked."""
    visit = StaffVisit(app).sign_in(OMURA_CLERK)
    visit.open(f"/desk/seekers/{visit.open_checked(MISAKI)}/email")
    return visit


def form_of(app: Flask, number: str) -> str:
    """Where the form for the seeker with this number stands."""
    with app.app_context():
        return f"/desk/seekers/{seeker_id(number)}/email"


def email_of(app: Flask, number: str = MISAKI) -> str | None:
    with app.app_context():
        return next(one.email for one in all_of(Seeker) if one.seeker_number == number)


def test_the_card_leads_to_the_form_once_the_caller_is_checked(sqlite_app: Flask) -> None:
    visit = StaffVisit(sqlite_app).sign_in(OMURA_CLERK)
    address = form_of(sqlite_app, MISAKI)
    before = visit.open(address.removesuffix("/email")).text
    assert all(shown not in before for shown in (address, OWN))
    visit.open_checked(MISAKI)
    assert all(shown in visit.answer.text for shown in (address, OWN))


@pytest.mark.parametrize("typed", [NEW, " MISAKI.T@example.com ", "ｍｉｓａｋｉ．ｔ＠ｅｘａｍｐｌｅ．ｃｏｍ"])
def test_it_is_corrected_whichever_keyboard_typed_it(sqlite_app: Flask, typed: str) -> None:
    answer = at_form(sqlite_app).press(BUTTON, email=typed, reason=WHY)
    assert "メールアドレスを直しました" in answer.text
    assert NEW in answer.text
    assert email_of(sqlite_app) == NEW
    assert audit_acts(sqlite_app)[-1].split()[1] == "correct_record"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "新しいメールアドレスを入力してください"),
        ("　\u200b", "新しいメールアドレスを入力してください"),
        ("misaki", "メールアドレスの形がまちがっています"),
        ("misaki@example", "メールアドレスの形がまちがっています"),
        ("髙城@example.com", "メールアドレスの形がまちがっています"),
        ("misaki@example.com taro@example.com", "メールアドレスの形がまちがっています"),
        ("misaki@example.com\r\nBcc: a@example.com", "メールアドレスの形がまちがっています"),
        (f"{'m' * 89}@example.com", "100文字以内で入力してください。いまは101文字です。"),
        ("㍿" * 50, "100文字以内で入力してください。いまは200文字です。"),
        ("taro.mihon@example.com", "ほかの方が、このメールアドレスでマイページにログインしています"),
    ],
)
def test_what_cannot_be_is_complained_of_and_nothing_is_changed(sqlite_app: Flask, typed: str, words: str) -> None:
    answer = at_form(sqlite_app).press(BUTTON, email=typed, reason=WHY)
    assert answer.status_code in (409, 422)
    assert words in answer.text
    assert email_of(sqlite_app) == OWN
    assert not [act for act in audit_acts(sqlite_app) if " correct_record " in act]


def test_why_is_asked_and_told_in_the_inbox(sqlite_app: Flask) -> None:
    misaki, visit = SeekerVisit(sqlite_app), at_form(sqlite_app)
    misaki.sign_in()
    answer = visit.press(BUTTON, email=NEW)
    assert answer.status_code == 422
    assert all(shown in answer.text for shown in ("理由を入力してください", f'value="{NEW}"'))
    visit.press(BUTTON, reason=WHY)
    assert WHY in misaki.open("/mypage/messages/1").text


def test_what_was_typed_stays_as_it_was_typed(sqlite_app: Flask) -> None:
    answer = at_form(sqlite_app).press(BUTTON, email='ｍｉｓａｋｉ＠"<b>', reason=WHY)
    assert 'value="ｍｉｓａｋｉ＠&#34;&lt;b&gt;"' in answer.text


def test_the_present_address_once_more_changes_nothing_and_is_no_mistake(sqlite_app: Flask) -> None:
    assert "何も変えていません" in at_form(sqlite_app).press(BUTTON, email=OWN, reason=WHY).text
    with sqlite_app.app_context():
        assert all_of(Message) == []


def test_whoever_is_not_checked_yet_is_checked_first_and_led_back(sqlite_app: Flask) -> None:
    visit = StaffVisit(sqlite_app).sign_in(OMURA_CLERK)
    page = visit.open(form_of(sqlite_app, MISAKI)).text
    assert "メールアドレスを直す前に、本人確認を記録してください" in page
    assert OWN not in page
    assert OWN in visit.press("本人確認を記録する", facts=ALL_FACTS).text
    assert visit.path == form_of(sqlite_app, MISAKI)


def test_a_check_that_lapsed_meanwhile_loses_nothing_that_was_typed(sqlite_app: Flask, clock: StandingClock) -> None:
    visit = at_form(sqlite_app)
    clock.move(minutes=30)
    answer = visit.press(BUTTON, email=NEW, reason=WHY)
    assert answer.status_code == 403
    assert f'value="{NEW}"' in answer.text
    assert all(shown in answer.text for shown in ("本人確認がまだです", "まだ直していません"))
    assert OWN not in answer.text
    assert email_of(sqlite_app) == OWN


def test_a_form_without_its_field_is_a_form_left_empty(sqlite_app: Flask) -> None:
    visit = at_form(sqlite_app)
    sqlite_app.config["WTF_CSRF_ENABLED"] = False
    assert visit.send(form_of(sqlite_app, MISAKI)).status_code == 422


def test_without_a_my_page_there_is_no_address_to_correct(sqlite_app: Flask) -> None:
    visit = StaffVisit(sqlite_app).sign_in("uketsuke.shiga@example.com")
    visit.open_checked(HATSUE)
    assert BUTTON not in visit.answer.text
    address = form_of(sqlite_app, HATSUE)
    assert BUTTON not in visit.open(address).text
    sqlite_app.config["WTF_CSRF_ENABLED"] = False
    assert visit.send(address, email=NEW).status_code == 403
    assert email_of(sqlite_app, HATSUE) is None


def test_another_offices_seeker_is_not_there_until_opened_by_number(sqlite_app: Flask) -> None:
    visit = StaffVisit(sqlite_app).sign_in(OMURA_CLERK)
    address = form_of(sqlite_app, TARO)
    assert visit.open(address).status_code == 404
    sqlite_app.config["WTF_CSRF_ENABLED"] = False
    assert visit.send(address, email=NEW).status_code == 404
    assert email_of(sqlite_app, TARO) == "taro.mihon@example.com"


def test_a_counsellor_corrects_nobody(sqlite_app: Flask) -> None:
    assert StaffVisit(sqlite_app).sign_in(COUNSELLOR).open(form_of(sqlite_app, MISAKI)).status_code == 403


def test_the_seeker_signs_in_with_the_new_address(sqlite_app: Flask) -> None:
    at_form(sqlite_app).press(BUTTON, email=NEW, reason=WHY)
    with sqlite_app.app_context():
        assert NEW in [account.login for account in all_of(Account)]
        assert OWN not in [account.login for account in all_of(Account)]


def test_whoever_tries_out_addresses_is_stopped(sqlite_app: Flask) -> None:
    """The answer tells whether somebody signs in with it."""
    visit = at_form(sqlite_app)
    answers = [visit.press(BUTTON, email="taro.mihon@example.com", reason=WHY).status_code for _ in range(LOOKUPS + 1)]
    assert answers == [409] * LOOKUPS + [429]
    assert "直した回数が多いため" in visit.answer.text
    assert [line.split()[1] for line in audit_acts(sqlite_app)].count("fail_to_correct_record") == LOOKUPS
    assert email_of(sqlite_app) == OWN
