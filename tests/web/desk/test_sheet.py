"""The day's sheet, a booking's page, and the reading back of its meeting."""

import pytest
from flask import Flask

from booking.tables import Booking, Realm
from tests.api.calls import Caller, token_of
from tests.town import MISAKI, TARO, StandingClock
from tests.web.staff_visits import (
    COUNSELLOR,
    MANAGER,
    OMURA_CLERK,
    SHIGA_CLERK,
    StaffVisit,
    audit_acts,
    issue_meetings,
    the_booking,
)

WED_25 = "2026-11-25T10:30:00+09:00"


@pytest.fixture
def clerk(sqlite_app: Flask) -> StaffVisit:
    """Shiga's clerk, who has just booked Wednesday 25 November, 10:30, for Taro; the meeting is not issued yet."""
    visit = StaffVisit(sqlite_app).sign_in(SHIGA_CLERK)
    visit.open_booking_form(visit.open_checked(TARO), "shiga-soudan", WED_25)
    visit.press("予約する", channel="phone", topic="面接の練習", consent="yes")
    return visit


@pytest.fixture
def booking(clerk: StaffVisit) -> Booking:
    return the_booking(clerk.app)


def test_the_sheet_names_who_comes_when_under_which_name(clerk: StaffVisit, booking: Booking) -> None:
    page = clerk.open("/desk?day=2026-11-25").text
    for shown in ("10時30分", "見本 太郎", TARO, booking.display_name, "面接の練習", "発行中"):
        assert shown in page
    assert "予約 1件、取消 0件、ミーティング未発行 1件" in page


def test_the_sheet_leads_over_the_holiday_to_the_next_office_day(clerk: StaffVisit) -> None:
    page = clerk.open("/desk").text  # Friday 20; Monday 23 is 勤労感謝の日
    assert "次の開庁日 11月24日（火）" in page
    assert "前の開庁日 11月19日（木）" in page


def test_a_counsellor_of_another_office_sees_none_of_it(clerk: StaffVisit, booking: Booking) -> None:
    visit = StaffVisit(clerk.app).sign_in(COUNSELLOR)
    assert "見本 太郎" not in visit.open("/desk?day=2026-11-25").text
    assert visit.open(f"/desk/bookings/{booking.number}").status_code == 404


@pytest.mark.parametrize("day", ["2026-13-01", "0001-01-01", "9999-12-31", "tomorrow"])
def test_a_malformed_day_is_asked_for_again_beside_todays_sheet(clerk: StaffVisit, day: str) -> None:
    answer = clerk.open(f"/desk?day={day}")
    assert answer.status_code == 422
    for shown in ("日付を入力してください。例：2026-11-25", f'value="{day}"', "2026年11月20日（金）の予約"):
        assert shown in answer.text


def test_a_booking_is_found_by_its_number_as_it_is_said(clerk: StaffVisit, booking: Booking) -> None:
    clerk.open("/desk")
    typed = "－".join((booking.number[:3], booking.number[3:6], booking.number[6:]))
    assert clerk.press("予約を開く", number=typed).request.path == f"/desk/bookings/{booking.number}"


def test_a_misheard_digit_is_asked_for_again(clerk: StaffVisit, booking: Booking) -> None:
    clerk.open("/desk")
    wrong = str((int(booking.number[0]) + 1) % 10) + booking.number[1:]
    answer = clerk.press("予約を開く", number=wrong)
    assert answer.status_code == 422
    assert "もう一度お確かめください" in answer.text


def test_until_the_meeting_is_issued_the_clerk_has_a_sentence_to_say(clerk: StaffVisit, booking: Booking) -> None:
    page = clerk.open(f"/desk/bookings/{booking.number}").text
    assert "用意ができしだい、求職者マイページのメッセージに届きます" in page
    assert "読み上げる内容を表示" not in page


def test_a_booking_names_who_took_it(clerk: StaffVisit, booking: Booking) -> None:
    assert "予約を受け付けました" in clerk.answer.text
    assert "電話（担当：受付 一）" in clerk.open(f"/desk/bookings/{booking.number}").text


def test_a_booking_by_program_names_whose_token_it_was_and_its_name(sqlite_app: Flask) -> None:
    program = Caller(sqlite_app, token_of(sqlite_app, OMURA_CLERK, realm=Realm.DESK))
    number = program.book(seeker=MISAKI, channel="phone")
    page = StaffVisit(sqlite_app).sign_in(OMURA_CLERK).open(f"/desk/bookings/{number}").text
    assert "電話（担当：受付 二郎、API「test」を使用）" in page


def test_a_seekers_own_program_is_named_as_well(sqlite_app: Flask) -> None:
    number = Caller(sqlite_app, token_of(sqlite_app, "misaki@example.com")).book()
    page = StaffVisit(sqlite_app).sign_in(OMURA_CLERK).open(f"/desk/bookings/{number}").text
    assert "インターネット（API「test」を使用）" in page


def test_what_is_read_back_says_how_it_arrives(clerk: StaffVisit, booking: Booking) -> None:
    issue_meetings(clerk.app)
    clerk.open(f"/desk/bookings/{booking.number}")
    assert (
        "同じ内容が、マイページのメッセージに届きます。届いたことは、メールでも"
        in clerk.press("読み上げる内容を表示").text
    )


def test_each_reading_back_is_audited(clerk: StaffVisit, booking: Booking) -> None:
    issue_meetings(clerk.app)
    for _ in range(2):
        clerk.open(f"/desk/bookings/{booking.number}")
        answer = clerk.press("読み上げる内容を表示")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert booking.display_name in answer.text
    assert "パスコード" in answer.text
    shown = [act for act in audit_acts(clerk.app) if act.endswith(f"show_passcode booking:{booking.number}")]
    assert len(shown) == 2


def test_after_half_an_hour_nothing_is_read_back_without_a_new_check(
    clerk: StaffVisit, booking: Booking, clock: StandingClock
) -> None:
    issue_meetings(clerk.app)
    clerk.open(f"/desk/bookings/{booking.number}")
    clock.move(minutes=30)
    assert clerk.press("読み上げる内容を表示").status_code == 403
    assert "読み上げる前に、本人確認が必要です" in clerk.open(f"/desk/bookings/{booking.number}").text
    assert not [act for act in audit_acts(clerk.app) if "show_passcode" in act]


def test_a_manager_of_all_offices_sees_the_booking_and_must_check_too(clerk: StaffVisit, booking: Booking) -> None:
    issue_meetings(clerk.app)
    page = StaffVisit(clerk.app).sign_in(MANAGER).open(f"/desk/bookings/{booking.number}").text
    assert "見本 太郎" in page
    assert "読み上げる前に、本人確認が必要です" in page


def test_another_offices_clerk_reads_nothing_back(clerk: StaffVisit, booking: Booking) -> None:
    issue_meetings(clerk.app)
    clerk.open(f"/desk/bookings/{booking.number}")
    theirs = clerk.answer
    visit = StaffVisit(clerk.app).sign_in(OMURA_CLERK)
    assert visit.open(f"/desk/bookings/{booking.number}").status_code == 404
    token = visit.open("/desk").text.split('name="csrf_token" value="')[1].split('"')[0]
    answer = visit.send(f"/desk/bookings/{booking.number}/reveal", csrf_token=token)
    assert (theirs.status_code, answer.status_code) == (200, 404)
