"""Refused webhooks alarm when they are several within an hour; a single one, or an old one, says nothing."""

from datetime import UTC, datetime, timedelta

import pytest

from booking.attendance.webhooks.refused import counts_anew, is_alarm

NOW = datetime(2026, 11, 25, 1, tzinfo=UTC)  # Wednesday 10:00 in office time
NEVER = None


@pytest.mark.parametrize(
    ("refused", "minutes_ago", "anew"),
    [(0, NEVER, True), (1, 0, False), (2, 59, False), (2, 60, True), (3, 60, False), (40, 6000, False)],
)
def test_too_few_for_an_hour_are_forgotten_and_enough_are_not(
    refused: int, minutes_ago: int | None, anew: bool
) -> None:
    since = None if minutes_ago is NEVER else NOW - timedelta(minutes=minutes_ago)
    assert counts_anew(refused, since, real_now=NOW) is anew


@pytest.mark.parametrize(
    ("refused", "hours_ago", "alarm"),
    [(0, NEVER, False), (2, 0, False), (3, 0, True), (3, 73, True), (3, 95, True), (3, 96, False)],
)
def test_the_alarm_lasts_longer_than_zoom_takes_between_two_challenges(
    refused: int, hours_ago: int | None, alarm: bool
) -> None:
    last = None if hours_ago is NEVER else NOW - timedelta(hours=hours_ago)
    assert is_alarm(refused, last, real_now=NOW) is alarm
