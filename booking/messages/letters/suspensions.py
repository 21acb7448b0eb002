"""What a message about a suspension is rendered from: the suspension and the no-shows on which it rests."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from booking.attendance.suspensions.reads import grounds_of
from booking.messages.letters.facts import LetterFacts, Reading, message_url
from booking.messages.letters.own_sentences import own_sentences
from booking.tables import Seeker, Suspension, SuspensionAnswer
from notifier.inbox import Told


def _of_text(session: Session, message: Told, reading: Reading) -> dict[str, Any]:
    facts = _of_subjects(session, [message])[message.id]
    return {
        **facts,
        "own_sentences": own_sentences(session, message, facts),
        "reply": _reply(session, message),
        "days": [one.day for one in grounds_of(session, facts["suspension"])],
        "message_url": message_url(message, reading),
    }


def _of_subjects(session: Session, messages: Sequence[Told]) -> Mapping[int, dict[str, Any]]:
    by_message = {message.id: message.references for message in messages}
    suspensions = _suspensions(session, {references["suspension"] for references in by_message.values()})
    seekers = _seekers(session, {references["seeker"] for references in by_message.values()})
    return {
        message.id: {
            "message": message,
            "seeker": seekers[message.references["seeker"]],
            "suspension": suspensions[message.references["suspension"]],
            "office": suspensions[message.references["suspension"]].office,
        }
        for message in messages
    }


def _reply(session: Session, message: Told) -> str:
    answer = session.get(SuspensionAnswer, message.references["answer"]) if "answer" in message.references else None
    return answer.reply if answer else ""


SUSPENSION_LETTERS = LetterFacts(_of_text, _of_subjects)


def _suspensions(session: Session, ids: set[int]) -> Mapping[int, Suspension]:
    found = session.scalars(select(Suspension).where(Suspension.id.in_(ids)).options(joinedload(Suspension.office)))
    return {one.id: one for one in found}


def _seekers(session: Session, ids: set[int]) -> Mapping[int, Seeker]:
    return {seeker.id: seeker for seeker in session.scalars(select(Seeker).where(Seeker.id.in_(ids)))}
