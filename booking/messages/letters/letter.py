"""What a message is rendered from, for the inbox and for mail: asks the facts of its kind."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from booking.announcements.kinds import KINDS, Facts
from booking.core.keys import DataKeys
from booking.messages.letters.accounts import ACCOUNT_LETTERS
from booking.messages.letters.bookings import BOOKING_LETTERS
from booking.messages.letters.facts import LetterFacts, Reading
from booking.messages.letters.keys import KEY_LETTERS
from booking.messages.letters.newcomers import NEWCOMER_LETTERS
from booking.messages.letters.places import PLACE_LETTERS
from booking.messages.letters.staff import STAFF_LETTERS
from booking.messages.letters.suspensions import SUSPENSION_LETTERS
from notifier.inbox import Told

_LETTERS: Mapping[Facts, LetterFacts] = {
    Facts.BOOKING: BOOKING_LETTERS,
    Facts.SUSPENSION: SUSPENSION_LETTERS,
    Facts.PLACE: PLACE_LETTERS,
    Facts.ACCOUNT: ACCOUNT_LETTERS,
    Facts.NEWCOMER: NEWCOMER_LETTERS,
    Facts.KEY: KEY_LETTERS,
    Facts.STAFF: STAFF_LETTERS,
}


def facts_of(session: Session, message: Told, *, keys: DataKeys, base_url: str, now: datetime) -> dict[str, Any]:
    """The facts for the texts of one message, as they are at `now`."""
    return _letter(message).of_text(session, message, Reading(keys, base_url, now))


def facts_of_subjects(session: Session, messages: Sequence[Told]) -> Mapping[int, dict[str, Any]]:
    """The facts for the subjects of a list, by message id: those that are looked up alike are loaded together."""
    alike: dict[LetterFacts, list[Told]] = defaultdict(list)
    for message in messages:
        alike[_letter(message)].append(message)
    return {
        message_id: facts
        for letter_facts, of_kind in alike.items()
        for message_id, facts in letter_facts.of_subjects(session, of_kind).items()
    }


def _letter(message: Told) -> LetterFacts:
    return _LETTERS[KINDS[message.kind].facts]
