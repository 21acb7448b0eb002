"""A manager writes back to what a seeker wrote about their suspension, which stays as it is; that settles it."""

from datetime import datetime

from sqlalchemy.orm import Session

from booking.announcements.announce import announce_reply
from booking.attendance.refusals import AnswersSettled
from booking.attendance.rules.marking import refuse_unless_explained
from booking.attendance.suspensions.impose import Decider, lock_suspension
from booking.attendance.suspensions.reads import open_answers
from booking.audit.record import record
from booking.availability.offices import contact_of
from database.transactions import transact


def reply_to_answers(suspension_id: int, by: Decider, *, text: str, up_to: int, now: datetime) -> None:
    """Write back to what is open, up to the answer `up_to` that was shown; what came later stays open.

    Raises:
        UnknownSuspension: no such suspension at these offices.
        ReasonMissing: nothing was written.
        AnswersSettled: a colleague wrote back meanwhile, or the suspension was lifted.
    """
    transact(lambda session: _reply(session, suspension_id, by, text, up_to, now))


def _reply(session: Session, suspension_id: int, by: Decider, text: str, up_to: int, now: datetime) -> None:
    suspension, seeker = lock_suspension(session, suspension_id, by)
    office = contact_of(suspension.office)
    refuse_unless_explained(text, needs_reason=True, office=office)
    replied = [answer for answer in open_answers(session, suspension) if answer.id <= up_to]
    if not replied:
        raise AnswersSettled(office)
    for answer in replied:
        answer.replied_at, answer.replied_by_staff_id = now, by.staff_id
        answer.read_at, answer.read_by_staff_id = answer.read_at or now, answer.read_by_staff_id or by.staff_id
    replied[-1].reply = text
    session.flush()
    if seeker is not None:
        announce_reply(session, suspension, seeker.id, answer_id=replied[-1].id, now=now)
    record(session, actor=by.actor, act="reply_to_answers", object_=f"suspension:{suspension.id}", now=now)
