"""A suspended seeker writes to the office about it, and staff note that they have read it."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from booking.attendance.refusals import ReasonMissing, SuspensionChanged, TooManyAnswers
from booking.attendance.rules.absences import ANSWERS_A_SUSPENSION
from booking.attendance.suspensions.reads import answers_of, suspension_at_offices, suspension_of_seeker
from booking.audit.record import record
from booking.availability.locks import lock_seeker
from booking.availability.offices import contact_of
from booking.core.text_limits import LONGEST_ANSWER
from booking.tables import SuspensionAnswer, SuspensionState
from calendars.office_time import day_of
from database.transactions import transact


def answer_suspension(suspension_id: int, text: str, *, seeker_id: int, now: datetime) -> None:
    """Keep what the seeker wrote; the same text sent twice in a row is kept once.

    Raises:
        UnknownSuspension: not in force against this seeker.
        SuspensionChanged: its last day is over.
        ReasonMissing: nothing was written, or too much.
        TooManyAnswers: one may write only so often.
    """
    transact(lambda session: _answer(session, suspension_id, text, seeker_id, now))


def note_answers_read(
    suspension_id: int, *, up_to: int, staff_id: int, office_ids: Collection[int], now: datetime
) -> None:
    """Note that somebody has read the answers that were shown, the last one being `up_to`; UnknownSuspension."""
    transact(lambda session: _note_read(session, suspension_id, up_to, staff_id, office_ids, now))


def _answer(session: Session, suspension_id: int, text: str, seeker_id: int, now: datetime) -> None:
    seeker = lock_seeker(session, seeker_id)
    suspension = suspension_of_seeker(session, suspension_id, seeker=seeker)
    office = contact_of(suspension.office)
    if not suspension.is_in_force(day_of(now)):
        raise SuspensionChanged(office, SuspensionState.IMPOSED.value)
    if not 0 < len(text) <= LONGEST_ANSWER:
        raise ReasonMissing(office)
    earlier = answers_of(session, suspension)
    if earlier and earlier[-1].text == text:
        return
    if len(earlier) >= ANSWERS_A_SUSPENSION:
        raise TooManyAnswers(office, ANSWERS_A_SUSPENSION)
    session.add(SuspensionAnswer(suspension_id=suspension.id, text=text, written_at=now))
    object_ = f"suspension:{suspension.id}"
    record(session, actor=f"seeker:{seeker_id}", act="answer_suspension", object_=object_, now=now)


def _note_read(
    session: Session, suspension_id: int, up_to: int, staff_id: int, office_ids: Collection[int], now: datetime
) -> None:
    suspension = suspension_at_offices(session, suspension_id, office_ids=office_ids)
    unread = (SuspensionAnswer.suspension_id == suspension.id, SuspensionAnswer.read_at.is_(None))
    seen = update(SuspensionAnswer).where(*unread, SuspensionAnswer.id <= up_to)
    session.execute(seen.values(read_at=now, read_by_staff_id=staff_id))
    object_ = f"suspension:{suspension.id}"
    record(session, actor=f"staff:{staff_id}", act="read_answers", object_=object_, now=now)
