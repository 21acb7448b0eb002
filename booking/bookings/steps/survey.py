"""All that a booking asks once its office is shared and its seeker locked."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from booking.availability.open_slots import taken_of
from booking.availability.slots import Taken
from booking.bookings.rules.eligibility import Standing
from booking.bookings.standing import standing_of
from booking.bookings.steps.judge import SlotRequest
from booking.bookings.steps.names import names_in_question
from booking.tables import Booking, Meeting
from calendars.office_time import day_of
from database.fast.next_keys import draw_keys
from database.fast.prepared import Row
from notifier.tables import Message


@dataclass(frozen=True)
class Survey:
    """The seeker's standing, what is taken of the time, the display names that are; and the keys for new rows."""

    standing: Standing
    taken: Taken
    names: Sequence[Row]
    booking_id: int
    meeting_id: int
    message_id: int


def survey(session: Session, wanted: SlotRequest, *, booking_id: int | None = None) -> Survey:
    """What decides over the wish, as of this moment; `booking_id` if the booking's key was drawn before."""
    procedure, seeker_id, now = wanted.procedure, wanted.seeker_id, wanted.now
    since, until = wanted.span
    standing = standing_of(session, seeker_id, procedure, now=now)
    taken = taken_of(
        session, procedure, since=since, until=until, now=now, seeker_id=seeker_id, own_starts=standing.own_starts
    )
    names = names_in_question(session, procedure.office_id, day_of(since), seeker_id, now=now)
    if booking_id is None:
        keys = draw_keys(session, Booking, Meeting, Message)
    else:
        keys = (booking_id, *draw_keys(session, Meeting, Message))
    return Survey(standing, taken, names, *keys)
