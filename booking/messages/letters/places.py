"""What a message about a free place is rendered from: the procedure and the day for which somebody waited."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from booking.availability.open_slots import slots_of
from booking.availability.slots import SlotState
from booking.core.channels import Channel
from booking.messages.letters.facts import LetterFacts, Reading
from booking.tables import Procedure, Seeker
from notifier.inbox import Told


def _of_text(session: Session, message: Told, reading: Reading) -> dict[str, Any]:
    """Times are those open while the message is read, and are looked up only by the template that asks."""
    facts = _of_subjects(session, [message])[message.id]
    procedure, day = facts["procedure"], facts["day"]
    return {
        **facts,
        "page_url": f"{reading.base_url}/procedures/{procedure.code}?day={day}",
        "open_times": lambda: _open_times(session, procedure, day, message.references["seeker"], reading.now),
    }


def _of_subjects(session: Session, messages: Sequence[Told]) -> Mapping[int, dict[str, Any]]:
    by_message = {message.id: message.references for message in messages}
    procedures = _procedures(session, {references["procedure"] for references in by_message.values()})
    seekers = _seekers(session, {references["seeker"] for references in by_message.values()})
    return {
        message.id: {
            "message": message,
            "seeker": seekers[message.references["seeker"]],
            "procedure": procedures[message.references["procedure"]],
            "office": procedures[message.references["procedure"]].office,
            "day": date.fromordinal(message.references["day"]),
        }
        for message in messages
    }


PLACE_LETTERS = LetterFacts(_of_text, _of_subjects)


def _procedures(session: Session, ids: set[int]) -> Mapping[int, Procedure]:
    found = session.scalars(select(Procedure).where(Procedure.id.in_(ids)).options(joinedload(Procedure.office)))
    return {procedure.id: procedure for procedure in found}


def _seekers(session: Session, ids: set[int]) -> Mapping[int, Seeker]:
    return {seeker.id: seeker for seeker in session.scalars(select(Seeker).where(Seeker.id.in_(ids)))}


def _open_times(
    session: Session, procedure: Procedure, day: date, seeker_id: int, now: datetime
) -> tuple[datetime, ...]:
    found = slots_of(session, procedure, first=day, last=day, channel=Channel.WEB, now=now, seeker_id=seeker_id)
    return tuple(slot.starts_at for slot in found if slot.state is SlotState.OPEN)
