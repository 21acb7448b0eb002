"""After the end the provider is asked who took part; its last word counts, and an empty one says little."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from booking.attendance.fetch_participants import fetch_next, plan_fetches
from booking.attendance.keep_events import keep_events
from booking.attendance.reads import suggestion_of
from booking.attendance.rules.suggestion import Suggestion, Why
from booking.bookings.book import book
from booking.core.decisions import BookingStatus
from booking.core.meeting_events import Event, Who
from booking.meetings.failures import MeetingFailed, MeetingsMisconfigured
from booking.meetings.issue import issue_next
from booking.meetings.seen import Participation
from booking.services import services
from booking.tables import MeetingEvent, ParticipantFetch
from database.base import db
from database.leases import Lease
from database.transactions import transact
from tests.attendance.events import RUN, at, host_came, inside, ran
from tests.bookings.builders import all_of, how_many, the_booking, the_meeting, web_request
from tests.meetings.fakes import SENDING, FakeMeetings, Killed
from tests.town import FRIDAY_MORNING

pytestmark = pytest.mark.any_engine

REAL = datetime(2030, 1, 1, tzinfo=UTC)
MEETING_ID = "81234567801"


@pytest.fixture
def zoom(app: Flask) -> FakeMeetings:
    """A provider that can tell who took part."""
    return FakeMeetings(name="zoom", traits=SENDING)


@pytest.fixture
def number(zoom: FakeMeetings) -> str:
    """A booking for Wednesday 25 November, 10:00 to 10:30, with its meeting."""
    booked = book(web_request(), now=FRIDAY_MORNING)
    issue_next(zoom, services().keys, now=FRIDAY_MORNING, real_now=REAL)
    return booked


def fetch(zoom: FakeMeetings, clock: str, *, after: timedelta = timedelta()) -> int:
    """Run the job at that office time, `after` so much real time; how many times the provider was asked."""
    plan_fetches(zoom, now=at(clock))
    fetched = 0
    while fetch_next(zoom, now=at(clock), real_now=REAL + after):
        fetched += 1
    return fetched


def stay(name: str, start: str, end: str | None, *, host: bool = False, waiting: bool = False) -> Participation:
    return Participation(name, at(start), at(end) if end else None, host, waiting)


def seeker(number: str, start: str, end: str | None, *, waiting: bool = False) -> Participation:
    return stay(the_booking(number).display_name, start, end, waiting=waiting)


def suggestion(number: str) -> Suggestion:
    return suggestion_of(db.session(), the_booking(number), now=at("12:00"))


def whys(number: str) -> list[Why]:
    return [reason.why for reason in suggestion(number).reasons]


@pytest.mark.each_engine
def test_the_provider_is_asked_three_times(zoom: FakeMeetings, number: str) -> None:
    fetched = [fetch(zoom, clock) for clock in ("10:34", "10:35", "10:36", "10:45", "11:00", "11:30", "12:00")]
    assert fetched == [0, 1, 0, 1, 0, 1, 0]
    assert zoom.fetched_runs == [MEETING_ID] * 3


def test_a_scheduler_that_slept_asks_once(zoom: FakeMeetings, number: str) -> None:
    assert [fetch(zoom, "15:00"), fetch(zoom, "15:01")] == [1, 0]


@pytest.mark.each_engine
def test_the_list_alone_leads_to_the_proposal(zoom: FakeMeetings, number: str) -> None:
    office = stay("相談員", "09:58", "10:30", host=True)
    zoom.reports[MEETING_ID] = [
        office,
        seeker(number, "09:52", "09:59", waiting=True),
        seeker(number, "09:59", "10:29"),
    ]
    fetch(zoom, "10:35")
    assert (suggestion(number).outcome, whys(number)) == (BookingStatus.ATTENDED, [Why.ON_TIME])
    assert {event.who for event in all_of(MeetingEvent)} == {Who.MEETING, Who.HOST, Who.NAMED}


def test_a_joining_of_which_the_webhook_was_lost_is_in_the_list(zoom: FakeMeetings, number: str) -> None:
    keep_all(number, [*ran("09:58", "10:30"), *host_came("09:58")])
    assert suggestion(number).outcome is BookingStatus.NO_SHOW
    zoom.reports[RUN] = [stay("相談員", "09:58", "10:30", host=True), seeker(number, "10:01", "10:29")]
    fetch(zoom, "10:35")
    assert (zoom.fetched_runs, suggestion(number).outcome) == ([RUN], BookingStatus.ATTENDED)


@pytest.mark.each_engine
def test_the_last_list_replaces_the_one_before(zoom: FakeMeetings, number: str) -> None:
    zoom.reports[MEETING_ID] = [seeker(number, "10:00", None)]
    fetch(zoom, "10:35")
    zoom.reports[MEETING_ID] = [seeker(number, "10:00", "10:10")]
    fetch(zoom, "10:45")
    assert (how_many(MeetingEvent), whys(number)) == (3, [Why.ON_TIME, Why.ENDED_EARLY])


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ([], BookingStatus.NO_SHOW),  # it lists nobody of a meeting in which one person was
        (None, None),
        (MeetingsMisconfigured("一覧を読めません（4711）"), None),
        (MeetingFailed("応答がありません"), None),
    ],
)
def test_of_a_meeting_that_is_only_told_to_have_run_the_list_must_have_been_answered(
    zoom: FakeMeetings, number: str, answer: list[Participation] | MeetingFailed | None, outcome: BookingStatus | None
) -> None:
    keep_all(number, ran("09:58", "10:30"))
    assert (suggestion(number).outcome, whys(number)[-1]) == (None, Why.ARRIVALS_UNKNOWN)
    if isinstance(answer, MeetingFailed):
        zoom.failures.append(answer)
    elif answer is not None:
        zoom.reports[RUN] = answer
    fetch(zoom, "10:35")
    assert suggestion(number).outcome is outcome


def test_a_list_of_one_run_says_nothing_of_the_other(zoom: FakeMeetings, number: str) -> None:
    keep_all(number, ran("09:58", "10:05"), ran("10:06", "10:30", run="second"))
    zoom.reports[RUN] = []
    fetch(zoom, "10:35")
    assert suggestion(number).outcome is None
    zoom.reports["second"] = []
    fetch(zoom, "10:45")
    assert suggestion(number).outcome is BookingStatus.NO_SHOW


def test_a_list_with_people_and_then_without_keeps_the_people(zoom: FakeMeetings, number: str) -> None:
    zoom.reports[MEETING_ID] = [seeker(number, "10:00", "10:29")]
    fetch(zoom, "10:35")
    zoom.reports[MEETING_ID] = []
    fetch(zoom, "10:45")
    assert suggestion(number).outcome is BookingStatus.ATTENDED


def test_people_of_the_account_are_neither_host_nor_guest(zoom: FakeMeetings, number: str) -> None:
    zoom.reports[MEETING_ID] = [
        stay("相談員", "09:58", "10:30", host=True),
        replace(stay("同僚", "09:59", "10:30"), staff=True),
        replace(stay("別室の端末", "09:59", "10:30"), email="shiga-desk-1@example.com"),
    ]
    fetch(zoom, "10:35")
    assert {event.who for event in all_of(MeetingEvent)} == {Who.MEETING, Who.HOST, Who.STAFF}
    assert suggestion(number).outcome is BookingStatus.NO_SHOW


@pytest.mark.parametrize(
    ("happened", "listed_as_staff", "outcome"),
    [
        (Who.OTHER, True, BookingStatus.NO_SHOW),
        (Who.STAFF, False, BookingStatus.ATTENDED),
        (Who.NAMED, True, BookingStatus.ATTENDED),
    ],
)
def test_the_list_overrules_whether_a_stranger_is_of_the_office(
    zoom: FakeMeetings, number: str, happened: Who, listed_as_staff: bool, outcome: BookingStatus
) -> None:
    keep_all(number, ran("09:58", "10:30"), inside("10:00", "10:29", who=happened, participant="A1-B2:16790528"))
    zoom.reports[RUN] = [replace(stay("Taro", "10:00", "10:29"), staff=listed_as_staff, device="16790528")]
    fetch(zoom, "10:35")
    assert suggestion(number).outcome is outcome


def test_an_empty_list_takes_nothing_back_and_says_nothing_about_the_host(zoom: FakeMeetings, number: str) -> None:
    zoom.reports[MEETING_ID] = []
    fetch(zoom, "10:35")
    fetch(zoom, "11:30")
    assert (suggestion(number).outcome, whys(number)) == (None, [Why.NO_EVIDENCE])


def test_a_meeting_of_which_there_is_never_a_list_was_not_held(zoom: FakeMeetings, number: str) -> None:
    fetch(zoom, "10:35")
    assert whys(number) == [Why.NO_EVIDENCE]
    fetch(zoom, "11:30")
    assert (suggestion(number).outcome, whys(number)) == (BookingStatus.NOT_HELD, [Why.HOST_ABSENT, Why.NOBODY])


def test_a_meeting_that_ran_was_held_even_if_there_is_no_list(zoom: FakeMeetings, number: str) -> None:
    keep_all(number, ran("09:58", "10:30"), inside("10:00", "10:29"))
    fetch(zoom, "11:30")
    assert suggestion(number).outcome is BookingStatus.ATTENDED


def test_the_typed_name_is_forgotten(zoom: FakeMeetings, number: str) -> None:
    zoom.reports[MEETING_ID] = [stay("見本 太郎", "10:00", "10:29")]
    fetch(zoom, "10:35")
    assert whys(number) == [Why.ON_TIME, Why.OTHER_NAME]
    assert "見本" not in str([vars(event) for event in all_of(MeetingEvent)])


@pytest.mark.each_engine
def test_a_failing_provider_is_asked_again_after_a_pause(zoom: FakeMeetings, number: str) -> None:
    zoom.failures.append(MeetingFailed("応答がありません"))
    assert fetch(zoom, "10:35") == 1
    assert fetch(zoom, "10:35", after=timedelta(seconds=30)) == 0
    assert fetch(zoom, "10:36", after=timedelta(minutes=2)) == 1
    assert fetch(zoom, "10:45", after=timedelta(minutes=10)) == 1


def test_a_provider_that_never_answers_is_left_alone_after_two_days(zoom: FakeMeetings, number: str) -> None:
    zoom.failures += [MeetingFailed("応答がありません")] * 2
    fetch(zoom, "10:35")
    late = at("10:31") + timedelta(days=2)
    assert fetch_next(zoom, now=late, real_now=REAL + timedelta(days=2))
    assert [report.due_at for report in all_of(ParticipantFetch)] == [None]
    assert not all_of(ParticipantFetch)[0].never_held


def test_what_only_somebody_can_mend_is_not_asked_again_before_its_time(zoom: FakeMeetings, number: str) -> None:
    zoom.failures.append(MeetingsMisconfigured("有料プランではありません"))
    assert [fetch(zoom, clock, after=timedelta(days=1)) for clock in ("10:35", "10:36", "10:45")] == [1, 0, 1]


@pytest.mark.each_engine
def test_a_worker_that_dies_half_way_leaves_the_asking_to_the_next(
    zoom: FakeMeetings, number: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    zoom.reports[MEETING_ID] = [seeker(number, "10:00", "10:29")]
    with monkeypatch.context() as patch:
        patch.setattr(Lease, "end", _die)
        with pytest.raises(Killed):
            fetch(zoom, "10:35")
    assert how_many(MeetingEvent) == 0
    assert fetch(zoom, "10:36") == 0
    assert fetch(zoom, "10:36", after=timedelta(minutes=2)) == 1
    assert how_many(MeetingEvent) == 3


def test_a_provider_that_cannot_tell_is_not_asked(app: Flask) -> None:
    fake = FakeMeetings()
    book(web_request(), now=FRIDAY_MORNING)
    issue_next(fake, services().keys, now=FRIDAY_MORNING, real_now=REAL)
    assert (fetch(fake, "10:35"), fake.fetched_runs) == (0, [])


def keep_all(number: str, *happened: list[Event]) -> None:
    """Let the webhook tell."""
    meeting_id, events = the_meeting(number).id, [event for some in happened for event in some]
    transact(lambda session: keep_events(session, meeting_id, events))


def _die(*_args: object, **_values: object) -> None:
    raise Killed
