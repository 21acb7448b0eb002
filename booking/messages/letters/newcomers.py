"""What the mail to somebody is rendered from who has an account, and no registration yet."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from booking.messages.letters.facts import LetterFacts, Reading
from booking.tables import Account, Office
from notifier.inbox import Told


def _of_text(session: Session, message: Told, reading: Reading) -> dict[str, Any]:
    """`address` is None for an account that is gone, or registered by now: the mail is not true any more."""
    account = session.get(Account, message.references["account"])
    office_id = message.references.get("office")
    return {
        "message": message,
        "office": session.get(Office, office_id) if office_id is not None else None,
        "address": account.login if account is not None and account.seeker_id is None else None,
        "day": date.fromordinal(message.references["day"]),
        "registration_url": f"{reading.base_url}/registration",
    }


def _of_subjects(_session: Session, messages: Sequence[Told]) -> Mapping[int, dict[str, Any]]:
    raise TypeError(f"{messages[0].kind} stands in no inbox")


NEWCOMER_LETTERS = LetterFacts(_of_text, _of_subjects)
