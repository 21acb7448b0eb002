"""A day of many consultations at the stand-in of Zoom, which tells the running service of it over HTTP, and badly."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from booking import jobs
from booking.app import create_app
from booking.core.decisions import BookingStatus
from booking.tables import Webhook
from tests.attendance.courses import Course
from tests.attendance.day_of_courses import EVENING, book_courses, outcomes, wrongly_judged
from tests.attendance.sent_by_zoom import STRANGERS
from tests.bookings.builders import all_of, the_booking, the_meeting
from tests.served import served
from tests.town import FRIDAY_MORNING, StandingClock, close_connections, config_for
from tests.web.outages import database_away
from tests.zoom_stand_in.stand_in import StandIn, standing_in

SECRET = "a secret token of the stand-in"
HOSTS = ("shiomizaka-desk-1@example.com", "shiomizaka-desk-2@example.com")
DOES = {"open": "start", "close": "end", "go": "leave", "lose": "leave", "join": "join_as_staff"}
COMES = {"phone": "dial_in", "bot": "send_bot"}  # what is called otherwise at the stand-in


PARTICIPANT_EVENTS = [
    f"meeting.participant_{what}"
    for what in ("joined", "left", "joined_waiting_room", "left_waiting_room", "admitted", "put_in_waiting_room")
]


@dataclass(frozen=True)
class _Happens:
    at: datetime
    meeting_id: str
    does: str
    name: str


@dataclass
class Day:
    """The day, the service that hears of it and the Zoom at which it takes place."""

    app: Flask
    clock: StandingClock
    zoom: StandIn
    courses: dict[str, Course]

    def go_by(self, *, quietly: bool = False) -> None:
        """Everything happens; Zoom sends what is due once an hour, or `quietly` nothing yet."""
        hour = None
        for happening in self._happenings():
            if hour not in {None, happening.at.hour} and not quietly:
                self.deliver()
            hour = happening.at.hour
            self._now(happening.at)
            reason = {"reason": "Network connection error."} if happening.does == "lose" else {}
            self.zoom.play(happening.meeting_id, DOES.get(happening.does, happening.does), happening.name, **reason)

    def deliver(self) -> None:
        """Zoom sends what is due now."""
        self.zoom.deliver()

    def end(self, *, after: timedelta = timedelta()) -> None:
        """In the evening the rest is sent, everything is worked, and Zoom is asked who took part."""
        self.in_the_evening(after=after)
        with self.app.app_context():
            jobs.process_webhooks()
            jobs.fetch_participants()

    def in_the_evening(self, *, after: timedelta = timedelta()) -> None:
        """Zoom sends what is due by then."""
        self._now(EVENING + after)
        self.deliver()

    def wrong(self, *, but: frozenset[str] = frozenset()) -> list[str]:
        """The courses that were judged otherwise than they deserve, leaving some out."""
        with self.app.app_context():
            return [line for line in wrongly_judged(self.courses) if line.split(":")[0] not in but]

    def _now(self, moment: datetime) -> None:
        self.clock.moment = moment
        self.zoom.at(moment)

    def _happenings(self) -> list[_Happens]:
        with self.app.app_context():
            found = [one for number, course in self.courses.items() for one in self._course(number, course)]
        return sorted(found, key=lambda happening: happening.at)

    def _course(self, number: str, course: Course) -> Iterator[_Happens]:
        booking, meeting = the_booking(number), the_meeting(number)
        typed = f"{booking.display_name}さん"
        names = {"seeker": typed, "device": typed, "host": "相談員", "colleague": "同僚"}
        for minute, does, who in sorted(course.steps, key=lambda step: step[0]):
            at = booking.starts_at + timedelta(minutes=minute)
            name = names.get(who) or STRANGERS[who].format(booking.display_name)
            yield _Happens(at, meeting.provider_id or "", COMES.get(who, does) if does == "wait" else does, name)


@contextmanager
def day_at(url: str, folder: Path) -> Iterator[Day]:
    """Bookings whose meetings the stand-in has issued, and a service that is subscribed to its webhooks."""
    clock = StandingClock()
    with standing_in(FRIDAY_MORNING, hosts=HOSTS) as zoom:
        zoom.behave(limits_per_second=False)  # its clock stands
        config = replace(
            config_for(url, folder), meetings="zoom", meeting_settings=zoom.settings, zoom_webhook_secrets=(SECRET,)
        )
        app = create_app(config, clock=clock)
        with app.app_context():
            courses = book_courses()
            jobs.issue_meetings()
        with served(app) as base_url:
            assert zoom.subscribe(f"{base_url}/webhooks/zoom", SECRET)
            yield Day(app, clock, zoom, courses)
        with app.app_context():
            close_connections()


@pytest.fixture
def day(town_url: str, tmp_path: Path) -> Iterator[Day]:
    """On both engines."""
    with day_at(town_url, tmp_path) as made:
        yield made


@pytest.fixture
def sqlite_day(sqlite_town_url: str, tmp_path: Path) -> Iterator[Day]:
    with day_at(sqlite_town_url, tmp_path) as made:
        yield made


def test_webhooks_that_come_twice_and_out_of_order_lead_to_the_right_proposals(day: Day) -> None:
    day.zoom.ways(copies=2, order="shuffled")
    day.go_by()
    day.end()
    assert day.wrong() == []
    with day.app.app_context():
        assert {webhook.body_sealed for webhook in all_of(Webhook)} == {None}


@pytest.mark.late
def test_the_latest_first_is_as_good_as_the_first_first(sqlite_day: Day) -> None:
    sqlite_day.zoom.behave(sends_waiting_before_start=True, sends_date_time=True)
    sqlite_day.zoom.ways(order="reversed", late=3600)
    sqlite_day.go_by()
    sqlite_day.end()
    assert sqlite_day.wrong() == []


def test_a_host_of_whom_nothing_is_told_was_there_nevertheless(sqlite_day: Day) -> None:
    sqlite_day.zoom.behave(sends_participant_host=False)
    sqlite_day.go_by()
    sqlite_day.end()
    assert sqlite_day.wrong() == []


@pytest.mark.parametrize(
    "lost",
    [
        ["participant_joined"],
        ["ended"],
        *(pytest.param([kind], marks=pytest.mark.late) for kind in ("participant_left", "started")),
    ],
)
def test_one_kind_of_webhook_that_is_lost_is_made_up_for(sqlite_day: Day, lost: list[str]) -> None:
    sqlite_day.zoom.ways(dropped=[f"meeting.{name}" for name in lost])
    sqlite_day.go_by()
    sqlite_day.end()
    why_somebody_left = {"network drop for good", "network drop at once"}  # no list tells it
    of_people = any(name.startswith("participant") for name in lost)
    assert sqlite_day.wrong(but=frozenset(why_somebody_left if of_people else ())) == []


@pytest.mark.late
def test_a_colleague_whose_account_no_webhook_tells_is_known_from_the_list(sqlite_day: Day) -> None:
    sqlite_day.zoom.behave(sends_colleagues=False)
    sqlite_day.go_by()
    sqlite_day.end()
    assert sqlite_day.wrong() == []


@pytest.mark.parametrize("refused", [{"plan": "free"}, {"scopes": ["meeting:read:meeting:admin"]}])
def test_where_only_runs_are_told_and_lists_are_refused_nobody_is_proposed_as_absent(
    sqlite_day: Day, refused: dict[str, object]
) -> None:
    """Participant events were not chosen in the app, or their scope is missing; Basic accounts have no lists."""
    sqlite_day.zoom.ways(dropped=PARTICIPANT_EVENTS)
    sqlite_day.zoom.behave(**refused)
    sqlite_day.go_by()
    sqlite_day.end()
    with sqlite_day.app.app_context():
        assert BookingStatus.NO_SHOW not in outcomes(sqlite_day.courses)


def test_what_was_sent_while_the_database_was_away_comes_again(sqlite_day: Day) -> None:
    sqlite_day.go_by(quietly=True)
    with database_away(sqlite_day.app):
        sqlite_day.in_the_evening()
    sqlite_day.end(after=timedelta(minutes=5))
    statuses = {sent["status"] for sent in sqlite_day.zoom.deliver()}
    assert statuses == {503, 200}
    assert sqlite_day.wrong() == []
