"""届かなかった連絡: staff find what did not arrive, take it over, and resolve it; each step is in the audit log."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from database.transactions import transact
from notifier.tables import Delivery, DeliveryState, Resolution
from tests.bookings.builders import all_of
from tests.meetings.fakes import FakeChannel
from tests.town import FRIDAY_MORNING, StandingClock
from tests.web.failed_deliveries.visits import (
    LIST,
    MISAKIS,
    NONE_OPEN,
    all_failed,
    correct_address,
    deliver,
    deliver_in_vain,
    last_act,
    misaki,
    move_booking,
    press_on_list,
    send_again_in_vain,
    the_failed,
)
from tests.web.staff_visits import COUNSELLOR, OMURA_CLERK, SHIGA_CLERK, StaffVisit, audit_acts

CORRECTED = '">アドレスを直しました</span>'


def test_the_home_page_leads_to_what_did_not_arrive(clerk: StaffVisit) -> None:
    assert "届かなかった連絡が1件" in clerk.open("/desk").text
    page = clerk.open(LIST).text
    assert all(shown in page for shown in ("髙城", "550 no such mailbox", "担当なし"))
    assert "misaki@example.com" not in page


def test_whoever_takes_it_over_is_named(clerk: StaffVisit) -> None:
    page = press_on_list(clerk, "担当する")
    assert "受付 二郎" in page
    assert "担当なし" not in page
    assert last_act(clerk)[:2] == [the_failed(clerk).owner, "take_over_delivery"]


@pytest.mark.parametrize(
    ("button", "resolution"),
    [("電話で伝えた", Resolution.CALLED), ("対応は要らない", Resolution.NOTHING_TO_DO)],
)
def test_what_is_resolved_leaves_the_list(clerk: StaffVisit, button: str, resolution: Resolution) -> None:
    assert "550 no such mailbox" in clerk.open("/desk/todo").text
    assert NONE_OPEN in press_on_list(clerk, button)
    assert "550 no such mailbox" not in clerk.open("/desk/todo").text
    assert the_failed(clerk).resolution is resolution
    assert last_act(clerk)[1] == "resolve_delivery"


def test_what_is_sent_again_arrives_with_the_next_run(clerk: StaffVisit, channel: FakeChannel) -> None:
    press_on_list(clerk, "もう一度送る")
    assert deliver(clerk) == 1
    with clerk.app.app_context():
        assert all_of(Delivery)[0].state is DeliveryState.SENT
    assert len(channel.letters) == 1


def test_both_the_line_and_the_card_lead_on(clerk: StaffVisit) -> None:
    card = f"/desk/seekers/{misaki(clerk)}"
    assert f'href="{card}/email"' in clerk.open(LIST).text
    assert f'href="{LIST}">届かなかった連絡が1件' in clerk.open(card).text
    press_on_list(clerk, "電話で伝えた")
    assert "この方に届かなかった連絡" not in clerk.open(card).text


def test_what_is_sent_again_goes_to_the_corrected_address(clerk: StaffVisit, channel: FakeChannel) -> None:
    correct_address(clerk)
    press_on_list(clerk, "もう一度送る")
    assert deliver(clerk) == 2  # and the note that the address was changed
    assert {letter.to for letter in channel.letters} == {"misaki.t@example.com"}


def test_what_fails_again_is_on_the_list_again_for_whoever_saw_to_it(clerk: StaffVisit, channel: FakeChannel) -> None:
    for times in ("1回", "2回"):
        send_again_in_vain(clerk, channel)
        page = clerk.open(LIST).text
        assert f"{times}送りなおしましたが" in page
        assert "担当なし" not in page
    first, *again = all_failed(clerk)
    assert [(one.owner, one.taken_at) for one in again] == [(first.owner, first.taken_at)] * 2


def test_that_the_address_was_corrected_since_stands_in_the_line(clerk: StaffVisit, clock: StandingClock) -> None:
    assert CORRECTED not in clerk.open(LIST).text
    clock.move(minutes=5)
    correct_address(clerk)
    assert CORRECTED in clerk.open(LIST).text


def test_an_address_that_failed_after_it_was_corrected_is_not_called_corrected(
    clerk: StaffVisit, channel: FakeChannel, clock: StandingClock
) -> None:
    clock.move(minutes=5)
    correct_address(clerk)
    deliver(clerk)
    clock.move(minutes=5)
    send_again_in_vain(clerk, channel)
    page = clerk.open(LIST).text
    assert "1回送りなおしましたが" in page
    assert CORRECTED not in page


def test_a_later_correction_takes_the_news_of_the_earlier_off_the_list(
    clerk: StaffVisit, channel: FakeChannel, clock: StandingClock
) -> None:
    correct_address(clerk)
    deliver_in_vain(clerk, channel)
    assert "メールアドレスを変更しました" in clerk.open(LIST).text
    clock.move(minutes=5)
    correct_address(clerk, "misaki.takagi@example.com")
    assert "メールアドレスを変更しました" not in clerk.open(LIST).text


def test_a_colleague_who_comes_second_is_told_so(clerk: StaffVisit) -> None:
    colleague = StaffVisit(clerk.app).sign_in(OMURA_CLERK)
    colleague.open(LIST)
    press_on_list(clerk, "電話で伝えた")
    answer = colleague.press(f"{MISAKIS}もう一度送る")
    assert answer.status_code == 409
    assert "この連絡の対応は、もう終わっています" in answer.text


def test_taking_over_what_one_has_is_noted_once(clerk: StaffVisit) -> None:
    clerk.open(LIST)
    button = clerk.form(f"{MISAKIS}担当する")
    for _ in range(2):
        assert clerk.send(button.action, **button.fields).status_code == 200
    assert [act.split()[1] for act in audit_acts(clerk.app)].count("take_over_delivery") == 1


def test_another_office_sees_and_touches_nothing(clerk: StaffVisit) -> None:
    other = StaffVisit(clerk.app).sign_in(SHIGA_CLERK)
    assert "髙城" not in other.open(LIST).text
    clerk.app.config["WTF_CSRF_ENABLED"] = False
    assert other.send(f"{LIST}/1/take").status_code == 404


def test_a_counsellor_has_nothing_to_do_with_it(clerk: StaffVisit) -> None:
    assert StaffVisit(clerk.app).sign_in(COUNSELLOR).open(LIST).status_code == 403


def test_what_is_refused_for_half_an_hour_is_shown_before_it_has_failed(
    clerk: StaffVisit, channel: FakeChannel, clock: StandingClock
) -> None:
    press_on_list(clerk, "もう一度送る")
    channel.failures.append("the mail server is busy")
    deliver(clerk)
    assert "まだ送ろうとしているもの" not in clerk.open(LIST).text
    clock.move(minutes=30)
    page = clerk.open(LIST).text
    assert all(shown in page for shown in ("まだ送ろうとしているもの", "the mail server is busy"))


def test_a_move_takes_the_line_about_the_old_time_off_the_list(clerk: StaffVisit) -> None:
    move_booking(clerk)
    assert NONE_OPEN in clerk.open(LIST).text


def test_the_same_press_again_says_the_same(clerk: StaffVisit) -> None:
    clerk.open(LIST)
    button = clerk.form(f"{MISAKIS}電話で伝えた")
    answers = [clerk.send(button.action, **button.fields).status_code for _ in range(2)]
    assert answers == [200, 200]
    assert [act.split()[1] for act in audit_acts(clerk.app)].count("resolve_delivery") == 1


def test_an_old_page_does_not_pretend_to_send_what_has_failed_again_since(
    clerk: StaffVisit, channel: FakeChannel
) -> None:
    clerk.open(LIST)
    button = clerk.form(f"{MISAKIS}もう一度送る")
    send_again_in_vain(clerk, channel)
    answer = clerk.send(button.action, **button.fields)
    assert answer.status_code == 409
    assert "だれかがもう対応しました" in answer.text
    assert deliver(clerk) == 0


def test_a_reminder_is_not_sent_again_once_its_time_has_come(clerk: StaffVisit, clock: StandingClock) -> None:
    with clerk.app.app_context():
        reminding = update(Delivery).values(lapses=True, useful_until=FRIDAY_MORNING + timedelta(hours=1))
        transact(lambda session: session.execute(reminding))
    clerk.open(LIST)
    clock.set("2026-11-20 10:00")
    answer = clerk.press(f"{MISAKIS}もう一度送る")
    assert answer.status_code == 409
    assert "お知らせする時間を過ぎています" in answer.text
    assert the_failed(clerk).resolved_at is None
