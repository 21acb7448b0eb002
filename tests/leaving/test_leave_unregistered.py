"""Who leaves before the registration leaves nothing but a number (rules.md#leaving)."""

from datetime import UTC, datetime

import pytest
from flask import Flask

from booking.leaving.leave_unregistered import leave_unregistered
from booking.portal.registration.send import send_registration
from booking.portal.registration.steps import Step
from booking.tables import Account, AuditLine, OnlineRegistration
from tests.bookings.builders import all_of, how_many
from tests.portal.registration.typed import PASSWORD, keep, keep_all, open_account
from tests.town import FRIDAY_MORNING

pytestmark = pytest.mark.each_engine

NOW = datetime(2030, 1, 2, 9, 0, tzinfo=UTC)


def leaves(account_id: int) -> bool:
    """The owner of the account leaves."""
    return leave_unregistered(account_id, PASSWORD, known_browser=None, now=FRIDAY_MORNING, real_now=NOW)


def account(account_id: int) -> Account:
    """The row."""
    (found,) = [one for one in all_of(Account) if one.id == account_id]
    return found


def test_what_was_typed_goes_and_the_number_stays(app: Flask) -> None:
    account_id = open_account()
    keep(account_id, Step.BASIC, now=FRIDAY_MORNING)
    assert leaves(account_id)
    assert (account(account_id).login, how_many(OnlineRegistration)) == (f"left-{account_id}", 0)
    assert [line for line in all_of(AuditLine) if line.act == "leave"][-1].actor == f"account:{account_id}"


def test_who_has_registered_in_another_tab_meanwhile_stays(app: Flask) -> None:
    account_id = open_account()
    keep_all(account_id, now=FRIDAY_MORNING)
    seeker_id = send_registration(account_id, now=FRIDAY_MORNING)
    assert not leaves(account_id)
    assert account(account_id).seeker_id == seeker_id
