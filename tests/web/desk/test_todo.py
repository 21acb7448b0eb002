"""すること: what waits, who sees to it, and that it goes by itself."""

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from booking.attendance.suspensions.answer import answer_suspension
from booking.attendance.suspensions.reply import reply_to_answers
from booking.bookings.book import book
from booking.office_changes.closings import CloseDay
from booking.office_changes.import_holidays import import_holidays
from booking.operations.purge import purge
from booking.tables import Booking, Meeting, MeetingState, Seeker, TodoOwner
from calendars.holidays import NationalHolidays
from database.base import db
from database.transactions import transact
from tests.attendance.absences import manager, missed_twice, suspended, the_suspension
from tests.bookings.builders import web_request
from tests.bookings.town_bookings import carried_out
from tests.days import day
from tests.town import FRIDAY_MORNING, MISAKI, StandingClock, office_time, seeker_id
from tests.web.staff_visits import COUNSELLOR, OMURA_CLERK, SHIGA_CLERK, StaffVisit, audit_acts
from tests.web.statements import statements

TAKE, GIVE_BACK = "11月25日（水）10時00分：担当する", "11月25日（水）10時00分：担当を外れる"
NOTHING = "待っている仕事はありません。"


@pytest.fixture
def app(sqlite_app: Flask) -> Flask:
    return sqlite_app


@pytest.fixture
def number(app: Flask) -> str:
    """Misaki's booking at Omura on Wednesday 25 November at ten."""
    with app.app_context():
        return book(web_request(), now=FRIDAY_MORNING)


def todo(app: Flask, email: str) -> str:
    return StaffVisit(app).sign_in(email).open("/desk/todo").text


def test_a_day_on_which_nothing_waits(app: Flask, number: str) -> None:
    visit = StaffVisit(app).sign_in(OMURA_CLERK)
    visit.open("/desk/todo")
    with statements(app) as asked:
        assert NOTHING in visit.open("/desk/todo").text
    assert len(asked) <= 12, asked  # lists of which nothing waits are not asked for


def test_a_consultation_without_attendance_waits_at_its_office_until_it_is_recorded(
    app: Flask, clock: StandingClock, number: str
) -> None:
    clock.set("2026-11-26 09:00")
    assert "出欠の記録がない相談" in todo(app, OMURA_CLERK)
    assert "090-0000-0002" not in todo(app, COUNSELLOR)
    assert NOTHING in todo(app, SHIGA_CLERK)
    visit = StaffVisit(app).sign_in(OMURA_CLERK)
    visit.open("/desk/attendance")
    visit.press("10時00分 髙城 美咲様：相談済み")
    assert NOTHING in visit.open("/desk/todo").text


def test_a_colleague_takes_it_over_from_another_and_gives_it_back(
    app: Flask, clock: StandingClock, number: str
) -> None:
    clock.set("2026-11-26 09:00")
    clerk, counsellor = StaffVisit(app).sign_in(OMURA_CLERK), StaffVisit(app).sign_in(COUNSELLOR)
    clerk.open("/desk/todo")
    assert "担当なし" not in clerk.press(TAKE).text
    counsellor.open("/desk/todo")
    counsellor.press(TAKE)
    clerk.open("/desk/todo")
    assert "担当を外れる" not in clerk.answer.text
    counsellor.open("/desk/todo")
    assert "担当なし" in counsellor.press(GIVE_BACK).text
    acts = [line.split()[1] for line in audit_acts(app) if "todo" in line]
    assert acts == ["take_todo", "take_todo", "give_back_todo"]


def test_who_sees_to_what_is_done_is_forgotten_at_night(app: Flask, clock: StandingClock, number: str) -> None:
    clock.set("2026-11-26 09:00")
    visit = StaffVisit(app).sign_in(OMURA_CLERK)
    visit.open("/desk/todo")
    visit.press(TAKE)
    assert owned_after_the_night(app, clock) == 1
    visit.open("/desk/attendance")
    visit.press("10時00分 髙城 美咲様：相談済み")
    assert owned_after_the_night(app, clock) == 0


def owned_after_the_night(app: Flask, clock: StandingClock) -> int:
    with app.app_context():
        purge(now=clock(), real_now=clock())
        return db.session.scalar(select(func.count(TodoOwner.id))) or 0


def test_a_meeting_that_nobody_can_issue_promises_the_seeker_nothing(app: Flask, number: str) -> None:
    failing = update(Meeting).values(
        state=MeetingState.FAILING, failure="ホストがありません", needs_operator=True, next_try_at=FRIDAY_MORNING
    )
    with app.app_context():
        transact(lambda session: session.execute(failing))
    page = todo(app, OMURA_CLERK)
    assert "ホストがありません" in page
    assert "090-0000-0002" in page
    assert "だれかが直すまで、自動では発行されません。" in page
    assert "お電話でお知らせします" in page
    assert "まもなく" not in page


def test_a_booking_outside_the_timetable_waits_unless_somebody_kept_it(app: Flask, number: str) -> None:
    later = update(Booking).values(ends_at=office_time("2026-11-25 10:45"))
    with app.app_context():
        transact(lambda session: session.execute(later))
    assert "時間割の外の予約" in todo(app, OMURA_CLERK)
    with app.app_context():
        carried_out("omura", CloseDay(day("2026-11-25 Wed"), "点検"), keep=[number])
    assert "時間割の外の予約" not in todo(app, OMURA_CLERK)


def test_a_registration_that_ends_before_the_day_waits(app: Flask, number: str) -> None:
    ends = update(Seeker).values(registration_valid_until=day("2026-11-24 Tue"))
    with app.app_context():
        transact(lambda session: session.execute(ends))
    assert "有効期限は2026年11月24日（火）です。" in todo(app, OMURA_CLERK)


def test_whom_a_closing_concerned_waits_to_be_called(app: Flask, clock: StandingClock, number: str) -> None:
    clock.set("2026-11-25 08:10")
    with app.app_context():
        carried_out("omura", CloseDay(day("2026-11-25 Wed"), "大雪"), cancel=[number], now=clock())
    assert "電話をかける方が1人" in todo(app, OMURA_CLERK)


def test_a_proposal_waits_for_a_manager(app: Flask, clock: StandingClock) -> None:
    clock.set("2026-12-03 09:00")
    with app.app_context():
        missed_twice()
    assert "無断欠席2回" in todo(app, OMURA_CLERK)


def test_what_a_suspended_person_wrote_waits_until_a_manager_wrote_back_whoever_has_read_it(
    app: Flask, clock: StandingClock
) -> None:
    clock.set("2026-12-04 10:00")
    with app.app_context():
        suspended()
        suspension = the_suspension().id
        answer_suspension(suspension, "入院していました", seeker_id=seeker_id(MISAKI), now=clock())
    visit = StaffVisit(app).sign_in(OMURA_CLERK)
    visit.open(f"/desk/suspensions/{suspension}")
    visit.press("読んだことにする")
    assert "返事待ち1件" in visit.open("/desk/todo").text
    with app.app_context():
        reply_to_answers(suspension, manager(), text="確認しました", up_to=10_000, now=clock())
    assert NOTHING in visit.open("/desk/todo").text


def test_official_holidays_that_run_out_wait_until_a_list_is_taken_in(app: Flask, clock: StandingClock) -> None:
    clock.set("2027-10-05 09:00")  # Tuesday
    assert "国民の祝日" in todo(app, OMURA_CLERK)
    with app.app_context():
        import_holidays(NationalHolidays().of_year(2028), actor="staff:1", now=clock())
    assert NOTHING in todo(app, OMURA_CLERK)


def test_nobody_owns_what_waits_elsewhere_and_counsellors_own_attendance_alone(app: Flask, number: str) -> None:
    with app.app_context():
        booking_id = db.session.scalars(select(Booking.id)).one()
    assert taken(app, SHIGA_CLERK, f"attendance/{booking_id}") == 404
    assert taken(app, COUNSELLOR, f"meeting/{booking_id}") == 404
    assert taken(app, COUNSELLOR, f"attendance/{booking_id}") == 200


def taken(app: Flask, email: str, which: str) -> int:
    visit = StaffVisit(app).sign_in(email)
    token = visit.form("ログアウト").fields["csrf_token"]
    return visit.send(f"/desk/todo/{which}/take", csrf_token=token).status_code
