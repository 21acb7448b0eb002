"""The audit log as offices read it: who did what with a booking and a person, who looked, what colleagues did."""

import re

import pytest
from flask import Flask

from booking.meetings.reads import meeting_of
from booking.services import services
from database.base import db
from tests.bookings.town_bookings import booked
from tests.town import MISAKI, StandingClock, seeker_id
from tests.web.staff_visits import (
    MANAGER,
    OMURA_CLERK,
    SHIGA_CLERK,
    StaffVisit,
    audit_acts,
    issue_meetings,
    the_booking,
)

PASSCODE = "ミーティングIDとパスコードを表示した"
LOOK = "当日以外に予約の画面を見た"


@pytest.fixture
def number(sqlite_app: Flask) -> str:
    """The number of Misaki's booking at Omura on Thursday 26 November 2026, 10:00."""
    with sqlite_app.app_context():
        return booked(MISAKI, "2026-11-26 10:00")


@pytest.fixture
def clerk(sqlite_app: Flask, number: str) -> StaffVisit:
    """Omura's clerk, who has looked at the booking twice."""
    visit = StaffVisit(sqlite_app).sign_in(OMURA_CLERK)
    for _ in range(2):
        visit.open(f"/desk/bookings/{number}")
    return visit


def test_a_look_at_another_day_is_recorded_once_a_sign_in(clerk: StaffVisit, number: str) -> None:
    looks = [line for line in audit_acts(clerk.app) if "see_booking" in line]
    assert [line.split(" ", 1)[1] for line in looks] == [f"see_booking booking:{number}"]


def test_a_look_on_the_day_itself_is_everyday_work(sqlite_app: Flask, clock: StandingClock, number: str) -> None:
    clock.set("2026-11-26 09:50")
    StaffVisit(sqlite_app).sign_in(OMURA_CLERK).open(f"/desk/bookings/{number}")
    assert not [line for line in audit_acts(sqlite_app) if "see_booking" in line]


def test_managers_read_who_looked_and_clerks_what_was_done(clerk: StaffVisit, number: str) -> None:
    page = clerk.open(f"/desk/bookings/{number}/history").text
    assert "予約した" in page
    assert LOOK not in page
    manager = StaffVisit(clerk.app).sign_in(MANAGER)
    page = manager.open(f"/desk/bookings/{number}/history").text
    assert LOOK in page
    assert "受付 二郎" in page


def test_who_saw_the_passcode_is_two_clicks_away(clerk: StaffVisit, number: str) -> None:
    manager = StaffVisit(clerk.app).sign_in(MANAGER)
    assert f"/desk/bookings/{number}/history" in manager.open(f"/desk/bookings/{number}").text
    page = manager.open(f"/desk/bookings/{number}/history?passcode=yes").text
    assert "記録はありません" in page


def test_a_person_has_a_past(clerk: StaffVisit, number: str) -> None:
    with clerk.app.app_context():
        person = seeker_id(MISAKI)
    page = clerk.open(f"/desk/seekers/{person}/history").text
    assert "予約した" in page
    assert f"/desk/bookings/{number}" in page
    assert "担当の安定所の方なので" in page


def test_other_offices_bookings_have_no_record_here(clerk: StaffVisit, number: str) -> None:
    shiga = StaffVisit(clerk.app).sign_in(SHIGA_CLERK)
    assert shiga.open(f"/desk/bookings/{number}/history").status_code == 404


def test_a_manager_finds_what_a_colleague_did_that_day(clerk: StaffVisit, number: str) -> None:
    manager = StaffVisit(clerk.app).sign_in(MANAGER)
    page = manager.open("/desk/records?act=see_booking&from=2026-11-20&to=2026-11-20").text
    assert f"/desk/bookings/{number}" in page
    assert LOOK not in manager.open("/desk/records?act=cancel").text.rpartition("</form>")[2]
    assert f"/desk/bookings/{number}" not in manager.open("/desk/records?from=2026-11-19&to=2026-11-19").text


@pytest.mark.parametrize(
    ("query", "complaint"),
    [
        ("staff=999", "職員をえらんで"),
        ("act=nothing", "したことをえらんで"),
        ("from=yesterday", "日付を入力"),
        ("from=2026-11-20&to=2026-11-19", "それより後の日"),
    ],
)
def test_nonsense_is_answered_with_what_to_do(clerk: StaffVisit, query: str, complaint: str) -> None:
    answer = StaffVisit(clerk.app).sign_in(MANAGER).open(f"/desk/records?{query}")
    assert (answer.status_code, complaint in answer.text) == (422, True)


def test_clerks_do_not_look_into_what_colleagues_did(clerk: StaffVisit, number: str) -> None:
    for path in ("/desk/records", "/desk/records.csv", f"/desk/bookings/{number}/history.csv"):
        assert clerk.open(path).status_code == 403


def test_the_records_can_be_taken_along(clerk: StaffVisit, number: str) -> None:
    manager = StaffVisit(clerk.app).sign_in(MANAGER)
    lines = manager.open(f"/desk/bookings/{number}/history.csv").data.decode("utf-8-sig").splitlines()
    assert lines[0] == "日時,だれが,したこと,予約,くわしく"
    assert LOOK in lines[1]


def test_what_a_seeker_was_told_is_read_as_they_read_it_without_what_joins_the_meeting(
    clerk: StaffVisit, number: str
) -> None:
    issue_meetings(clerk.app)
    page = clerk.open(f"/desk/bookings/{number}/history?kind=message").text
    assert "本人はまだ開いていない" in page
    (address,) = set(re.findall(rf"/desk/bookings/{number}/messages/\d+", page))
    with clerk.app.app_context():
        details = meeting_of(db.session(), the_booking(clerk.app), services().keys)
    page = clerk.open(address).text
    assert "予約を受け付けました" in page
    assert "ここには表示しません" in page
    assert not [secret for secret in (details.meeting_id_grouped, details.passcode, details.join_url) if secret in page]


def test_a_person_shows_what_is_open_with_them_and_looks_only_to_managers(clerk: StaffVisit, number: str) -> None:
    with clerk.app.app_context():
        person = seeker_id(MISAKI)
    page = clerk.open(f"/desk/seekers/{person}/history").text
    assert "2026年11月26日（木） 10時00分～10時30分" in page
    assert "見た記録" not in page
    assert "記録はありません" in clerk.open(f"/desk/seekers/{person}/history?kind=look").text


@pytest.mark.parametrize("query", ["kind=everything", "before=yesterday"])
def test_an_address_that_was_made_up_is_no_page(clerk: StaffVisit, number: str, query: str) -> None:
    assert clerk.open(f"/desk/bookings/{number}/history?{query}").status_code == 404


def test_whom_one_opened_by_number_is_seen_for_as_long_as_one_is_signed_in(sqlite_app: Flask) -> None:
    visit = StaffVisit(sqlite_app).sign_in(SHIGA_CLERK)
    visit.open("/desk/seekers")
    visit.press("開く", seeker_number=MISAKI, birth_year="1991", birth_month="12", birth_day="29")
    with sqlite_app.app_context():
        page = visit.open(f"/desk/seekers/{seeker_id(MISAKI)}/history").text
    assert "求職番号と生年月日で開いた方なので、このログインのあいだ" in page
