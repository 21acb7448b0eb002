"""Entering a meeting by hand at the desk."""

from pathlib import Path

import pytest

from booking.app import create_app
from booking.tables import Booking
from tests.meetings.fakes import FakeMeetings
from tests.town import TARO, StandingClock, config_for
from tests.web.staff_visits import SHIGA_CLERK, StaffVisit, issue_meetings
from tests.web.staff_visits import the_booking as only_booking

ENTER = "このミーティングにする"
TYPED = {"meeting_id": "８５５ 1234 5678", "passcode": "246810", "join_url": "https://zoom.us/j/85512345678?pwd=H4nd"}


@pytest.fixture
def clerk(sqlite_town_url: str, clock: StandingClock, tmp_path: Path) -> StaffVisit:
    """Shiga's clerk, who has just booked Wednesday 25 November, 10:30, for Taro, and whose provider fails."""
    provider = FakeMeetings(failures=["Zoomの応答がありません。"])
    app = create_app(config_for(sqlite_town_url, tmp_path), clock=clock, meetings=provider)
    visit = StaffVisit(app).sign_in(SHIGA_CLERK)
    visit.open_booking_form(visit.open_checked(TARO), "shiga-soudan", "2026-11-25T10:30:00+09:00")
    visit.press("予約する", channel="phone", topic="面接の練習", consent="yes")
    issue_meetings(app)
    return visit


@pytest.fixture
def booking(clerk: StaffVisit) -> Booking:
    return only_booking(clerk.app)


def test_a_delayed_meeting_is_entered_from_its_list(clerk: StaffVisit, booking: Booking) -> None:
    address = f"/desk/bookings/{booking.number}/meeting"
    assert address in clerk.open("/desk/meetings").text
    clerk.open(address)
    assert "求職者に新しい内容をお知らせしました" in clerk.press(ENTER, **TYPED).text
    assert "発行済み" in clerk.answer.text
    clerk.open(address)
    assert "何も変えず、お知らせも送っていません" in clerk.press(ENTER, **TYPED).text


def test_what_was_typed_wrongly_is_named_at_its_field_and_stays(clerk: StaffVisit, booking: Booking) -> None:
    clerk.open(f"/desk/bookings/{booking.number}/meeting")
    answer = clerk.press(ENTER, **TYPED | {"passcode": "abc", "meeting_id": "85512345679"})
    assert answer.status_code == 422
    for shown in ("パスコードは、数字6〜10桁で", "リンクが、別のミーティングのものです", 'value="85512345679"'):
        assert shown in answer.text


def test_the_host_starts_it_on_zooms_page(clerk: StaffVisit, booking: Booking) -> None:
    clerk.open(f"/desk/bookings/{booking.number}/meeting")
    clerk.press(ENTER, **TYPED)
    page = clerk.open(f"/desk/bookings/{booking.number}")
    assert "form-action 'self' https://zoom.us https://*.zoom.us;" in page.headers["Content-Security-Policy"]
    clerk.open(f"/desk/bookings/{booking.number}/meeting/start")
    form = clerk.form("ミーティングを始める（新しいタブ）")
    assert clerk.client.post(form.action, data=form.fields).location == "https://zoom.us/s/85512345678"


def test_a_booking_that_is_over_is_shown_instead_of_the_form(
    clerk: StaffVisit, booking: Booking, clock: StandingClock
) -> None:
    clock.set("2026-11-25 11:15")
    assert ENTER not in clerk.open(f"/desk/bookings/{booking.number}/meeting").text
