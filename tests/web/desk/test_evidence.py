"""Beside a past consultation stands what its meeting tells, in words; names were never kept."""

from collections.abc import Sequence

import pytest
from flask import Flask
from sqlalchemy import select

from booking.attendance.keep_events import keep_events
from booking.core.meeting_events import Event, Who
from booking.tables import Booking, Meeting
from database.base import db
from database.transactions import transact
from tests.attendance.events import host_came, inside, ran, waited
from tests.town import TARO, StandingClock
from tests.web.staff_visits import SHIGA_CLERK, StaffVisit, issue_meetings, the_booking

WED_10_30 = "2026-11-25T10:30:00+09:00"


@pytest.fixture
def clerk(sqlite_app: Flask) -> StaffVisit:
    """Shiga's clerk, who has booked Wednesday 25 November, 10:30 to 11:15, for Taro."""
    visit = StaffVisit(sqlite_app).sign_in(SHIGA_CLERK)
    visit.open_booking_form(visit.open_checked(TARO), "shiga-soudan", WED_10_30)
    visit.press("予約する", channel="phone", topic="面接の練習", consent="yes")
    issue_meetings(sqlite_app)
    return visit


@pytest.fixture
def booking(clerk: StaffVisit) -> Booking:
    return the_booking(clerk.app)


def page_after(clerk: StaffVisit, clock: StandingClock, booking: Booking, events: Sequence[Event] = ()) -> str:
    """The booking's page at noon, when the provider has told these moments."""
    with clerk.app.app_context():
        meeting_id = db.session.scalars(select(Meeting.id)).one()
        transact(lambda session: keep_events(session, meeting_id, events))
    clock.set("2026-11-25 12:00")
    return clerk.open(f"/desk/bookings/{booking.number}").text


def test_before_the_consultation_there_is_nothing_to_show(clerk: StaffVisit, booking: Booking) -> None:
    assert "ミーティングの記録" not in clerk.open(f"/desk/bookings/{booking.number}").text


def test_the_proposal_stands_with_its_reasons_and_times(
    clerk: StaffVisit, booking: Booking, clock: StandingClock
) -> None:
    events = [*ran("10:25", "11:15"), *waited("10:33", "10:38"), *inside("10:38", "11:14")]
    page = page_after(clerk, clock, booking, events)
    for shown in ("提案：出席", "3分遅れて来ました。", "10時38分～11時14分", "出欠は担当者が決めます"):
        assert shown in page


def test_another_name_is_told_without_the_name(clerk: StaffVisit, booking: Booking, clock: StandingClock) -> None:
    page = page_after(clerk, clock, booking, [*ran("10:25", "11:15"), *inside("10:30", "11:14", who=Who.OTHER)])
    assert "表示名とちがう名前の人だけでした" in page


def test_a_colleague_is_shown_beside_the_host_and_is_no_guest(
    clerk: StaffVisit, booking: Booking, clock: StandingClock
) -> None:
    page = page_after(clerk, clock, booking, [*ran("10:25", "11:15"), *inside("10:30", "11:14", who=Who.STAFF)])
    for shown in ("ほかの職員の入室", "10時30分～11時14分", "求職者らしい人は来ていません"):
        assert shown in page
    assert "ほかの名前の方の入室" not in page


def test_where_comings_are_not_told_nobody_is_said_to_be_absent(
    clerk: StaffVisit, booking: Booking, clock: StandingClock
) -> None:
    page = page_after(clerk, clock, booking, ran("10:25", "11:15"))
    for shown in ("提案なし", "だれが来たかの記録が届いていません"):
        assert shown in page
    for address in ("/desk?day=2026-11-25", "/desk/attendance"):
        assert "提案：無断欠席" not in clerk.open(address).text


def test_a_meeting_that_tells_nothing_leads_to_no_proposal(
    clerk: StaffVisit, booking: Booking, clock: StandingClock
) -> None:
    page = page_after(clerk, clock, booking)
    assert "入退室の記録が届いていません" in page
    assert "提案なし" in page


def test_what_was_not_held_counts_against_nobody(clerk: StaffVisit, booking: Booking, clock: StandingClock) -> None:
    page = page_after(clerk, clock, booking, waited("10:25", "10:50"))
    for shown in ("提案：実施なし", "求職者の欠席には数えません。", "ミーティングが開かれていませんでした"):
        assert shown in page


@pytest.mark.parametrize("address", ["/desk?day=2026-11-25", "/desk/attendance"])
def test_the_lists_show_the_proposal_beside_the_buttons(
    clerk: StaffVisit, booking: Booking, clock: StandingClock, address: str
) -> None:
    page_after(clerk, clock, booking, [*ran("10:25", "11:15"), *host_came("10:25")])
    page = clerk.open(address).text
    assert "提案：無断欠席" in page
    assert "欠席など" in page


def test_what_was_decided_needs_no_proposal_in_the_list(
    clerk: StaffVisit, booking: Booking, clock: StandingClock
) -> None:
    page_after(clerk, clock, booking, [*ran("10:25", "11:15"), *inside("10:30", "11:14")])
    clerk.open(f"/desk/bookings/{booking.number}/attendance")
    clerk.press("相談済み", status="attended")
    assert "提案：" not in clerk.open("/desk?day=2026-11-25").text
