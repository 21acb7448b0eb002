"""At the desk: a consultation that was recorded or summarised is in sight until somebody has seen to it."""

from dataclasses import replace
from pathlib import Path

import pytest

from booking import jobs
from booking.app import create_app
from booking.bookings.book import book
from booking.core.captures import Capture
from booking.meetings.captures.note import note_capture
from booking.meetings.happenings import Captured
from booking.tables import MeetingCapture
from database.base import db
from database.transactions import transact
from tests.bookings.builders import all_of, web_request
from tests.meetings.fakes import SENDING, FakeMeetings
from tests.town import FRIDAY_MORNING, MISAKI, StandingClock, config_for, office_time
from tests.web.staff_visits import COUNSELLOR, OMURA_CLERK, SHIGA_CLERK, StaffVisit, audit_acts, issue_meetings
from tests.web.staff_visits import the_booking as only_booking
from tests.zoom_stand_in.talking import HOST, WISH
from tests.zoom_stand_in.world.capturing import CAPTURES, SAID, capture
from tests.zoom_stand_in.world.clock import Clock
from tests.zoom_stand_in.world.users import User
from tests.zoom_stand_in.world.webhooks import Parcel, Subscription
from tests.zoom_stand_in.world.wishes import made
from tests.zoom_stand_in.world.world import World

STOP_IT = "相談中のときは、Zoomの画面で今すぐ止めます。"
NOTICED = "相談が、記録または配信されました"


@pytest.fixture
def clerk(sqlite_town_url: str, clock: StandingClock, tmp_path: Path) -> StaffVisit:
    """Omura's clerk, who has just booked Wednesday 25 November, 10:00, for Misaki; the meeting is issued."""
    app = create_app(
        config_for(sqlite_town_url, tmp_path), clock=clock, meetings=FakeMeetings(name="zoom", traits=SENDING)
    )
    visit = StaffVisit(app).sign_in(OMURA_CLERK)
    visit.open_booking_form(visit.open_checked(MISAKI), "omura-soudan", "2026-11-25T10:00:00+09:00")
    visit.press("予約する", channel="phone", topic="面接の練習", consent="yes")
    issue_meetings(app)
    return visit


def captured(visit: StaffVisit, kind: Capture, clock: str) -> None:
    captured = Captured(kind, office_time(f"2026-11-25 {clock}"))
    with visit.app.app_context():
        transact(lambda session: note_capture(session, "81234567801", captured, real_now=FRIDAY_MORNING))


def alarms(visit: StaffVisit) -> str:
    return visit.app.test_client().get("/alarmz").text


def test_a_recording_is_an_alarm_until_somebody_has_seen_to_it(clerk: StaffVisit) -> None:
    number = only_booking(clerk.app).number
    captured(clerk, Capture.RECORDING, "10:35")
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
    captured(clerk, kind, "11:05")
    page = clerk.open(f"/desk/bookings/{only_booking(clerk.app).number}").text
    assert (STOP_IT in page, "消してもらいます" in page) == (False, True)


def test_what_comes_while_the_page_is_open_is_shown_next(clerk: StaffVisit) -> None:
    captured(clerk, Capture.AI, "10:35")
    clerk.open(f"/desk/bookings/{only_booking(clerk.app).number}")
    captured(clerk, Capture.SUMMARY, "11:05")
    assert "Zoom AIの要約ができました" in clerk.press("対応しました").text
    assert "streamed: 1" in alarms(clerk)


@pytest.mark.parametrize(("up_to", "open_"), [("9" * 20, False), ("-1", True), ("none", True), ("", True)])
def test_whatever_a_form_says_was_shown_is_answered(clerk: StaffVisit, up_to: str, open_: bool) -> None:
    captured(clerk, Capture.STREAM, "10:35")
    clerk.open(f"/desk/bookings/{only_booking(clerk.app).number}")
    assert clerk.press("対応しました", up_to=up_to).status_code == 200
    assert ("streamed: 1" in alarms(clerk)) is open_


def test_the_counsellor_who_is_in_the_meeting_may_see_to_it(clerk: StaffVisit) -> None:
    captured(clerk, Capture.STREAM, "10:35")
    counsellor = StaffVisit(clerk.app).sign_in(COUNSELLOR)
    counsellor.open(f"/desk/bookings/{only_booking(clerk.app).number}")
    assert "対応済みです。" in counsellor.press("対応しました").text


def test_other_offices_do_not_see_it(clerk: StaffVisit) -> None:
    captured(clerk, Capture.STREAM, "10:35")
    theirs = StaffVisit(clerk.app).sign_in(SHIGA_CLERK)
    assert NOTICED not in theirs.open("/desk").text
    assert "記録または配信された相談" not in theirs.open("/desk/meetings").text


def test_what_zoom_sends_of_every_kind_is_an_alarm_and_no_word_of_it_is_kept(
    sqlite_town_url: str, clock: StandingClock, tmp_path: Path
) -> None:
    config = replace(config_for(sqlite_town_url, tmp_path), zoom_webhook_secrets=("secret",))
    app = create_app(config, clock=clock, meetings=FakeMeetings(name="zoom", traits=SENDING))
    with app.app_context():
        book(web_request(), now=FRIDAY_MORNING)
        jobs.issue_meetings()
    for parcel, headers in sent_of_captures("81234567801"):
        assert app.test_client().post("/webhooks/zoom", data=parcel.raw, headers=headers).status_code == 200
    with app.app_context():
        jobs.process_webhooks()
        assert {capture.kind for capture in all_of(MeetingCapture)} == set(Capture)
        connection = db.engine.raw_connection()
        dump = "\n".join(connection.driver_connection.iterdump())  # type: ignore[union-attr]  # sqlite3's own
        connection.close()
    assert SAID not in dump
    assert "streamed: 1" in app.test_client().get("/alarmz").text


def sent_of_captures(meeting_id: str) -> list[tuple[Parcel, dict[str, str]]]:
    """What the stand-in sends when everything that is forbidden happens in this meeting, with its signed headers."""
    world = World(Clock(FRIDAY_MORNING, stands=True))
    world.users.by_email[HOST] = User(HOST)
    world.webhooks.subscription = Subscription("http://nowhere.invalid", "secret", FRIDAY_MORNING)
    meeting = made(world, world.users.by_email[HOST], WISH)
    meeting.id = int(meeting_id)
    for do in CAPTURES:
        capture(world, meeting, do)
    return [(one, world.webhooks.headers_for(one, "secret", world.now)) for one in world.webhooks.due(world.now)]
