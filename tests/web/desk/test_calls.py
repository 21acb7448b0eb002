"""Whom a change concerned: numbers to call, what has been done, and what an operator decided."""

import pytest
from flask import Flask
from sqlalchemy import select, update

from booking.office_changes.closings import CloseDay
from booking.tables import OfficeChange
from database.base import db
from database.transactions import transact
from tests.bookings.town_bookings import booked, booking_of, carried_out
from tests.days import day
from tests.town import MISAKI, StandingClock, office_time
from tests.web.staff_visits import ADMINISTRATOR, COUNSELLOR, OMURA_CLERK, SHIGA_CLERK, StaffVisit, audit_acts

SNOW = CloseDay(day("2026-11-26 Thu"), "大雪")
PHONE = "090-0000-0002"


@pytest.fixture
def number(sqlite_app: Flask, clock: StandingClock) -> str:
    """Misaki's booking of Thursday 26 November at Omura, cancelled that morning at ten past eight."""
    clock.set("2026-11-26 08:10")
    with sqlite_app.app_context():
        booked_number = booked(MISAKI, "2026-11-26 10:00")
        carried_out("omura", SNOW, cancel=[booked_number], now=clock())
    return booked_number


@pytest.fixture
def clerk(sqlite_app: Flask) -> StaffVisit:
    return StaffVisit(sqlite_app).sign_in(OMURA_CLERK)


def the_change(app: Flask) -> OfficeChange:
    with app.app_context():
        return db.session.scalars(select(OfficeChange)).one()


def test_the_impact_and_the_result_show_everybodys_number_on_a_snow_day(
    sqlite_app: Flask, clock: StandingClock
) -> None:
    clock.set("2026-11-26 08:10")
    with sqlite_app.app_context():
        booked_number = booked(MISAKI, "2026-11-26 10:00")
    manager = StaffVisit(sqlite_app).sign_in("kanri@example.com")
    page = manager.open("/desk/office/omura/closing-days/new?day=2026-11-26&reason=大雪").text
    assert PHONE in page
    assert "電話してください" in page
    result = manager.press("この内容で変更する", **{f"fate-{booked_number}": "cancel"}).text
    assert "電話の一覧" in result
    assert PHONE in result


def test_whoever_still_waits_stays_on_the_list_though_the_change_is_old(
    sqlite_app: Flask, clock: StandingClock, number: str, clerk: StaffVisit
) -> None:
    with sqlite_app.app_context():
        transact(lambda session: session.execute(update(OfficeChange).values(made_at=office_time("2026-10-01 09:00"))))
    assert "電話をかける方が1人" in clerk.open("/desk").text
    assert "2026年11月26日（木）を閉庁日にした" in clerk.open("/desk/calls").text
    clerk.open(f"/desk/calls/{the_change(sqlite_app).id}")
    clerk.press("髙城 美咲さんに電話した")
    assert "2026年11月26日（木）を閉庁日にした" not in clerk.open("/desk/calls").text


def test_the_call_waits_at_the_desk_until_it_is_noted(sqlite_app: Flask, number: str, clerk: StaffVisit) -> None:
    assert "休みや窓口が変わり、電話をかける方が1人" in clerk.open("/desk").text
    clerk.open("/desk/calls")
    assert "2026年11月26日（木）を閉庁日にした" in clerk.answer.text
    page = clerk.open(f"/desk/calls/{the_change(sqlite_app).id}").text
    assert PHONE in page
    assert "取り消して、別の日時を案内した" in page
    clerk.press("髙城 美咲さんに電話した")
    assert "電話をかける方は、もういません" in clerk.answer.text
    assert PHONE in clerk.answer.text  # the list stays
    assert "電話をかける方" not in clerk.open("/desk").text
    clerk.open(f"/desk/calls/{the_change(sqlite_app).id}")
    clerk.press("髙城 美咲さんの電話の記録をもどす")
    assert "電話をかける方が1人います" in clerk.answer.text
    assert audit_acts(sqlite_app)[-2:] == [
        f"staff:1 note_call booking:{number}",
        f"staff:1 take_back_call booking:{number}",
    ]


def test_a_call_that_helps_nobody_any_more_does_not_wait(number: str, clerk: StaffVisit, clock: StandingClock) -> None:
    clock.set("2026-11-26 10:30")
    assert "電話をかける方" not in clerk.open("/desk").text


@pytest.mark.parametrize("who", [SHIGA_CLERK, COUNSELLOR])
def test_nobody_else_sees_the_list(sqlite_app: Flask, number: str, who: str) -> None:
    visit, change = StaffVisit(sqlite_app).sign_in(who), the_change(sqlite_app)
    assert visit.open(f"/desk/calls/{change.id}").status_code in {403, 404}
    assert "電話をかける方" not in visit.open("/desk").text


def test_nobody_else_notes_a_call(sqlite_app: Flask, number: str) -> None:
    visit, change = StaffVisit(sqlite_app).sign_in(SHIGA_CLERK), the_change(sqlite_app)
    token = visit.form("ログアウト").fields["csrf_token"]
    for act, sent in (("called", {"number": number, "called": "yes"}), ("seen", {})):
        answer = visit.client.post(
            f"/desk/calls/{change.id}/{act}", data={**sent, "csrf_token": token}, follow_redirects=True
        )
        assert answer.status_code == 404
    assert the_change(sqlite_app).seen_at is None


def test_what_an_operator_decided_waits_until_the_office_has_noted_it(
    sqlite_app: Flask, number: str, clerk: StaffVisit
) -> None:
    change = the_change(sqlite_app)
    with sqlite_app.app_context():
        transact(lambda session: setattr(session.get_one(OfficeChange, change.id), "made_by", "operator:command"))
    assert "運用担当が予約について決めた変更が1件" in clerk.open("/desk").text
    clerk.open(f"/desk/calls/{change.id}")
    clerk.press("確かめた")
    assert "運用担当が予約について決めた変更" not in clerk.open("/desk").text


def test_a_booking_goes_to_another_desk_from_the_page(sqlite_app: Flask) -> None:
    with sqlite_app.app_context():
        sho = booked("70000-0000005", "2026-11-27 10:00", procedure="shiomizaka-soudan")
    visit = StaffVisit(sqlite_app).sign_in(ADMINISTRATOR)
    visit.open("/desk/office/shiomizaka/procedures/shiomizaka-soudan/desks/shiomizaka-desk-1/out")
    result = visit.press("この内容で変更する", rest="move").text
    assert "窓口を移した予約は1件" in result
    assert "同じ日時で、別の窓口へ移した" in result
    with sqlite_app.app_context():
        assert booking_of(sho).desk.code == "shiomizaka-desk-2"
