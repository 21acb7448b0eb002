"""届かなかった連絡 names the channel of each line, and offers only what helps there."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from booking.announcements.channels import Channels, channels
from database.transactions import transact
from notifier.bounds import TOO_MANY
from notifier.delivering import NO_ADDRESS
from notifier.tables import Delivery, DeliveryState
from tests.meetings.fakes import FakeChannel
from tests.messages.postcards import POSTCARDS
from tests.town import FRIDAY_MORNING, StandingClock
from tests.web.failed_deliveries.visits import LIST, MISAKIS, NONE_OPEN, RESOLVED, deliver, press_on_list
from tests.web.staff_visits import StaffVisit

CORRECT = "メールアドレスを直す"
SEND_AGAIN = "もう一度送る</button>"
TOO_LATE = ">お知らせする時間を過ぎました</span>"


def change_delivery(visit: StaffVisit, **values: object) -> None:
    """Make the failed delivery another one."""
    with visit.app.app_context():
        transact(lambda session: session.execute(update(Delivery).values(**values)))


@pytest.fixture
def of_postcard(clerk: StaffVisit) -> StaffVisit:
    """The clerk, where a postcard came back instead of a mail."""
    clerk.app.extensions["channels"] = Channels({"postcard": replace(POSTCARDS, carrier=FakeChannel())})
    change_delivery(clerk, channel="postcard", failure="returned: moved")
    return clerk


def test_a_mail_that_came_back_leads_to_its_address(clerk: StaffVisit) -> None:
    page = clerk.open(LIST).text
    assert all(shown in page for shown in ("メール：550 no such mailbox", CORRECT, SEND_AGAIN))


def test_another_channel_is_named_with_its_own_words_and_leads_to_no_mail_address(of_postcard: StaffVisit) -> None:
    page = of_postcard.open(LIST).text
    assert "はがき：もどってきました：moved" in page
    assert SEND_AGAIN in page
    assert CORRECT not in page


def test_a_channel_that_the_service_knows_no_more_is_named_as_in_the_rows(clerk: StaffVisit) -> None:
    change_delivery(clerk, channel="fax")
    page = clerk.open(LIST).text
    assert "fax：550 no such mailbox" in page
    assert not any(offered in page for offered in (CORRECT, SEND_AGAIN))


def test_what_no_channel_carries_any_more_stands_on_the_list_and_says_what_to_do(clerk: StaffVisit) -> None:
    press_on_list(clerk, "もう一度送る")
    with clerk.app.app_context():
        mail = replace(channels().known["mail"], carrier=None)
    clerk.app.extensions["channels"] = Channels({"mail": mail})
    deliver(clerk)
    page = clerk.open(LIST).text
    assert "メール：送る設定が、いまはありません。電話で伝えてください" in page
    assert SEND_AGAIN not in page
    assert NONE_OPEN in clerk.press(f"{MISAKIS}電話で伝えた").text


def test_a_reminder_that_was_refused_until_it_was_too_late_stands_there_as_refused(
    clerk: StaffVisit, channel: FakeChannel, clock: StandingClock
) -> None:
    press_on_list(clerk, "もう一度送る")
    change_delivery(clerk, lapses=True, useful_until=FRIDAY_MORNING + timedelta(seconds=20))
    channel.failures.append("the mail server refuses mail from here: 451 4.3.2")
    deliver(clerk)
    page = clerk.open(LIST).text
    assert "451 4.3.2" in page
    assert (SEND_AGAIN in page, TOO_LATE in page) == (True, False)
    clock.move(minutes=1)
    page = clerk.open(LIST).text
    assert (SEND_AGAIN in page, TOO_LATE in page) == (False, True)


@pytest.mark.parametrize(
    ("failure", "words"),
    [
        (NO_ADDRESS, "届かずに終わった（住所がない）"),
        (TOO_MANY, "届かずに終わった（この方への今日のはがきが多すぎる。内容はマイページにあります）"),
    ],
)
def test_what_was_sent_again_and_dropped_says_why_in_the_words_of_its_channel(
    of_postcard: StaffVisit, failure: str, words: str
) -> None:
    press_on_list(of_postcard, "もう一度送る")
    change_delivery(of_postcard, state=DeliveryState.DROPPED, failure=failure)
    page = of_postcard.open(RESOLVED).text
    assert words in page
    assert "届かなかった（はがき）" in page
