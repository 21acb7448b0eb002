"""What waits for staff of some offices: how much of each kind, in one statement, since every day sheet says it.

What each kind is stands in its chapter, as does the list to which its number leads.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.attendance.absences import HOW_MANY_UNMARKED, days_of_unmarked
from booking.attendance.suspensions.reads import HOW_MANY_ANSWERS, HOW_MANY_PROPOSED
from booking.meetings.captures.reads import HOW_MANY_CAPTURED
from booking.meetings.troubles import HOW_MANY_TO_JUDGE, how_many_missing, times_to_judge
from booking.messages.failed_deliveries.open import HOW_MANY_FAILED
from booking.office_changes.calls import HOW_MANY_TO_CALL, HOW_MANY_UNSEEN
from calendars.office_time import day_of
from database.connections import connection_of
from database.fast.prepared import Prepared

# In the order of the fields of `WaitingWork`, but for the first, of which there are two.
_COUNTS = Prepared(
    select(
        *(
            count.scalar_subquery()
            for count in (
                HOW_MANY_TO_JUDGE,
                HOW_MANY_CAPTURED,
                HOW_MANY_UNMARKED,
                HOW_MANY_TO_CALL,
                HOW_MANY_UNSEEN,
                HOW_MANY_PROPOSED,
                HOW_MANY_ANSWERS,
                HOW_MANY_FAILED,
            )
        )
    )
)


@dataclass(frozen=True)
class WaitingWork:
    """How much of each kind: what it is stands beside it."""

    missing_meetings: int  # of coming consultations, tried in vain or for too long
    urgent_meetings: int  # of them, those that are missing for too long
    captured: int  # consultations that were recorded or broadcast
    unmarked: int  # consultations about which nobody has decided
    calls: int  # people to call after a change of an office
    unseen_changes: int  # which an operator decided
    proposals: int  # of suspensions
    answers: int  # of suspended people, for a manager
    failed_deliveries: int


def waiting_work(session: Session, *, office_ids: Collection[int], now: datetime) -> WaitingWork:
    """What waits at these offices."""
    given = {"office_ids": office_ids, "now": now, **days_of_unmarked(day_of(now)), **times_to_judge(now)}
    ((to_judge, *counts),) = _COUNTS.rows(connection_of(session), given)
    missing = how_many_missing(session, now=now, office_ids=office_ids) if to_judge else (0, 0)
    return WaitingWork(*missing, *counts)
