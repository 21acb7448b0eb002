"""Bookings through every fault of Zoom: each ends with one living meeting and one valid message, and none leaks."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from booking.bookings.cancel import Canceller, cancel
from booking.bookings.move import move
from booking.meetings.issue import issue_next
from booking.meetings.reconcile_account import reconcile_account
from booking.meetings.reconcile_meeting import reconcile_next
from booking.meetings.remove import remove_next
from booking.meetings.zoom import sending
from booking.meetings.zoom.meetings import ZoomMeetings
from booking.services import services
from booking.tables import Meeting, MeetingState, Seeker
from database.base import db
from notifier.tables import Message
from tests.bookings.moves import KAKUTO, by_seeker
from tests.bookings.town_bookings import booked, booking_of
from tests.meetings.zoom.faults import FAULTS, HOST, SLOW_SECONDS, put_in_order
from tests.town import FRIDAY_MORNING, MISAKI, TARO, seeker_id
from tests.zoom_stand_in.stand_in import StandIn, standing_in

# Minutes between two looks of the workers: close after a failure, past an hour for what somebody must mend first.
AT_FIRST = (0, 1, 5, 14)
LATER = (1, 5, 30, 65, 120)
UNTIL_TOMORROW = 25 * 60  # past nine in the morning, when Zoom's days begin


@dataclass
class Counter:
    """The service's workers beside a Zoom that fails; office, workers and Zoom share one time that tests let pass."""

    zoom: StandIn
    passed: timedelta = timedelta()

    def __post_init__(self) -> None:
        """Begin on Friday at nine."""
        self.provider = ZoomMeetings(self.zoom.settings, clock=lambda: self.now.astimezone(UTC))

    @property
    def now(self) -> datetime:
        """The moment for everybody."""
        return FRIDAY_MORNING + self.passed

    def work(self, *minutes: int) -> None:
        """Run the workers' jobs after each of these pauses."""
        for pause in minutes:
            self.passed += timedelta(minutes=pause)
            self.zoom.move(pause * 60)
            self._run_jobs()

    def _run_jobs(self) -> None:
        keys, now = services().keys, self.now
        while issue_next(self.provider, keys, now=now, real_now=now.astimezone(UTC)):
            pass
        while remove_next(self.provider, now=now, real_now=now.astimezone(UTC)):
            pass
        while reconcile_next(self.provider, keys, now=now, real_now=now.astimezone(UTC)):
            pass

    def compare(self) -> None:
        """The nightly comparison, and the work that it finds."""
        reconcile_account(self.provider, now=self.now, real_now=self.now.astimezone(UTC))
        self.work(*AT_FIRST)


@pytest.fixture
def counter(sqlite_app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter]:
    monkeypatch.setattr(sending, "TIMEOUT", (2, SLOW_SECONDS / 2))
    with sqlite_app.app_context(), standing_in(FRIDAY_MORNING, hosts=[HOST]) as zoom:
        people = db.session.execute(select(Seeker.name, Seeker.seeker_number)).all()
        zoom.order("forbid", words=[word for person in people for word in person])
        yield Counter(zoom)
        assert zoom.breaches == []


@pytest.mark.parametrize("fault", FAULTS)
def test_each_booking_ends_with_one_meeting_and_one_valid_message(counter: Counter, fault: str) -> None:
    stays, moves = booked(MISAKI, "2026-11-25 10:00"), booked(TARO, "2026-11-25 11:00")
    FAULTS[fault](counter.zoom)
    counter.work(*AT_FIRST)
    move(by_seeker(moves, "2026-11-27 11:00", seeker=TARO), now=counter.now)
    counter.work(1)
    put_in_order(counter.zoom)
    counter.work(*LATER, UNTIL_TOMORROW)
    assert living(counter) == [meeting_of(stays), meeting_of(moves)]
    assert (valid_messages(stays), valid_messages(moves)) == (["booked"], ["moved"])


@pytest.mark.parametrize("fault", FAULTS)
def test_a_cancelled_booking_leaves_no_meeting_behind(counter: Counter, fault: str) -> None:
    early, late = booked(MISAKI, "2026-11-25 10:00"), booked(KAKUTO, "2026-11-25 11:00")
    give_up(early, MISAKI, counter.now)  # before anybody asked for its meeting
    FAULTS[fault](counter.zoom)
    counter.work(0)
    give_up(late, KAKUTO, counter.now)
    FAULTS[fault](counter.zoom)
    counter.work(*AT_FIRST)
    put_in_order(counter.zoom)
    counter.work(*LATER, UNTIL_TOMORROW)
    assert living(counter) == []
    assert (valid_messages(early), valid_messages(late)) == ([], [])


@pytest.mark.parametrize(
    "fault",
    [
        "the answer to the creation is lost",
        "the answer to the list is lost",
        "Zoom is down",
        "tokens are refused",
        "one change a day and host",
        "errors come as XML",
    ],
)
def test_a_meeting_that_somebody_deletes_in_zoom_is_replaced_once(counter: Counter, fault: str) -> None:
    number = booked(MISAKI, "2026-11-27 11:00")
    counter.work(0)
    first = meeting_of(number)
    counter.zoom.play(first[0], "delete")
    FAULTS[fault](counter.zoom)
    for _night in range(3):  # a night whose list fails finds nothing
        counter.compare()
        put_in_order(counter.zoom)
        counter.work(*LATER, UNTIL_TOMORROW)
    assert living(counter) == [meeting_of(number)] != [first]
    assert counter.zoom.state["created"] == 2
    assert valid_messages(number) == ["meeting_replaced"]


def living(counter: Counter) -> list[tuple[str, str]]:
    """ID and start of the meetings that Zoom has, in order of time."""
    found = sorted(counter.zoom.live, key=lambda one: str(one["start_time"]))
    return [(str(one["id"]), str(one["start_time"])) for one in found]


def meeting_of(number: str) -> tuple[str, str]:
    """ID and start (UTC) of the one meeting that the booking counts on."""
    db.session.rollback()
    query = select(Meeting).where(Meeting.booking_id == booking_of(number).id, Meeting.state == MeetingState.ISSUED)
    meeting = db.session.scalars(query).one()
    return str(meeting.provider_id), f"{meeting.starts_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def valid_messages(number: str) -> list[str]:
    """The kinds of the seeker's messages whose meeting is not withdrawn: what they may still go by."""
    db.session.rollback()
    messages = db.session.scalars(select(Message).where(Message.about == f"booking:{booking_of(number).id}"))
    withdrawn = set(db.session.scalars(select(Meeting.id).where(Meeting.state == MeetingState.WITHDRAWN)))
    named = [(message.kind, message.references.get("meeting")) for message in messages]
    return [kind for kind, meeting in named if meeting and meeting not in withdrawn]


def give_up(number: str, seeker: str, now: datetime) -> None:
    """The seeker cancels."""
    own_id = seeker_id(seeker)
    cancel(number, Canceller(actor=f"seeker:{own_id}", seeker_id=own_id), now=now)
