"""/alarmz: what monitoring is told while people can still be spared the harm."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import update
from werkzeug.test import TestResponse

from booking import jobs
from booking.attendance.webhooks.receive import receive_webhook
from booking.bookings.book import book
from booking.services import services
from booking.tables import Booking, BookingStatus, Meeting, MeetingState
from database.transactions import transact
from notifier.job_log import Noted, keep_notes
from notifier.tables import JobRun
from tests.bookings.builders import phone_request
from tests.town import FRIDAY_MORNING, StandingClock, office_time
from tests.web.outages import database_away

pytestmark = pytest.mark.any_engine

MISSING = "meetings of coming consultations that are missing: 1\n"
LATE = "messages that should have gone out: 1\n"


@pytest.fixture
def _booked(app: Flask) -> None:
    """Wednesday 25 November, 10:00, booked on Friday 20 at 9:00; the scheduler does not run."""
    book(phone_request(), now=FRIDAY_MORNING)


def change_meeting(**values: object) -> None:
    """Make something else of the only meeting."""
    transact(lambda session: session.execute(update(Meeting).values(**values)))


def alarms_of(app: Flask) -> TestResponse:
    return app.test_client().get("/alarmz")


@pytest.mark.each_engine
def test_all_is_well_on_a_quiet_morning(app: Flask) -> None:
    answer = alarms_of(app)
    assert (answer.status_code, answer.text) == (200, "ok\n")


@pytest.mark.parametrize(
    ("now", "line"),
    [
        ("2027-10-04 23:59", "ok\n"),  # Monday; 28 days of window and 60 more reach Friday 31 December
        ("2027-10-05 00:00", "official holidays are known until 2027-12-31 only\n"),
    ],
)
def test_holidays_must_reach_over_the_longest_window_and_60_days(
    app: Flask, clock: StandingClock, monkeypatch: pytest.MonkeyPatch, now: str, line: str
) -> None:
    monkeypatch.setattr("calendars.holidays.LIBRARY_OFFICIAL_UNTIL", date(2027, 12, 31))
    clock.set(now)
    assert alarms_of(app).text == line


@pytest.mark.each_engine
@pytest.mark.parametrize(("minutes", "line"), [(29, "ok\n"), (31, "webhook notices that could not be read: 1\n")])
def test_what_came_to_the_webhook_must_be_read_within_half_an_hour(app: Flask, minutes: int, line: str) -> None:
    sent_at = datetime.now(UTC) - timedelta(minutes=minutes)
    receive_webhook("{}", key="a", keys=services().keys, real_now=sent_at)
    assert alarms_of(app).text == line


@pytest.mark.usefixtures("_booked")
@pytest.mark.parametrize(
    ("now", "line"),
    [
        ("2026-11-20 09:15", "ok\n"),
        ("2026-11-20 09:16", MISSING),
        ("2026-11-25 10:29", MISSING + LATE),
        ("2026-11-25 10:30", LATE),  # the consultation is over: nobody needs its meeting any more
    ],
)
def test_a_meeting_may_take_a_quarter_of_an_hour(app: Flask, clock: StandingClock, now: str, line: str) -> None:
    clock.set(now)
    assert alarms_of(app).text == line


@pytest.mark.usefixtures("_booked")
@pytest.mark.parametrize(
    ("wanted", "now", "line"),
    [
        (
            "2026-11-20 09:00",
            "2026-11-20 11:00",
            "ok\n",
        ),  # Friday for Wednesday 25: Tuesday and the day itself are left
        ("2026-11-20 09:00", "2026-11-20 11:01", MISSING),
        ("2026-11-24 09:00", "2026-11-24 09:15", "ok\n"),  # one office day left
        ("2026-11-24 09:00", "2026-11-24 09:16", MISSING),
        ("2026-11-25 09:00", "2026-11-25 09:05", "ok\n"),  # the day itself
        ("2026-11-25 09:00", "2026-11-25 09:06", MISSING),
    ],
)
def test_a_refused_meeting_alarms_the_sooner_the_nearer_its_day(
    app: Flask, clock: StandingClock, wanted: str, now: str, line: str
) -> None:
    change_meeting(state=MeetingState.FAILING, wanted_at=office_time(wanted))
    clock.set(now)
    assert alarms_of(app).text.removesuffix(LATE) in {line, ""}
    assert (MISSING in alarms_of(app).text) is (line == MISSING)


@pytest.mark.each_engine
@pytest.mark.usefixtures("_booked")
def test_what_somebody_must_mend_is_told_at_once(app: Flask) -> None:
    change_meeting(state=MeetingState.FAILING, needs_operator=True)
    answer = alarms_of(app)
    assert (answer.status_code, answer.text) == (503, MISSING)


@pytest.mark.each_engine
@pytest.mark.parametrize(("now", "line"), [("2026-11-24 09:01", "ok\n"), ("2026-11-24 09:02", MISSING)])
def test_after_a_late_booking_a_minute_without_a_meeting_alarms(
    app: Flask, clock: StandingClock, now: str, line: str
) -> None:
    book(phone_request(late_reason="急な面接のため"), now=office_time("2026-11-24 09:00"))  # Tuesday, for Wednesday
    clock.set(now)
    assert alarms_of(app).text == line


@pytest.mark.each_engine
@pytest.mark.usefixtures("_booked")
def test_settings_that_stay_otherwise_are_told(app: Flask) -> None:
    change_meeting(state=MeetingState.ISSUED, drift="auto_recording")
    assert alarms_of(app).text == "meetings whose settings are not as they must be: 1\n"


@pytest.mark.usefixtures("_booked")
@pytest.mark.parametrize(
    ("now", "since", "line"),
    [
        ("2026-11-21 08:59", "2026-11-20 09:00", 0),  # Saturday, more than two days before Wednesday 10:00
        ("2026-11-21 09:00", "2026-11-20 09:00", 1),
        ("2026-11-23 09:59", "2026-11-23 09:50", 0),
        ("2026-11-23 10:00", "2026-11-23 09:50", 1),
        ("2026-11-25 10:30", "2026-11-23 09:50", 0),  # over
        ("2026-11-25 10:00", None, 0),
    ],
)
def test_a_meeting_at_which_nobody_can_look_is_told(
    app: Flask, clock: StandingClock, now: str, since: str | None, line: int
) -> None:
    """For instance one that somebody has turned into a webinar."""
    change_meeting(state=MeetingState.ISSUED, unseen_since=office_time(since) if since else None)
    clock.set(now)
    assert alarms_of(app).text.count("meetings at which the provider lets nobody look: 1\n") == line


@pytest.mark.each_engine
@pytest.mark.usefixtures("_booked")
def test_a_withdrawn_meeting_may_take_a_day_to_be_removed(app: Flask, clock: StandingClock) -> None:
    jobs.issue_meetings()
    jobs.deliver_mail()
    change_meeting(state=MeetingState.WITHDRAWN, withdrawn_at=FRIDAY_MORNING)
    clock.set("2026-11-21 09:00")
    assert alarms_of(app).text == "ok\n"
    clock.set("2026-11-21 09:01")
    assert alarms_of(app).text == "withdrawn meetings that the provider still has: 1\n"


@pytest.mark.each_engine
@pytest.mark.usefixtures("_booked")
def test_a_cancelled_consultation_needs_no_meeting(app: Flask, clock: StandingClock) -> None:
    cancelled = update(Booking).values(status=BookingStatus.CANCELLED_BY_SEEKER)
    transact(lambda session: session.execute(cancelled))
    clock.set("2026-11-20 09:40")
    assert alarms_of(app).status_code == 200


@pytest.mark.usefixtures("_booked")
@pytest.mark.parametrize(("now", "line"), [("2026-11-20 09:30", "ok\n"), ("2026-11-20 09:31", LATE)])
def test_a_mail_may_take_half_an_hour(app: Flask, clock: StandingClock, now: str, line: str) -> None:
    jobs.issue_meetings()  # at 9:00, which makes the mail due
    clock.set(now)
    assert alarms_of(app).text == line


@pytest.mark.each_engine
@pytest.mark.usefixtures("_booked")
def test_what_went_out_alarms_nobody(app: Flask, clock: StandingClock) -> None:
    jobs.issue_meetings()
    jobs.deliver_mail()
    clock.set("2026-11-24 09:00")
    assert alarms_of(app).status_code == 200


def note(late_in: timedelta) -> None:
    """A worker has noted a job that is late from then on (real time)."""
    noted = Noted("deliver_mail", late_at=datetime.now(UTC) + late_in)
    transact(lambda session: keep_notes(session, [noted]))


@pytest.mark.parametrize(
    ("late_in", "line"), [(timedelta(minutes=1), "ok\n"), (timedelta(minutes=-1), "jobs that are late: deliver_mail\n")]
)
def test_a_job_that_has_not_run_well_for_long_is_told(app: Flask, late_in: timedelta, line: str) -> None:
    note(late_in)
    assert alarms_of(app).text == line


@pytest.mark.each_engine
def test_a_scheduler_that_never_ran_is_told_after_a_quarter_of_an_hour(app: Flask) -> None:
    given = services()
    app.extensions["services"] = replace(given, began_at=given.began_at - timedelta(minutes=15))
    assert alarms_of(app).text == "jobs that are late: all\n"


@pytest.mark.each_engine
def test_a_night_whose_run_nobody_ended_is_told_three_hours_later(app: Flask, clock: StandingClock) -> None:
    due = office_time("2026-11-20 03:10")
    run = JobRun(name="purge", due_at=due, lease="dead", leased_until=due + timedelta(hours=1))
    transact(lambda session: session.add(run))
    clock.set("2026-11-20 06:10")
    assert alarms_of(app).text == "ok\n"
    clock.set("2026-11-20 06:11")
    assert alarms_of(app).text == "jobs that are late: purge\n"


def test_without_the_database_the_alarm_says_so(served_app: Flask) -> None:
    with database_away(served_app):
        answer = alarms_of(served_app)
    assert (answer.status_code, answer.text) == (503, "the database cannot be reached\n")


def test_a_disk_that_is_nearly_full_is_told_before_it_is(
    app: Flask, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.setattr("booking.operations.disk_room.LEAST_FREE", 1 << 60)
    on_sqlite = "sqlite" in request.node.name
    assert ("little room is left on the disk" in alarms_of(app).text) is on_sqlite  # a server watches its own disk
