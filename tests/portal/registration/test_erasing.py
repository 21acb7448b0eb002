"""What was not finished is erased by the purge of the night, and its owner told before (japan.md I2)."""

from datetime import UTC, datetime

import pytest
from flask import Flask

from booking import jobs
from booking.core.erasure import Night
from booking.operations.purge import purge
from booking.portal.registration.remind import remind_of_drafts
from booking.portal.registration.retention import RETAINED
from booking.portal.registration.send import send_registration
from booking.portal.registration.steps import Step
from booking.services import services
from booking.tables import Account, OnlineRegistration, OnlineRegistrationStep
from notifier.tables import Message
from tests.bookings.builders import all_of, how_many
from tests.mails import mails_in, text_of
from tests.portal.registration.typed import AOI, keep, keep_all, open_account
from tests.town import FRIDAY_MORNING, office_time

pytestmark = pytest.mark.any_engine

THEN = datetime(2030, 1, 2, 9, 0, tzinfo=UTC)  # real time, by which accounts are dated


def purged(night: str, real: datetime = THEN) -> None:
    """The job of this night."""
    purge(now=office_time(night), real_now=real)


def logins() -> set[str]:
    """Who has an account."""
    return {account.login for account in all_of(Account)}


@pytest.mark.each_engine
def test_account_and_draft_go_in_the_night_after_the_last_day(app: Flask) -> None:
    keep(open_account(), Step.BASIC, now=FRIDAY_MORNING)
    purged("2026-12-04 03:10")
    assert AOI in logins()
    purged("2026-12-05 03:10")  # Saturday
    assert AOI not in logins()
    assert (how_many(OnlineRegistration), how_many(OnlineRegistrationStep)) == (0, 0)


def test_who_has_registered_stays(app: Flask) -> None:
    account_id = open_account()
    keep_all(account_id, now=FRIDAY_MORNING)
    send_registration(account_id, now=FRIDAY_MORNING)
    purged("2026-12-31 03:10", datetime(2030, 6, 1, tzinfo=UTC))
    assert AOI in logins()
    assert how_many(OnlineRegistration) == 1


@pytest.mark.each_engine
def test_an_account_with_which_nothing_was_begun_goes_as_well(app: Flask) -> None:
    open_account()  # on 1 January 2030, 18:00 office time
    before = logins()
    purged("2026-11-20 03:10", datetime(2030, 1, 15, 14, 59, tzinfo=UTC))  # 23:59 on the last day
    assert logins() == before
    purged("2026-11-20 03:10", datetime(2030, 1, 15, 15, 0, tzinfo=UTC))
    assert AOI not in logins()
    assert len(logins()) == len(before)  # the row stays, as a number


def test_the_number_of_an_erased_account_is_never_given_again(app: Flask) -> None:
    erased = open_account()  # audit lines name it by this number
    purged("2026-11-20 03:10", datetime(2030, 1, 15, 15, 0, tzinfo=UTC))
    (row,) = [account for account in all_of(Account) if account.id == erased]
    assert (row.login, row.password_hash) == (f"left-{erased}", None)
    assert open_account() == erased + 1


def test_a_second_night_finds_nothing_to_erase(app: Flask) -> None:
    open_account()
    purged("2026-11-20 03:10", datetime(2030, 1, 15, 15, 0, tzinfo=UTC))
    night = Night(office_time("2026-11-21 03:10"), datetime(2030, 1, 16, 15, 0, tzinfo=UTC))
    assert [one.erase(night) for one in RETAINED] == [0]


@pytest.mark.each_engine
def test_its_owner_is_told_once_three_days_before(app: Flask) -> None:
    keep(open_account(), Step.BASIC, now=FRIDAY_MORNING)
    mornings = ("2026-11-30 09:00", "2026-12-01 09:00", "2026-12-02 09:00", "2026-12-05 09:00")
    assert [remind_of_drafts(now=office_time(morning), real_now=THEN) for morning in mornings] == [0, 1, 0, 0]


def test_whoever_has_begun_nothing_is_told_as_well(app: Flask) -> None:
    open_account()  # on 1 January 2030, office time
    days = [datetime(2030, 1, each, 0, 0, tzinfo=UTC) for each in (11, 12, 13)]  # 9:00 in Tokyo
    assert [remind_of_drafts(now=FRIDAY_MORNING, real_now=real) for real in days] == [0, 1, 0]


def test_the_mail_says_until_when(app: Flask) -> None:
    keep(open_account(), Step.BASIC, now=FRIDAY_MORNING)
    services().clock.set("2026-12-01 09:00")  # type: ignore[attr-defined]  # the clock of the tests
    remind_of_drafts(now=services().clock(), real_now=THEN)
    jobs.deliver_mail()
    (mail,) = mails_in(services().config.mail_folder)
    assert mail["To"] == AOI
    assert "2026年12月4日（金）までに求職登録が終わらないと" in text_of(mail).replace("\n", "")


def test_the_mail_is_not_sent_to_who_has_registered_meanwhile(app: Flask) -> None:
    account_id = open_account()
    keep_all(account_id, now=FRIDAY_MORNING)
    remind_of_drafts(now=office_time("2026-12-01 09:00"), real_now=THEN)
    send_registration(account_id, now=office_time("2026-12-01 09:01"))
    services().clock.set("2026-12-01 09:02")  # type: ignore[attr-defined]  # the clock of the tests
    jobs.deliver_mail()
    assert ["期限" in mail["Subject"] for mail in mails_in(services().config.mail_folder)] == [False]
    assert [message.kind for message in all_of(Message)] == ["registration_unfinished", "registration_accepted"]
