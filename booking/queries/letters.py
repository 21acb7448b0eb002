"""What a message is rendered from, for the inbox and for mail: asks the facts of its kind."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from booking.accounts.keys import DataKeys
from booking.queries.account_letters import ACCOUNT_LETTERS
from booking.queries.booking_letters import BOOKING_LETTERS
from booking.queries.letter_facts import LetterFacts, Reading
from booking.queries.place_letters import PLACE_LETTERS
from booking.queries.suspension_letters import SUSPENSION_LETTERS
from notifier.tables import Message

# Every kind of message that is posted, and where its facts come from; its texts stand in templates/messages/<kind>/.
KINDS: Mapping[str, LetterFacts] = {
    "booked": BOOKING_LETTERS,
    "meeting_ready": BOOKING_LETTERS,
    "moved": BOOKING_LETTERS,
    "desk_changed": BOOKING_LETTERS,
    "kept": BOOKING_LETTERS,
    "meeting_replaced": BOOKING_LETTERS,
    "cancelled": BOOKING_LETTERS,
    "reminder_day": BOOKING_LETTERS,
    "reminder_hour": BOOKING_LETTERS,
    "missed": BOOKING_LETTERS,
    "warned": BOOKING_LETTERS,
    "excused": BOOKING_LETTERS,
    "not_held": BOOKING_LETTERS,
    "corrected": BOOKING_LETTERS,
    "suspended": SUSPENSION_LETTERS,
    "not_suspended": SUSPENSION_LETTERS,
    "lifted": SUSPENSION_LETTERS,
    "replied": SUSPENSION_LETTERS,
    "place_free": PLACE_LETTERS,
    "token_made": ACCOUNT_LETTERS,
    "token_ended": ACCOUNT_LETTERS,
    "sign_in_locked": ACCOUNT_LETTERS,
    "email_changed": ACCOUNT_LETTERS,
}


def facts_of(session: Session, message: Message, *, keys: DataKeys, base_url: str, now: datetime) -> dict[str, Any]:
    """The facts for the texts of one message, as they are at `now`."""
    return KINDS[message.kind].of_text(session, message, Reading(keys, base_url, now))


def facts_of_subjects(session: Session, messages: Sequence[Message]) -> Mapping[int, dict[str, Any]]:
    """The facts for the subjects of a list, by message id: those that are looked up alike are loaded together."""
    alike: dict[LetterFacts, list[Message]] = defaultdict(list)
    for message in messages:
        alike[KINDS[message.kind]].append(message)
    return {
        message_id: facts
        for letter_facts, of_kind in alike.items()
        for message_id, facts in letter_facts.of_subjects(session, of_kind).items()
    }
