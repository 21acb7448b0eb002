"""What is to be done about an entry of the waiting list: a table of the day's slots and of what the seeker knows."""

from datetime import date, timedelta

import pytest

from booking.availability.slots import Slot, SlotReason, SlotState
from booking.waiting_list.rules import Step, is_full, step_of
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
    ("states", "armed", "notified_on", "step"),
    [
        ([FULL, OPEN], True, None, Step.NOTIFY),
        ([FULL, FULL], True, None, None),
        ([CLOSED], True, None, None),
        ([OPEN], True, FRIDAY, Step.NOTIFY),  # told yesterday, full in between
        ([OPEN], True, SATURDAY, None),  # told today already
        ([OPEN], False, FRIDAY, None),  # the place that was told is still there
        ([FULL], False, FRIDAY, Step.ARM),
        ([CLOSED], False, FRIDAY, None),
    ],
)
def test_a_place_is_told_once_and_at_most_once_a_day(
    states: list[SlotState], armed: bool, notified_on: date | None, step: Step | None
) -> None:
    assert step_of([slot(state) for state in states], armed=armed, notified_on=notified_on, today=SATURDAY) is step
