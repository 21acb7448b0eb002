"""How long a list of slots stays true when nobody writes: until the next moment that time brings by itself."""

from datetime import datetime

import pytest

from booking.slots import Slot, SlotState, unchanged_until
from tests.town import office_time

# Wednesday 25 November 2026, 10:00: opens on 28 October, closes with Friday 20 November.
WEDNESDAY = Slot(
    starts_at=office_time("2026-11-25 10:00"),
    ends_at=office_time("2026-11-25 10:30"),
    state=SlotState.OPEN,
    reason=None,
    closing="",
    opens_at=office_time("2026-10-28 00:00"),
    closes_at=office_time("2026-11-20 17:15"),
    free_desks=(1,),
)


@pytest.mark.parametrize(
    ("now", "until"),
    [
        ("2026-10-27 23:59", "2026-10-28 00:00"),  # the window opens
        ("2026-10-28 00:00", "2026-10-29 00:00"),  # nothing but midnight
        ("2026-11-20 09:00", "2026-11-20 17:15"),  # the desk's deadline
        ("2026-11-20 17:15", "2026-11-21 00:00"),  # at the deadline itself the list is another already
        ("2026-11-25 09:59", "2026-11-25 10:00"),  # the start
        ("2026-11-25 10:00", "2026-11-26 00:00"),
    ],
)
def test_a_list_holds_until_window_deadline_start_or_midnight(now: str, until: str) -> None:
    assert unchanged_until([WEDNESDAY], lapse=None, now=office_time(now)) == office_time(until)


@pytest.mark.parametrize(
    ("lapse", "until"),
    [
        (office_time("2026-11-20 09:30"), "2026-11-20 09:30"),
        (office_time("2026-11-20 17:30"), "2026-11-20 17:15"),  # the deadline comes first
        (office_time("2026-11-20 08:30"), "2026-11-20 17:15"),  # lapsed before
    ],
)
def test_a_list_holds_no_longer_than_a_hold_in_it(lapse: datetime, until: str) -> None:
    now = office_time("2026-11-20 09:00")  # Friday
    assert unchanged_until([WEDNESDAY], lapse=lapse, now=now) == office_time(until)


def test_even_an_empty_list_is_looked_at_again_at_the_offices_midnight() -> None:
    # 00:30 on Saturday at the office is Friday in UTC.
    assert unchanged_until([], lapse=None, now=office_time("2026-11-21 00:30")) == office_time("2026-11-22 00:00")
