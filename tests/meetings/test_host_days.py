"""A host's day of meetings runs out as an alarm and a refusal of far ones, not of near ones (rules.md#hosts-days)."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from booking.bookings.book import book
from booking.meetings.failures import MeetingsParked
from booking.meetings.host_days import short_quotas
from booking.meetings.issue import issue_next
from booking.operations.purge import purge
from booking.services import services
from booking.tables import HostDay, MeetingState
from database.base import db
from database.transactions import transact
from tests.bookings.builders import THU_10, WED_10, all_of, phone_request, the_meeting, web_request
from tests.bookings.moves import KAKUTO
from tests.meetings.fakes import SCANT, FakeMeetings
from tests.town import FRIDAY_MORNING, office_time

pytestmark = pytest.mark.any_engine

REAL = datetime(2026, 11, 20, 0, 30, tzinfo=UTC)  # half past nine in Japan
HOST = "omura-desk-1@example.com"
NEAR, FAR = WED_10, THU_10  # two and three office days after Friday 20, because Monday 23 is a holiday


def used(made: int) -> None:
    """So many meetings were made for the desk's host today."""
    transact(lambda session: session.add(HostDay(host=HOST, day=REAL.date(), made=made, used_up=False)))


def issue(provider: FakeMeetings, *, real_now: datetime = REAL, now: datetime = FRIDAY_MORNING) -> list[str]:
    """The days for which the provider was asked for a meeting."""
    while issue_next(provider, services().keys, now=now, real_now=real_now):
        pass
    return [f"{request.starts_at:%a}" for request in provider.requests]


@pytest.mark.each_engine
def test_what_is_made_is_counted_for_the_host_and_the_day(app: Flask) -> None:
    book(web_request(), now=FRIDAY_MORNING)
    issue(FakeMeetings())
    assert [(one.host, one.day, one.made) for one in all_of(HostDay)] == [(HOST, REAL.date(), 1)]


@pytest.mark.each_engine
@pytest.mark.parametrize(("made", "requested"), [(78, ["Wed", "Thu"]), (79, ["Wed"]), (99, ["Wed"])])
def test_what_is_left_of_the_day_is_kept_for_who_comes_soon(app: Flask, made: int, requested: list[str]) -> None:
    used(made)  # the near one is made first, and counts
    far = book(web_request(starts=FAR), now=FRIDAY_MORNING)
    book(web_request(KAKUTO, starts=NEAR), now=FRIDAY_MORNING)
    assert issue(FakeMeetings(traits=SCANT)) == requested
    waits = the_meeting(far).state is MeetingState.FAILING
    assert waits is (requested == ["Wed"])
    assert not waits or "近い日の相談のために取ってあります" in the_meeting(far).failure


def test_the_far_ones_are_made_when_the_next_day_begins(app: Flask) -> None:
    used(80)
    far = book(web_request(starts=FAR), now=FRIDAY_MORNING)
    provider = FakeMeetings(traits=SCANT)
    issue(provider)
    assert issue(provider, real_now=datetime(2026, 11, 20, 23, 59, tzinfo=UTC)) == []
    assert issue(provider, real_now=datetime(2026, 11, 21, 0, 6, tzinfo=UTC)) == ["Thu"]
    assert the_meeting(far).state is MeetingState.ISSUED


def test_a_late_booking_is_not_kept_waiting_for_others(app: Flask) -> None:
    used(99)
    monday = office_time("2026-11-24 17:30")
    book(phone_request(starts=FAR, late_reason="急な面接", key="late"), now=monday)
    assert issue(FakeMeetings(traits=SCANT), now=monday) == ["Thu"]


def test_a_provider_without_such_a_limit_keeps_nothing_back(app: Flask) -> None:
    used(5_000)
    book(web_request(starts=FAR), now=FRIDAY_MORNING)
    assert issue(FakeMeetings()) == ["Thu"]


@pytest.mark.parametrize(("made", "short"), [(79, []), (80, ["omura omura-desk-1"]), (100, ["omura omura-desk-1"])])
def test_a_day_that_is_nearly_used_alarms(app: Flask, made: int, short: list[str]) -> None:
    used(made)
    assert short_quotas(db.session(), 100, real_now=REAL) == short
    assert short_quotas(db.session(), None, real_now=REAL) == []
    assert short_quotas(db.session(), 100, real_now=REAL + timedelta(days=1)) == []


def test_a_limit_that_the_provider_tells_of_alarms_whatever_was_counted(app: Flask) -> None:
    book(web_request(), now=FRIDAY_MORNING)
    issue(FakeMeetings(failures=[MeetingsParked("1日の上限", until=REAL + timedelta(hours=23))]))
    assert [(one.made, one.used_up) for one in all_of(HostDay)] == [(0, True)]
    assert len(short_quotas(db.session(), 100, real_now=REAL)) == 1


@pytest.mark.each_engine
@pytest.mark.parametrize(("days", "kept"), [(60, 1), (61, 0)])
def test_what_a_host_used_is_forgotten_after_60_days(app: Flask, days: int, kept: int) -> None:
    used(80)
    purge(now=FRIDAY_MORNING, real_now=REAL + timedelta(days=days))
    assert len(all_of(HostDay)) == kept
