"""One sign a state at the desk: 〇 free, × full, － closed for booking, 休 closed (rules.md#pages)."""

import re

import pytest
from flask import Flask

from booking.bookings.book import book
from tests.bookings.builders import WED_10, crowd, web_request
from tests.town import FRIDAY_MORNING, MISAKI, StandingClock
from tests.web.staff_visits import OMURA_CLERK, StaffVisit


def times(app: Flask) -> str:
    """What the desk is shown of the times from Wednesday 25 November on, for Misaki."""
    clerk = StaffVisit(app).sign_in(OMURA_CLERK)
    return clerk.open(f"/desk/call/{clerk.open_checked(MISAKI)}?procedure=omura-soudan&from=2026-11-25").text


@pytest.mark.parametrize("now", ["2026-11-20 09:00", "2026-11-24 09:00"])  # before the deadline, and after it
def test_full_has_one_sign_before_the_deadline_and_after_it(sqlite_app: Flask, clock: StandingClock, now: str) -> None:
    with sqlite_app.app_context():
        book(web_request(crowd(1, office="omura")[0], starts=WED_10), now=FRIDAY_MORNING)
    clock.set(now)
    assert re.findall(r"(\S) 満席です。", times(sqlite_app)) == ["×"]


def test_what_is_closed_at_the_deadline_is_not_called_full(sqlite_app: Flask, clock: StandingClock) -> None:
    clock.set("2026-11-24 09:00")
    assert "－ 締切後（理由が必要です）" in times(sqlite_app)
    assert "満席" not in times(sqlite_app)
