"""Two tabs that leave at once, and a booking that is made meanwhile: one end, and nothing that stays booked."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from booking.bookings.book import book
from booking.leaving.leave import leave
from booking.tables import Account, AuditLine, Booking, BookingStatus, DeskClaim
from database.base import db
from tests.bookings.builders import SHIOMIZAKA_CLERK, all_of, phone_request, web_request
from tests.bookings.races.at_once import at_once
from tests.town import FRIDAY_MORNING, MISAKI, password_of, seeker_id

NOW = datetime(2030, 1, 1, 9, 0, tzinfo=UTC)


def leaving(app: Flask) -> Callable[[], str]:
    """What a tab of Misaki's does."""
    account_id = db.session.scalars(select(Account.id).where(Account.login == "misaki@example.com")).one()
    person, password = seeker_id(MISAKI), password_of(app, "misaki@example.com")

    def act() -> str:
        leave(account_id, person, password, known_browser=None, now=FRIDAY_MORNING, real_now=NOW)
        return "left"

    return act


@pytest.mark.parametrize("attempt", range(3))
def test_two_tabs_leave_once(app: Flask, attempt: int) -> None:
    book(web_request(), now=FRIDAY_MORNING)
    tab = leaving(app)
    assert "left" in at_once(app, [tab, tab])
    assert [line.act for line in all_of(AuditLine)].count("leave") == 1


@pytest.mark.parametrize("attempt", range(3))
def test_what_is_booked_at_another_office_meanwhile_does_not_stay(app: Flask, attempt: int) -> None:
    book(web_request(), now=FRIDAY_MORNING)
    wish = phone_request(
        procedure="shiomizaka-soudan", starts="2026-11-26 10:00", clerk=SHIOMIZAKA_CLERK, key="another"
    )

    def book_elsewhere() -> str:
        return book(wish, now=FRIDAY_MORNING)

    at_once(app, [leaving(app), book_elsewhere])
    assert {booking.status for booking in all_of(Booking)} == {BookingStatus.CANCELLED_BY_SEEKER}
    assert all_of(DeskClaim) == []
