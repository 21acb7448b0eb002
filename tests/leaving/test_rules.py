"""From which day on nothing of a person is kept: five years, or one for who will not return."""

import pytest

from booking.leaving.rules import first_day_without, may_be_due
from tests.days import day


@pytest.mark.parametrize(
    ("invalid_since", "will_not_return", "gone_on"),
    [
        ("2026-12-01 Tue", False, "2031-12-02 Tue"),
        ("2026-12-01 Tue", True, "2027-12-02 Thu"),
        ("2028-02-29 Tue", False, "2033-03-01 Tue"),
        ("2028-02-29 Tue", True, "2029-03-01 Thu"),
        ("2027-01-01 Fri", False, "2032-01-02 Fri"),
    ],
)
def test_the_anniversary_is_the_last_day(invalid_since: str, will_not_return: bool, gone_on: str) -> None:
    assert first_day_without(day(invalid_since), will_not_return=will_not_return) == day(gone_on)


@pytest.mark.parametrize("will_not_return", [False, True])
@pytest.mark.parametrize("last_valid", ["2026-11-30 Mon", "2028-02-28 Mon", "2028-02-29 Tue", "2026-12-31 Thu"])
def test_whoever_is_due_is_among_those_who_may_be(last_valid: str, will_not_return: bool) -> None:
    since = day(last_valid).fromordinal(day(last_valid).toordinal() + 1)
    gone_on = first_day_without(since, will_not_return=will_not_return)
    assert day(last_valid) <= may_be_due(gone_on, will_not_return=will_not_return)
