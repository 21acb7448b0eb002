"""A provider is asked five, fifteen and sixty minutes after the end; what was slept through is not made up for."""

import pytest

from booking.attendance.rules.fetch_times import next_fetch
from tests.attendance.events import at


@pytest.mark.parametrize(
    ("now", "then"),
    [
        ("10:30", "10:35"),
        ("10:35", "10:45"),
        ("10:44:59", "10:45"),
        ("10:50", "11:30"),
        ("11:30", None),
        ("15:00", None),
    ],
)
def test_the_next_asking(now: str, then: str | None) -> None:
    assert next_fetch(at("10:30"), now=at(now)) == (at(then) if then else None)
