"""対応が終わった連絡: who resolved what, when and how, what became of it, and the way back after a wrong press."""

import pytest

from tests.meetings.fakes import FakeChannel
from tests.town import StandingClock
from tests.web.failed_deliveries.visits import (
    LIST,
    MISAKIS,
    NONE_OPEN,
    RESOLVED,
    all_failed,
    deliver,
    deliver_in_vain,
    last_act,
    last_facts,
    move_booking,
    press_on_list,
    the_failed,
)
from tests.web.staff_visits import COUNSELLOR, SHIGA_CLERK, StaffVisit, audit_acts

PUT_BACK = f"{MISAKIS}一覧にもどす"
NONE_RESOLVED = "14日以内に対応が終わった連絡はありません"


@pytest.mark.parametrize("button", ["電話で伝えた", "対応は要らない"])
def test_a_wrong_press_is_taken_back(clerk: StaffVisit, button: str) -> None:
    press_on_list(clerk, button)
    page = clerk.open(RESOLVED).text
    assert all(shown in page for shown in ("髙城 美咲", button, "受付 二郎"))
    assert "一覧にもどしました" in clerk.press(PUT_BACK).text
    assert "受付 二郎" in clerk.open(LIST).text
    assert NONE_RESOLVED in clerk.open(RESOLVED).text
    assert last_act(clerk)[:2] == [the_failed(clerk).owner, "put_back_delivery"]


def test_what_was_put_back_can_be_resolved_anew(clerk: StaffVisit) -> None:
    press_on_list(clerk, "電話で伝えた")
    clerk.open(RESOLVED)
    clerk.press(PUT_BACK)
    assert last_facts(clerk) == {"resolution": "called"}
    assert NONE_OPEN in press_on_list(clerk, "もう一度送る")
    assert deliver(clerk) == 1


def test_the_list_leads_there(clerk: StaffVisit) -> None:
    page = press_on_list(clerk, "電話で伝えた")
    assert f'href="{RESOLVED}">対応が終わった連絡' in page
    assert "まちがえたときは「対応が終わった連絡」からもどせます" in page


def test_whoever_puts_it_back_sees_to_it(clerk: StaffVisit, colleague: StaffVisit) -> None:
    press_on_list(clerk, "電話で伝えた")
    colleague.open(RESOLVED)
    colleague.press(PUT_BACK)
    assert "管理 京子" in clerk.open(LIST).text


def test_what_was_put_back_already_is_left_as_it_is(clerk: StaffVisit, colleague: StaffVisit) -> None:
    press_on_list(clerk, "電話で伝えた")
    clerk.open(RESOLVED)
    colleague.open(RESOLVED)
    clerk.press(PUT_BACK)
    answer = colleague.press(PUT_BACK)
    assert (answer.status_code, "もう一覧にもどっています" in answer.text) == (200, True)
    assert "受付 二郎" in answer.text
    assert [act.split()[1] for act in audit_acts(clerk.app)].count("put_back_delivery") == 1


def test_two_weeks_later_it_is_shown_no_more(clerk: StaffVisit, clock: StandingClock) -> None:
    press_on_list(clerk, "電話で伝えた")  # on Friday 20 November at nine
    clock.set("2026-12-04 09:00")
    assert "髙城 美咲" in clerk.open(RESOLVED).text
    clock.set("2026-12-04 09:01")
    assert NONE_RESOLVED in clerk.open(RESOLVED).text


def test_what_was_sent_again_shows_what_became_of_it(clerk: StaffVisit, channel: FakeChannel) -> None:
    press_on_list(clerk, "もう一度送る")
    page = clerk.open(RESOLVED).text
    assert "もう一度送った" in page
    assert "まだ送っている" in page
    deliver(clerk)
    page = clerk.open(RESOLVED).text
    assert "届いた</span>" in page
    assert "一覧にもどす</button>" not in page


def test_what_failed_again_and_then_arrived_shows_both(clerk: StaffVisit, channel: FakeChannel) -> None:
    press_on_list(clerk, "もう一度送る")
    deliver_in_vain(clerk, channel)
    assert "また届かなかった" in clerk.open(RESOLVED).text
    press_on_list(clerk, "もう一度送る")
    deliver(clerk)
    page = clerk.open(RESOLVED).text
    assert page.index(">届いた</span>") < page.index(">また届かなかった</span>")


def test_what_was_sent_again_is_not_put_back(clerk: StaffVisit) -> None:
    press_on_list(clerk, "もう一度送る")
    clerk.app.config["WTF_CSRF_ENABLED"] = False
    answer = clerk.send(f"{LIST}/1/put-back")
    assert answer.status_code == 409
    assert "もう一度送った連絡は、一覧にもどせません" in answer.text
    assert the_failed(clerk).resolution == "sent_again"


def test_what_newer_news_has_overtaken_is_not_put_back(clerk: StaffVisit) -> None:
    press_on_list(clerk, "電話で伝えた")
    clerk.open(RESOLVED)
    button = clerk.form(PUT_BACK)
    move_booking(clerk)
    answer = clerk.send(button.action, **button.fields)
    assert answer.status_code == 409
    assert "この連絡は、一覧にもどせません" in answer.text
    assert NONE_OPEN in clerk.open(LIST).text
    page = clerk.open(RESOLVED).text
    assert ("新しい連絡に変わりました" in page, "一覧にもどす</button>" in page) == (True, False)


def test_what_was_sent_again_and_overtaken_says_so(clerk: StaffVisit) -> None:
    press_on_list(clerk, "もう一度送る")
    move_booking(clerk)
    assert "新しい連絡に変わったので、送らなかった" in clerk.open(RESOLVED).text


def test_another_office_neither_sees_it_nor_puts_it_back(clerk: StaffVisit) -> None:
    press_on_list(clerk, "電話で伝えた")
    other = StaffVisit(clerk.app).sign_in(SHIGA_CLERK)
    assert NONE_RESOLVED in other.open(RESOLVED).text
    clerk.app.config["WTF_CSRF_ENABLED"] = False
    assert other.send(f"{LIST}/1/put-back").status_code == 404
    assert all_failed(clerk)[0].resolved_at is not None


def test_a_counsellor_has_nothing_to_do_with_what_was_resolved(clerk: StaffVisit) -> None:
    assert StaffVisit(clerk.app).sign_in(COUNSELLOR).open(RESOLVED).status_code == 403
