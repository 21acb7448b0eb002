"""The desk's buttons and lists for meetings: starting one, trying again, and what somebody must look at."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import update

from booking.app import create_app
from booking.bookings.rules.booking_numbers import spoken
from booking.meetings.failures import MeetingsMisconfigured
from booking.tables import Booking, Desk, Meeting, MeetingState, StrangeMeeting
from database.base import db
from database.transactions import transact
from tests.meetings.fakes import SENDING, FakeMeetings
from tests.town import FRIDAY_MORNING, TARO, StandingClock, config_for, office_time
from tests.web.staff_visits import COUNSELLOR, OMURA_CLERK, SHIGA_CLERK, StaffVisit, audit_acts, issue_meetings
from tests.web.staff_visits import the_booking as only_booking

WED_25 = "2026-11-25T10:30:00+09:00"
START = "ミーティングを始める（新しいタブ）"


@pytest.fixture
def provider() -> FakeMeetings:
    return FakeMeetings()


@pytest.fixture
def clerk(sqlite_town_url: str, clock: StandingClock, tmp_path: Path, provider: FakeMeetings) -> StaffVisit:
    """Shiga's clerk, who has just booked Wednesday 25 November, 10:30, for Taro."""
    app = create_app(config_for(sqlite_town_url, tmp_path), clock=clock, meetings=provider)
    visit = StaffVisit(app).sign_in(SHIGA_CLERK)
    visit.open_booking_form(visit.open_checked(TARO), "shiga-soudan", WED_25)
    visit.press("予約する", channel="phone", topic="面接の練習", consent="yes")
    return visit


@pytest.fixture
def booking(clerk: StaffVisit) -> Booking:
    return only_booking(clerk.app)


def press_start(visit: StaffVisit, booking: Booking) -> str | None:
    """Where the button of the page that asks first leads; nobody follows, because it leads to Zoom."""
    visit.open(f"/desk/bookings/{booking.number}/meeting/start")
    form = visit.form(START)
    return visit.client.post(form.action, data=form.fields).location


def fail(clerk: StaffVisit, **values: object) -> None:
    """Make something else of the only meeting."""
    with clerk.app.app_context():
        transact(lambda session: session.execute(update(Meeting).values(**values)))


def test_the_button_leads_to_a_fresh_link_and_is_audited(clerk: StaffVisit, booking: Booking) -> None:
    issue_meetings(clerk.app)
    assert press_start(clerk, booking) == "https://meet.invalid/s/81234567801?zak=t0ken"
    assert audit_acts(clerk.app)[-1].endswith(f"start_meeting booking:{booking.number}")


@pytest.fixture
def hearing_clerk(sqlite_town_url: str, clock: StandingClock, tmp_path: Path) -> StaffVisit:
    """Shiga's clerk with a meeting of Zoom, whose webhooks should reach us."""
    config = replace(config_for(sqlite_town_url, tmp_path), zoom_webhook_secrets=("a secret",))
    visit = StaffVisit(create_app(config, clock=clock, meetings=FakeMeetings(name="zoom", traits=SENDING))).sign_in(
        SHIGA_CLERK
    )
    visit.open_booking_form(visit.open_checked(TARO), "shiga-soudan", WED_25)
    visit.press("予約する", channel="phone", topic="面接の練習", consent="yes")
    issue_meetings(visit.app)
    return visit


def test_a_start_of_which_zoom_tells_nothing_is_on_the_page_and_an_alarm(
    hearing_clerk: StaffVisit, clock: StandingClock
) -> None:
    clock.set("2026-11-25 10:25")
    press_start(hearing_clerk, only_booking(hearing_clerk.app))
    heading, line = "開始したのに、Zoomから知らせが来ないもの", "of which no webhook told: 1"
    assert heading not in hearing_clerk.open("/desk/meetings").text
    clock.set("2026-11-25 10:40")
    assert heading in hearing_clerk.open("/desk/meetings").text
    assert line in hearing_clerk.client.get("/alarmz").text


def test_without_webhooks_nobody_waits_for_them(clerk: StaffVisit, booking: Booking, clock: StandingClock) -> None:
    issue_meetings(clerk.app)
    press_start(clerk, booking)
    clock.set("2026-11-20 09:30")
    assert "知らせが来ない" not in clerk.open("/desk/meetings").text
    assert "no webhook told" not in clerk.client.get("/alarmz").text


def test_a_meeting_at_which_nobody_can_look_is_on_the_page(clerk: StaffVisit, booking: Booking) -> None:
    issue_meetings(clerk.app)
    fail(clerk, unseen_since=office_time("2026-11-19 09:00"), unseen_why="ウェビナーに変えられています")
    page = clerk.open("/desk/meetings").text
    for shown in ("Zoomで確かめられないもの", "ウェビナーに変えられています", "11月19日（木）"):
        assert shown in page
    assert "気をつけることはありません" not in page


def test_the_button_stands_on_the_page_from_a_quarter_of_an_hour_before_and_earlier_a_link_that_asks(
    clerk: StaffVisit, booking: Booking, clock: StandingClock
) -> None:
    issue_meetings(clerk.app)
    clock.set("2026-11-25 10:14")
    page = clerk.open(f"/desk/bookings/{booking.number}").text
    assert (START in page, "早めに始める" in page) == (False, True)
    assert "この相談は、まだ先です" in clerk.open(f"/desk/bookings/{booking.number}/meeting/start").text
    clock.set("2026-11-25 10:15")
    page = clerk.open(f"/desk/bookings/{booking.number}").text
    assert (START in page, "早めに始める" in page) == (True, False)


def test_the_browser_is_let_to_the_provider_from_pages_with_the_button_only(
    clerk: StaffVisit, booking: Booking
) -> None:
    page = clerk.open(f"/desk/bookings/{booking.number}")
    assert "form-action 'self' https://meet.invalid;" in page.headers["Content-Security-Policy"]
    assert "form-action 'self';" in clerk.open("/desk/seekers").headers["Content-Security-Policy"]


def test_the_link_is_in_no_row_and_no_log(
    clerk: StaffVisit, booking: Booking, caplog: pytest.LogCaptureFixture
) -> None:
    issue_meetings(clerk.app)
    press_start(clerk, booking)
    with clerk.app.app_context():
        connection = db.engine.raw_connection()
        dump = "\n".join(connection.driver_connection.iterdump())  # type: ignore[union-attr]  # sqlite3's own
        connection.close()
    assert "t0ken" not in dump + caplog.text


def test_without_an_issued_meeting_there_is_no_button(clerk: StaffVisit, booking: Booking) -> None:
    assert START not in clerk.open(f"/desk/bookings/{booking.number}").text


def test_a_meeting_that_is_gone_is_told_and_looked_at(
    clerk: StaffVisit, booking: Booking, provider: FakeMeetings
) -> None:
    issue_meetings(clerk.app)
    clerk.open(f"/desk/bookings/{booking.number}/meeting/start")
    provider.meetings.clear()
    answer = clerk.press(START)
    assert (answer.status_code, "始められるミーティングがありません" in answer.text) == (409, True)
    with clerk.app.app_context():
        assert db.session.query(Meeting).one().reconcile_at is not None


def test_when_the_provider_does_not_answer_the_clerk_learns_what_to_do(
    clerk: StaffVisit, booking: Booking, provider: FakeMeetings
) -> None:
    issue_meetings(clerk.app)
    clerk.open(f"/desk/bookings/{booking.number}/meeting/start")
    provider.failures = ["Zoomの応答がありません。"]
    answer = clerk.press(START)
    assert answer.status_code == 503
    assert "Zoomの応答がありません。" in answer.text
    assert "Zoomアプリにホストでサインイン" in answer.text


def test_another_office_starts_nothing(clerk: StaffVisit, booking: Booking) -> None:
    issue_meetings(clerk.app)
    clerk.open(f"/desk/bookings/{booking.number}/meeting/start")
    theirs = StaffVisit(clerk.app).sign_in(OMURA_CLERK)
    theirs.answer = clerk.answer
    action, fields = clerk.form(START).action, clerk.form(START).fields
    theirs.open("/desk")
    fields["csrf_token"] = theirs.form("予約を開く").fields["csrf_token"]
    assert theirs.send(action, **fields).status_code == 404


def test_all_is_well_while_meetings_are_issued(clerk: StaffVisit, booking: Booking) -> None:
    issue_meetings(clerk.app)
    assert "気をつけることはありません" in clerk.open("/desk/meetings").text


def test_a_meeting_that_somebody_must_mend_is_listed_with_its_reason(
    clerk: StaffVisit, booking: Booking, provider: FakeMeetings
) -> None:
    provider.failures = [MeetingsMisconfigured("ホストにZoomのライセンスがありません。")]
    issue_meetings(clerk.app)
    assert "至急の予約が1件あります" in clerk.open("/desk").text
    page = clerk.open("/desk/meetings").text
    for shown in ("11月25日", "2開庁日", "至急", "ホストにZoomのライセンスがありません。"):
        assert shown in page


def test_pressing_try_again_issues_it_in_the_next_round(
    clerk: StaffVisit, booking: Booking, provider: FakeMeetings
) -> None:
    provider.failures = [MeetingsMisconfigured("ホストにZoomのライセンスがありません。")]
    issue_meetings(clerk.app)
    clerk.open("/desk/meetings")
    clerk.press(f"受付番号{spoken(booking.number)}：今すぐ試す")
    assert [line for line in audit_acts(clerk.app) if line.endswith(f"retry_meeting booking:{booking.number}")]
    issue_meetings(clerk.app)
    assert "早めに始める" in clerk.open(f"/desk/bookings/{booking.number}").text


def test_settings_that_stay_otherwise_are_named(clerk: StaffVisit, booking: Booking) -> None:
    issue_meetings(clerk.app)
    fail(clerk, drift="waiting_room,auto_recording")
    assert "待機室がオフ、自動で録画される" in clerk.open("/desk/meetings").text


def test_a_strange_meeting_is_listed_by_its_id_alone(clerk: StaffVisit, booking: Booking) -> None:
    with clerk.app.app_context():
        desk_id = db.session.query(Desk.id).join(Booking, Booking.desk_id == Desk.id).scalar()
        strange = StrangeMeeting(
            desk_id=desk_id,
            provider_id="85555555555",
            starts_at=office_time("2026-11-25 10:00"),
            ends_at=office_time("2026-11-25 11:00"),
            seen_at=FRIDAY_MORNING,
        )
        transact(lambda session: session.add(strange))
    assert "85555555555" in clerk.open("/desk/meetings").text


def test_a_meeting_left_at_the_provider_is_counted(clerk: StaffVisit, booking: Booking) -> None:
    fail(clerk, state=MeetingState.WITHDRAWN, withdrawn_at=datetime(2026, 11, 18, tzinfo=UTC))
    assert "1件が、1日たっても消えていません" in clerk.open("/desk/meetings").text


def test_the_lists_are_those_of_the_own_offices(clerk: StaffVisit, booking: Booking) -> None:
    fail(clerk, state=MeetingState.FAILING, failure="理由です。", needs_operator=True)
    assert "理由です。" not in StaffVisit(clerk.app).sign_in(OMURA_CLERK).open("/desk/meetings").text
    assert "至急" not in StaffVisit(clerk.app).sign_in(COUNSELLOR).open("/desk").text
