"""Notes for the statistics whom a booking or a hold turned away for lack of places."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy.orm import Session

from booking.availability.demands import note_demand
from booking.availability.procedures import last_known, read_anew
from booking.availability.refusals import SlotTaken
from booking.core.channels import Channel
from booking.tables import DemandKind
from calendars.office_time import day_of
from database.base import db
from database.transactions import transact

Note = Callable[[Session], None]
Writer = Callable[[Note], None]


def write_at_once(note: Note) -> None:
    """In a transaction of its own. The statistics can spare the last of them if the power fails."""
    transact(note, may_be_lost=True)


@contextmanager
def noting_turned_away(
    *, seeker_id: int, channel: Channel, now: datetime, write: Writer = write_at_once
) -> Iterator[None]:
    """Note a SlotTaken of the transaction inside; in one of its own, for that one was rolled back.

    `write` is given what is to be written, by whoever has more to write after the refusal.
    """
    try:
        yield
    except SlotTaken as refusal:
        write(_note(refusal, seeker_id=seeker_id, channel=channel, now=now))
        raise


def _note(refusal: SlotTaken, *, seeker_id: int, channel: Channel, now: datetime) -> Note:
    procedure = last_known(db.engine, refusal.procedure) or read_anew(db.session(), refusal.procedure)
    days = [day_of(refusal.starts_at)]

    def note(session: Session) -> None:
        note_demand(
            session,
            DemandKind.TURNED_AWAY,
            days,
            seeker_id=seeker_id,
            procedure_id=procedure.id,
            channel=channel,
            now=now,
        )

    return note
