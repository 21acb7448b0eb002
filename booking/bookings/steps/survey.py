"""All that a booking asks once its office is shared and its seeker locked, in one statement."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.availability.open_slots import LIVE_CLAIMS, claims_params, taken_from_rows
from booking.availability.slots import Taken
from booking.bookings.rules.eligibility import Standing
from booking.bookings.standing import STANDING, standing_from_rows, standing_params
from booking.bookings.steps.judge import SlotRequest
from booking.bookings.steps.names import NAMES, names_params
from booking.tables import Meeting
from calendars.office_time import day_of
from database.connections import connection_of
from database.next_keys import NextKey
from database.prepared import Row
from database.side_by_side import SideBySide
from notifier.tables import Message

# Built once: every booking asks it.
_SURVEY = SideBySide(
    standing=STANDING,
    claims=LIVE_CLAIMS,
    names=NAMES,
    keys=select(NextKey(Meeting).label("meeting"), NextKey(Message).label("message")),
)


@dataclass(frozen=True)
class Survey:
    """The seeker's standing, what is taken of the time, the display names that are; and two keys for new rows."""

    standing: Standing
    taken: Taken
    names: Sequence[Row]
    meeting_id: int
    message_id: int


def survey(session: Session, wanted: SlotRequest) -> Survey:
    """What decides over the wish, as of this moment."""
    procedure, seeker_id, now = wanted.procedure, wanted.seeker_id, wanted.now
    since, until = wanted.span
    found = _SURVEY.rows(
        connection_of(session),
        {
            **standing_params(seeker_id, procedure, now=now),
            **claims_params(procedure, since=since, until=until, now=now, seeker_id=seeker_id),
            **names_params(procedure.office_id, day_of(since), seeker_id, now=now),
        },
    )
    standing = standing_from_rows(found["standing"])
    ((meeting_id, message_id),) = found["keys"]
    taken = taken_from_rows(found["claims"], standing.own_starts)
    return Survey(standing, taken, found["names"], meeting_id, message_id)
