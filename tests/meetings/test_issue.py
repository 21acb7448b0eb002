"""From a wanted meeting to an issued one, whatever the provider and the workers meet on the way."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import text, update

from booking.bookings.book import book
from booking.meetings.demo import DemoMeetings
from booking.meetings.failures import MeetingFailed, MeetingsMisconfigured, MeetingsParked
from booking.meetings.issue import issue_next
from booking.meetings.provider import MeetingProvider, MeetingRequest
from booking.meetings.reads import meeting_of
from booking.services import services
from booking.tables import Meeting, MeetingState
from database.base import db
from database.transactions import transact
from tests.bookings.builders import (
    SHIGA_CLERK,
    WED_10,
    WED_11,
    how_many,
    phone_request,
    the_booking,
    the_meeting,
    web_request,
)
from tests.meetings.fakes import FakeMeetings, Killed
from tests.town import FRIDAY_MORNING, TARO, office_time

REAL = datetime(2030, 1, 1, tzinfo=UTC)  # leases and pauses run by the real clock, whatever the office's shows


def issue(provider: MeetingProvider, *, after: timedelta = timedelta(), now: datetime = FRIDAY_MORNING) -> int:
    """Run the job once, `after` so much real time; how many meetings were asked for."""
    requests = 0
    while issue_next(provider, services().keys, now=now, real_now=REAL + after):
        requests += 1
    return requests


def pause(number: str, *, after: timedelta = timedelta()) -> timedelta:
    """How long the booking's meeting waits for its next try, from `after` so much real time."""
    next_try_at = the_meeting(number).next_try_at
    assert next_try_at is not None
    return next_try_at - REAL - after


def booked() -> str:
    """The number of a booking whose meeting is wanted."""
    return book(web_request(), now=FRIDAY_MORNING)


def test_a_wanted_meeting_is_issued_with_its_details(app: Flask) -> None:
    number = booked()
    assert issue(FakeMeetings()) == 1
    details = meeting_of(db.session(), the_booking(number), services().keys)
    assert (details.issued, details.meeting_id, details.passcode) == (True, "81234567801", "493021")
    assert details.join_url == "https://meet.invalid/j/1?pwd=s3cret"
    assert (the_meeting(number).provider, the_meeting(number).issued_at) == ("fake", FRIDAY_MORNING)


def test_the_provider_learns_the_time_and_the_host_but_no_name(app: Flask) -> None:
    number, provider = booked(), FakeMeetings()
    issue(provider)
    (request,) = provider.requests
    assert (request.starts_at, request.length_minutes) == (office_time(WED_10), 30)
    assert request.host == "omura-desk-1@example.com"
    assert request.topic == f"オンライン相談 {number[:3]}-{number[3:6]}-{number[6:]}"


def test_a_consultation_of_45_minutes_gets_a_meeting_of_45(app: Flask) -> None:
    provider = FakeMeetings()
    request = phone_request(TARO, procedure="shiga-soudan", starts="2026-11-25 09:30", clerk=SHIGA_CLERK)
    book(request, now=FRIDAY_MORNING)
    issue(provider)
    assert [request.length_minutes for request in provider.requests] == [45]


def test_an_issued_meeting_is_not_asked_for_again(app: Flask) -> None:
    booked()
    provider = FakeMeetings()
    issue(provider)
    assert issue(provider, after=timedelta(days=1)) == 0


def test_every_wanted_meeting_is_issued_in_one_round(app: Flask) -> None:
    booked()
    book(web_request(TARO, starts=WED_11), now=FRIDAY_MORNING)
    assert issue(FakeMeetings()) == 2


def test_passcode_and_link_lie_encrypted_in_the_row(app: Flask) -> None:
    booked()
    issue(FakeMeetings())
    row = str(tuple(db.session.execute(text("select * from meetings")).one()))
    assert "493021" not in row
    assert "s3cret" not in row
    assert "81234567801" in row


def test_the_details_are_not_printed_by_accident(app: Flask) -> None:
    number = booked()
    issue(FakeMeetings())
    shown = repr(meeting_of(db.session(), the_booking(number), services().keys))
    assert "493021" not in shown
    assert "s3cret" not in shown


def test_a_meeting_id_is_shown_as_three_four_four(app: Flask) -> None:
    number = booked()
    issue(FakeMeetings())
    assert meeting_of(db.session(), the_booking(number), services().keys).meeting_id_grouped == "812 3456 7801"


def test_a_failing_provider_is_asked_again_after_a_pause_that_grows(app: Flask) -> None:
    number, provider = booked(), FakeMeetings(failures=["予定が混んでいます", "応答がありません"])
    issue(provider)
    assert (the_meeting(number).state, the_meeting(number).failure) == (MeetingState.FAILING, "予定が混んでいます")
    assert timedelta(seconds=10) <= pause(number) < timedelta(seconds=12.5)  # spread by up to a quarter
    assert issue(provider, after=timedelta(seconds=9)) == 0
    issue(provider, after=timedelta(seconds=12.5))
    assert timedelta(seconds=20) <= pause(number, after=timedelta(seconds=12.5)) < timedelta(seconds=25)


def test_since_when_a_meeting_fails_is_kept_whatever_the_zone_of_the_clock(app: Flask) -> None:
    number, provider = booked(), FakeMeetings(failures=["予定が混んでいます", "応答がありません"])
    issue(provider)
    assert the_meeting(number).failing_since == FRIDAY_MORNING
    issue(provider, after=timedelta(minutes=1))
    assert the_meeting(number).failing_since == FRIDAY_MORNING


def test_a_meeting_that_failed_before_is_issued_without_a_trace_of_the_failure(app: Flask) -> None:
    number, provider = booked(), FakeMeetings(failures=["応答がありません"])
    issue(provider)
    issue(provider, after=timedelta(seconds=12.5))
    assert (the_meeting(number).state, the_meeting(number).failure) == (MeetingState.ISSUED, "")
    assert the_meeting(number).failing_since is None


def test_one_failing_meeting_does_not_hold_up_the_next(app: Flask) -> None:
    first = booked()
    second = book(web_request(TARO, starts=WED_11), now=FRIDAY_MORNING)
    issue(FakeMeetings(failures=["応答がありません"]))
    assert the_meeting(first).state is MeetingState.FAILING
    assert the_meeting(second).state is MeetingState.ISSUED


def test_a_worker_that_dies_after_asking_leaves_one_meeting_with_the_same_id(app: Flask) -> None:
    number, provider = booked(), FakeMeetings(meanwhile=_die)
    with pytest.raises(Killed):
        issue(provider)
    assert issue(provider, after=timedelta(seconds=119)) == 0  # the dead worker's lease still runs
    assert issue(provider, after=timedelta(minutes=2)) == 1
    assert (the_meeting(number).provider_id, the_meeting(number).tries) == ("81234567801", 2)
    assert len(provider.meetings) == how_many(Meeting) == 1


def test_the_answer_of_a_worker_whose_lease_ran_out_changes_nothing_any_more(app: Flask) -> None:
    number = booked()
    other = FakeMeetings(name="second")
    slow = FakeMeetings(name="first", meanwhile=lambda: _run(other))
    issue(slow)
    assert (the_meeting(number).provider, the_meeting(number).state) == ("second", MeetingState.ISSUED)


def test_a_second_meeting_that_comes_too_late_is_removed_at_once(app: Flask) -> None:
    number = booked()
    other, slow = FakeMeetings(name="second"), FakeMeetings(name="first")
    other.requests.append(MeetingRequest("another", "", office_time(WED_10), 30, None))  # so that its IDs differ
    slow.meanwhile = lambda: _run(other)
    issue(slow)
    assert the_meeting(number).provider_id == "81234567802"
    assert (len(other.meetings), slow.meetings) == (1, {})


def test_what_another_worker_may_be_adopting_is_left_alone(app: Flask) -> None:
    number = booked()
    slow = FakeMeetings(meanwhile=_lease_anew)
    issue(slow)
    assert (the_meeting(number).state, len(slow.meetings)) == (MeetingState.WANTED, 1)


def test_a_daily_limit_is_waited_out_by_all_meetings_of_the_host(app: Flask) -> None:
    first = booked()
    second = book(web_request(TARO, starts=WED_11), now=FRIDAY_MORNING)
    assert issue(FakeMeetings(failures=[MeetingsParked("1日の上限です", until=REAL + timedelta(hours=9))])) == 1
    for number in (first, second):
        assert timedelta(hours=9) <= pause(number) <= timedelta(hours=9, minutes=5)
        assert the_meeting(number).failure == "1日の上限です"
    assert issue(FakeMeetings(), after=timedelta(hours=9, minutes=5)) == 2


def test_a_pause_that_the_provider_names_is_kept(app: Flask) -> None:
    number = booked()
    issue(FakeMeetings(failures=[MeetingFailed("混み合っています", retry_after=timedelta(minutes=3))]))
    assert timedelta(minutes=3) <= pause(number) < timedelta(minutes=3, seconds=45)


def test_what_somebody_must_mend_is_tried_once_an_hour_only(app: Flask) -> None:
    number = booked()
    issue(FakeMeetings(failures=[MeetingsMisconfigured("権限がありません")]))
    assert the_meeting(number).needs_operator
    assert timedelta(hours=1) <= pause(number) < timedelta(minutes=75)


def test_settings_that_the_provider_did_not_take_are_noted(app: Flask) -> None:
    number = booked()
    issue(FakeMeetings(drift=("waiting_room", "auto_recording")))
    assert (the_meeting(number).state, the_meeting(number).drift) == (
        MeetingState.ISSUED,
        "waiting_room,auto_recording",
    )


def test_a_meeting_that_was_withdrawn_while_it_was_asked_for_stays_withdrawn(app: Flask) -> None:
    number = booked()
    issue(FakeMeetings(meanwhile=_withdraw))
    assert the_meeting(number).state is MeetingState.WITHDRAWN
    assert the_meeting(number).passcode_sealed is None


def test_a_consultation_that_is_over_needs_no_meeting_any_more(app: Flask) -> None:
    booked()
    assert issue(FakeMeetings(), now=office_time("2026-11-25 10:30")) == 0
    assert issue(FakeMeetings(), now=office_time("2026-11-25 10:29")) == 1


def test_the_pause_between_tries_grows_to_half_an_hour_and_no_further(app: Flask) -> None:
    number, provider, after = booked(), FakeMeetings(failures=["応答がありません"] * 10), timedelta()
    for _ in range(10):
        issue(provider, after=after)
        waited = pause(number, after=after)
        after += waited
    assert timedelta(minutes=30) <= waited < timedelta(minutes=37.5)


def test_demo_meetings_look_like_zooms_and_are_the_same_when_asked_again(app: Flask) -> None:
    booked()
    demo, provider = DemoMeetings("https://madoguchi.invalid", key="a key"), FakeMeetings()
    issue(provider)
    (request,) = provider.requests
    issued = demo.issue(request)
    assert issued.provider_id.isdigit()
    assert (len(issued.provider_id), issued.provider_id[0]) == (11, "8")
    assert issued.passcode.isdigit()
    assert len(issued.passcode) == 6
    assert issued.join_url.startswith("https://madoguchi.invalid/demo-meeting/")
    assert demo.issue(request) == issued


def _die() -> None:
    raise Killed


def _lease_anew() -> None:
    leased = update(Meeting).values(lease=str(uuid.uuid4()), leased_until=REAL + timedelta(days=1))
    transact(lambda session: session.execute(leased))


def _run(provider: MeetingProvider) -> None:
    issue(provider, after=timedelta(minutes=2))


def _withdraw() -> None:
    transact(lambda session: session.execute(update(Meeting).values(state=MeetingState.WITHDRAWN)))
