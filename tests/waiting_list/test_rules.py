"""When a wait asks for something to be done: a table of what the day's slots look like and what was told before."""

from datetime import date, timedelta

import pytest

from booking.availability.slots import Slot, SlotReason, SlotState
from booking.waiting_list.rules import Turn, is_full, turn_of
from tests.days import day
from tests.town import office_time

STARTS_AT = office_time("2026-11-25 10:00")  # Wednesday
FRIDAY, SATURDAY = day("2026-11-20 Fri"), day("2026-11-21 Sat")

FULL, OPEN = SlotState.FULL, SlotState.OPEN
CLOSED = SlotState.CLOSED


def slot(state: SlotState) -> Slot:
    """A slot in this state."""
    reason = {OPEN: None, FULL: SlotReason.FULL, CLOSED: SlotReason.DEADLINE_PASSED}[state]
    return Slot(
        starts_at=STARTS_AT,
        ends_at=STARTS_AT + timedelta(minutes=30),
        state=state,
        reason=reason,
        closing="",
        opens_at=STARTS_AT - timedelta(days=28),
        closes_at=STARTS_AT - timedelta(days=4),
        free_desks=(),
    )


@pytest.mark.parametrize(
    ("states", "full"),
    [
        ([FULL, FULL], True),
        ([FULL, CLOSED], True),  # one of the slots is the seeker's own
        ([FULL, OPEN], False),
        ([CLOSED, CLOSED], False),
        ([], False),
    ],
)
def test_a_day_is_full_when_only_places_are_missing(states: list[SlotState], full: bool) -> None:
    assert is_full([slot(state) for state in states]) is full


@pytest.mark.parametrize(
    ("states", "armed", "told_on", "turn"),
    [
        ([FULL, OPEN], True, None, Turn.TELL),
        ([FULL, FULL], True, None, None),
        ([CLOSED], True, None, None),
        ([OPEN], True, FRIDAY, Turn.TELL),  # told yesterday, full in between
        ([OPEN], True, SATURDAY, None),  # told today already
        ([OPEN], False, FRIDAY, None),  # the place that was told is still there
        ([FULL], False, FRIDAY, Turn.ARM),
        ([CLOSED], False, FRIDAY, None),
    ],
)
def test_a_place_is_told_once_and_at_most_once_a_day(
    states: list[SlotState], armed: bool, told_on: date | None, turn: Turn | None
) -> None:
    assert turn_of([slot(state) for state in states], armed=armed, told_on=told_on, today=SATURDAY) is turn
