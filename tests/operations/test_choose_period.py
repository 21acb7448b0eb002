"""For how long things are kept may be chosen within bounds, after a word on what would go (rules.md#retention)."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from booking.bookings.book import book
from booking.jobs import issue_meetings
from booking.operations.choose_period import choose_period
from booking.operations.kept_words import kept_words
from booking.operations.purge import periods, purge, retentions
from booking.operations.refusals import MoreIsDeleted, PeriodOutOfBounds, UnknownPeriod
from booking.tables import AuditLine
from tests.bookings.builders import WED_10, all_of, the_meeting, web_request
from tests.town import FRIDAY_MORNING, StandingClock, office_time

pytestmark = pytest.mark.any_engine

REAL = datetime(2030, 1, 1, tzinfo=UTC)
A_WEEK = timedelta(days=7)
MONDAY = "2026-11-30 09:00"  # five days after the consultation


def choose(days: int, *, code: str = "details", seen: int | None = None, now: str = MONDAY) -> None:
    by = "staff:6"
    choose_period(code, days, seen=seen, details_kept=A_WEEK, actor=by, now=office_time(now), real_now=REAL)


def details_are_kept(number: str, *, night: str) -> bool:
    purge(now=office_time(f"{night} 03:10"), real_now=REAL, details_kept=A_WEEK)
    return the_meeting(number).passcode_sealed is not None


@pytest.fixture
def number(app: Flask, clock: StandingClock) -> str:
    """A consultation of Wednesday 25 November, with its meeting."""
    number = book(web_request(starts=WED_10), now=FRIDAY_MORNING)
    issue_meetings()
    return number


def test_a_longer_time_holds_from_the_next_night_on(number: str) -> None:
    choose(10)
    assert details_are_kept(number, night="2026-12-04")
    assert not details_are_kept(number, night="2026-12-06")


def test_what_would_take_more_tonight_is_told_first_and_done_once_it_was_seen(number: str) -> None:
    with pytest.raises(MoreIsDeleted) as refused:
        choose(3)
    assert refused.value.count == 1
    assert details_are_kept(number, night="2026-12-01")
    choose(3, seen=1)
    assert not details_are_kept(number, night="2026-12-01")


def test_more_than_was_seen_is_told_again(number: str) -> None:
    with pytest.raises(MoreIsDeleted):
        choose(3, seen=0)


@pytest.mark.parametrize("days", [0, 366, -1])
def test_out_of_bounds_nothing_changes(app: Flask, days: int) -> None:
    with pytest.raises(PeriodOutOfBounds):
        choose(days)
    with pytest.raises(UnknownPeriod):
        choose(60, code="claims")


def test_who_chose_is_audited_and_the_same_choice_is_none(app: Flask) -> None:
    for _ in range(2):
        choose(100, code="evidence")
    choose(200, code="evidence")
    lines = [line.facts for line in all_of(AuditLine) if line.act == "choose_period"]
    assert lines == [{"earlier_days": None, "days": 100}, {"earlier_days": 100, "days": 200}]


def test_everything_that_goes_has_its_words_and_bounds_hold_what_is_usual() -> None:
    names = {each.name: each.period for each in retentions()}
    assert set(kept_words()) - {"accounts without a registration"} <= set(names) <= set(kept_words())
    assert {name for name, words in kept_words().items() if "{days}" in words.how_long} == {
        name for name, period in names.items() if period
    }
    assert all(period.least <= period.days <= period.most for period in periods().values())
