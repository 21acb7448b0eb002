"""What staff do next with a consultation, and where its seeker is; at ten on Wednesday 25 November 2026."""

import pytest

from booking.attendance.rules.evidence import evidence_from
from booking.attendance.rules.next_step import NextStep, next_step
from booking.attendance.rules.suggestion import Suggestion
from booking.attendance.rules.whereabouts import Where, is_open, whereabouts
from booking.core.decisions import BookingStatus
from booking.core.meeting_events import Event, Who
from tests.attendance.events import at, inside, ran, waited

CAME, AWAY, UNSURE = (Suggestion(one, ()) for one in (BookingStatus.ATTENDED, BookingStatus.NO_SHOW, None))


@pytest.mark.parametrize(
    ("now", "started", "proposed", "step"),
    [
        ("09:44", False, None, NextStep.NOTHING),
        ("09:45", False, None, NextStep.START),
        ("09:50", True, None, NextStep.NOTHING),
        ("10:05", False, UNSURE, NextStep.START),
        ("10:05", True, UNSURE, NextStep.MARK),
        ("10:20", False, AWAY, NextStep.START),  # the office is late: somebody may be waiting
        ("10:20", True, AWAY, NextStep.LOOK),
        ("10:29", True, CAME, NextStep.MARK),
        ("10:30", False, UNSURE, NextStep.MARK),
        ("11:00", True, AWAY, NextStep.LOOK),
    ],
)
def test_one_thing_is_to_be_done_at_a_time(
    now: str, started: bool, proposed: Suggestion | None, step: NextStep
) -> None:
    found = next_step(
        BookingStatus.BOOKED,
        at("10:00"),
        at("10:30"),
        startable=True,
        started=started,
        proposed=proposed,
        now=at(now),
    )
    assert found is step


@pytest.mark.parametrize("status", [BookingStatus.ATTENDED, BookingStatus.CANCELLED_BY_SEEKER])
def test_with_what_was_decided_nothing_is_to_be_done(status: BookingStatus) -> None:
    times = at("10:00"), at("10:30")
    assert next_step(status, *times, startable=True, started=False, proposed=None, now=at("10:05")) is NextStep.NOTHING


def test_without_a_meeting_there_is_nothing_to_start() -> None:
    times = at("10:00"), at("10:30")
    found = next_step(BookingStatus.BOOKED, *times, startable=False, started=False, proposed=None, now=at("09:55"))
    assert found is NextStep.NOTHING


OTHER = waited("09:50", None, who=Who.OTHER, participant="p2", run="other")


@pytest.mark.parametrize(
    ("events", "now", "where", "since", "named"),
    [
        (waited("09:52", None), "09:55", Where.WAITING, "09:52", True),
        ([*waited("09:52", "10:01"), *inside("10:01", None)], "10:10", Where.INSIDE, "10:01", True),
        ([*waited("09:52", "10:01"), *inside("10:01", "10:20")], "10:25", Where.LEFT, "10:20", True),
        ([*waited("09:52", None), *OTHER], "09:55", Where.WAITING, "09:52", True),
        (OTHER, "09:55", Where.WAITING, "09:50", False),
        ([*waited("09:40", "09:45"), *OTHER], "09:55", Where.WAITING, "09:50", False),  # who is here, before who left
    ],
)
def test_the_seeker_is_where_they_were_seen_last(
    events: list[Event], now: str, where: Where, since: str, named: bool
) -> None:
    evidence = evidence_from([*ran("09:40", None), *events], starts_at=at("10:00"), until=at(now))
    found = whereabouts(evidence, until=at(now))
    assert found is not None
    assert (found.where, found.since, found.by_display_name) == (where, at(since), named)


def test_who_was_never_seen_is_nowhere_and_a_meeting_is_open_until_it_ends() -> None:
    running = evidence_from(ran("09:50", None), starts_at=at("10:00"), until=at("10:05"))
    ended = evidence_from(ran("09:50", "10:02"), starts_at=at("10:00"), until=at("10:05"))
    assert whereabouts(running, until=at("10:05")) is None
    assert (is_open(running, until=at("10:05")), is_open(ended, until=at("10:05"))) == (True, False)
