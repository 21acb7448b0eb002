"""At the desk: a consultation that was recorded or summarised is in sight until somebody has seen to it."""

from pathlib import Path

import pytest

from booking.actions.note_capture import note_capture
from booking.app import create_app
from booking.meetings.happenings import Captured
from booking.policy.captures import Capture
from database.transactions import transact
from tests.actions.fakes import FakeMeetings
from tests.town import FRIDAY_MORNING, MISAKI, StandingClock, config_for, office_time
from tests.web.staff_visits import COUNSELLOR, OMURA_CLERK, SHIGA_CLERK, StaffVisit, audit_acts, issue_meetings
from tests.web.staff_visits import the_booking as only_booking

STOP_IT = "相談中のときは、Zoomの画面で今すぐ止めます。"
NOTICED = "相談が、記録または配信されました"


@pytest.fixture
def clerk(sqlite_town_url: str, clock: StandingClock, tmp_path: Path) -> StaffVisit:
    """Omura's clerk, who has just booked Wednesday 25 November, 10:00, for Misaki; the meeting is issued."""
    app = create_app(config_for(sqlite_town_url, tmp_path), clock=clock, meetings=FakeMeetings(name="zoom"))
    visit = StaffVisit(app).sign_in(OMURA_CLERK)
    visit.open_booking_form(visit.open_checked(MISAKI), "omura-soudan", "2026-11-25T10:00:00+09:00")
    visit.press("予約する", channel="phone", topic="面接の練習", consent="yes")
    issue_meetings(app)
    return visit


def told(visit: StaffVisit, kind: Capture, clock: str) -> None:
    captured = Captured(kind, office_time(f"2026-11-25 {clock}"))
    with visit.app.app_context():
        transact(lambda session: note_capture(session, "81234567801", captured, real_now=FRIDAY_MORNING))


def alarms(visit: StaffVisit) -> str:
    return visit.app.test_client().get("/alarmz").text


def test_a_recording_is_an_alarm_until_somebody_has_seen_to_it(clerk: StaffVisit) -> None:
    number = only_booking(clerk.app).number
    told(clerk, Capture.RECORDING, "10:35")
    assert "consultations that were recorded, summarised or streamed: 1" in alarms(clerk)
    assert NOTICED in clerk.open("/desk").text
    assert "記録または配信された相談" in clerk.open("/desk/meetings").text
    page = clerk.open(f"/desk/bookings/{number}").text
    assert ("録画が始まりました" in page, STOP_IT in page, "求職者に、何が" in page) == (True, True, True)
    page = clerk.press("対応しました").text
    assert ("対応済みです。" in page, "録画が始まりました" in page) == (True, True)
    assert audit_acts(clerk.app)[-1].endswith(f"see_to_captures booking:{number}")
    assert "recorded" not in alarms(clerk)
    assert NOTICED not in clerk.open("/desk").text


@pytest.mark.parametrize("kind", [Capture.RECORDED, Capture.SUMMARY, Capture.TRANSCRIPT])
def test_what_is_over_is_to_be_deleted_and_not_to_be_stopped(clerk: StaffVisit, kind: Capture) -> None:
    told(clerk, kind, "11:05")
    page = clerk.open(f"/desk/bookings/{only_booking(clerk.app).number}").text
    assert (STOP_IT in page, "消してもらいます" in page) == (False, True)


def test_what_comes_while_the_page_is_open_is_shown_next(clerk: StaffVisit) -> None:
    told(clerk, Capture.AI, "10:35")
    clerk.open(f"/desk/bookings/{only_booking(clerk.app).number}")
    told(clerk, Capture.SUMMARY, "11:05")
    assert "Zoom AIの要約ができました" in clerk.press("対応しました").text
    assert "streamed: 1" in alarms(clerk)


def test_the_counsellor_who_is_in_the_meeting_may_see_to_it(clerk: StaffVisit) -> None:
    told(clerk, Capture.STREAM, "10:35")
    counsellor = StaffVisit(clerk.app).sign_in(COUNSELLOR)
    counsellor.open(f"/desk/bookings/{only_booking(clerk.app).number}")
    assert "対応済みです。" in counsellor.press("対応しました").text


def test_other_offices_do_not_see_it(clerk: StaffVisit) -> None:
    told(clerk, Capture.STREAM, "10:35")
    theirs = StaffVisit(clerk.app).sign_in(SHIGA_CLERK)
    assert NOTICED not in theirs.open("/desk").text
    assert "記録または配信された相談" not in theirs.open("/desk/meetings").text
