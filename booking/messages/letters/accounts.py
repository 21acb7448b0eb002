"""What a message about an account is rendered from: the seeker, and the token or the day that it names."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from booking.messages.letters.facts import LetterFacts, Reading, forgotten_password_url, message_url
from booking.tables import ApiToken, Closure, RecordCorrection, Seeker
from notifier.inbox import Told


def _of_text(session: Session, message: Told, reading: Reading) -> dict[str, Any]:
    token_id, day = message.references.get("token"), message.references.get("day")
    closure_id, correction_id = message.references.get("closure"), message.references.get("correction")
    return {
        **_of_subjects(session, [message])[message.id],
        "token": session.get_one(ApiToken, token_id) if token_id is not None else None,
        "correction": session.get_one(RecordCorrection, correction_id) if correction_id is not None else None,
        "closure": session.get_one(Closure, closure_id) if closure_id is not None else None,
        "day": date.fromordinal(day) if day else None,  # a registration's last valid one
        "validity_url": f"{reading.base_url}/mypage/validity",
        "my_page_url": f"{reading.base_url}/mypage",
        "forgotten_password_url": forgotten_password_url(reading),
        "message_url": message_url(message, reading),
    }


def _of_subjects(session: Session, messages: Sequence[Told]) -> Mapping[int, dict[str, Any]]:
    ids = {message.references["seeker"] for message in messages}
    found = session.scalars(select(Seeker).where(Seeker.id.in_(ids)).options(joinedload(Seeker.office)))
    seekers = {seeker.id: seeker for seeker in found}
    return {message.id: _facts_of_subject(message, seekers[message.references["seeker"]]) for message in messages}


def _facts_of_subject(message: Told, seeker: Seeker) -> dict[str, Any]:
    return {"message": message, "seeker": seeker, "office": seeker.office}


ACCOUNT_LETTERS = LetterFacts(_of_text, _of_subjects)
