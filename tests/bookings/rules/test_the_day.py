"""When a consultation is, seen from now."""

import pytest

from booking.bookings.rules.the_day import Phase, phase_of
from tests.town import office_time

WED_10, UNTIL = office_time("2026-11-25 10:00"), office_time("2026-11-25 10:30")  # Wednesday


@pytest.mark.parametrize(
    ("now", "phase"),
    [
        ("2026-11-24 23:59", Phase.AHEAD),
        ("2026-11-25 00:00", Phase.TODAY),
        ("2026-11-25 09:59", Phase.TODAY),
        ("2026-11-25 10:00", Phase.BEGUN),
        ("2026-11-25 10:29", Phase.BEGUN),
        ("2026-11-25 10:30", Phase.OVER),
        ("2026-11-26 09:00", Phase.OVER),
    ],
)
def test_a_consultation_is_ahead_today_begun_or_over(now: str, phase: Phase) -> None:
    assert phase_of(WED_10, UNTIL, now=office_time(now)) is phase
