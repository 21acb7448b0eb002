"""What staff do next with a consultation: one thing at a time, so that a row has one button that stands out.

Knows no tables. What it is stands in rules.md#next-step.
"""

from datetime import datetime, timedelta
from enum import StrEnum

from booking.attendance.rules.suggestion import Suggestion
from booking.core.decisions import USUAL, BookingStatus

START_FROM = timedelta(minutes=15)  # before the consultation; earlier a page asks whether one means it


class NextStep(StrEnum):
    """The one thing."""

    NOTHING = "nothing"
    START = "start"  # the meeting
    MARK = "mark"  # the usual decision, with one press
    LOOK = "look"  # at the evidence, which suggests something else than the usual


def may_start(starts_at: datetime, *, now: datetime) -> bool:
    """Whether starting the meeting is the ordinary thing to do by now."""
    return now >= starts_at - START_FROM


def next_step(
    status: BookingStatus,
    starts_at: datetime,
    ends_at: datetime,
    *,
    startable: bool,
    started: bool,
    proposed: Suggestion | None,
    now: datetime,
) -> NextStep:
    """What is to be done; `startable`: there is a meeting to start, `started`: somebody did, or it runs."""
    if status is not BookingStatus.BOOKED or not may_start(starts_at, now=now):
        return NextStep.NOTHING
    if startable and not started and now < ends_at:
        return NextStep.START
    if proposed and proposed.outcome not in {None, USUAL}:
        return NextStep.LOOK
    return NextStep.MARK if now >= starts_at else NextStep.NOTHING
