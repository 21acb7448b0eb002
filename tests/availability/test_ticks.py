"""Ticks of a quarter of an hour: what a consultation takes of a desk and of a seeker."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking.availability.ticks import TICK, desk_ticks, seeker_ticks, ticks
from tests.town import office_time

QUARTERS = st.integers(0, 95).map(lambda n: datetime(2026, 11, 25, tzinfo=UTC) + n * TICK)  # Wednesday
LENGTHS = st.sampled_from((30, 45))


def clocks(found: tuple[datetime, ...]) -> list[str]:
    """The ticks on the office's clock."""
    return [f"{tick + timedelta(hours=9):%H:%M}" for tick in found]


def test_half_an_hour_is_two_ticks_in_utc() -> None:
    found = ticks(office_time("2026-11-25 10:00"), minutes=30)
    assert found == (datetime(2026, 11, 25, 1, 0, tzinfo=UTC), datetime(2026, 11, 25, 1, 15, tzinfo=UTC))


def test_a_desk_rests_for_one_more_tick_and_a_seeker_does_not() -> None:
    ten = office_time("2026-11-25 10:00")
    assert clocks(desk_ticks(ten, length_minutes=45, rest_minutes=15)) == ["10:00", "10:15", "10:30", "10:45"]
    assert clocks(seeker_ticks(ten, length_minutes=45)) == ["10:00", "10:15", "10:30"]


@pytest.mark.parametrize("starts", ["2026-11-25 10:01", "2026-11-25 10:00:01", "2026-11-25 10:00:00.000001"])
def test_a_start_off_the_grid_is_refused(starts: str) -> None:
    with pytest.raises(ValueError, match="15-minute grid"):
        ticks(office_time(starts), minutes=30)


@given(first=QUARTERS, second=QUARTERS, one=LENGTHS, other=LENGTHS)
def test_two_consultations_share_a_tick_exactly_when_they_overlap(
    first: datetime, second: datetime, one: int, other: int
) -> None:
    shared = set(ticks(first, minutes=one)) & set(ticks(second, minutes=other))
    overlap = first < second + timedelta(minutes=other) and second < first + timedelta(minutes=one)
    assert bool(shared) == overlap
