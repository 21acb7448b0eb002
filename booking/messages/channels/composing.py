"""Composes the letter of a message for a channel: looks up what all channels need, and leaves the rest to each."""

from datetime import UTC

from sqlalchemy.orm import Session

from booking.announcements.channels import Draft, channels
from booking.announcements.kinds import KINDS
from booking.core.texts.languages import speaking
from booking.messages.channels.languages import language_of_receiver
from booking.messages.letters.facts import Reading
from booking.messages.letters.letter import facts_of
from notifier.channels import Letter
from notifier.tables import Message


def compose(session: Session, message: Message, channel: str, reading: Reading) -> Letter | None:
    """The letter with the facts as they are now, in its receiver's language; None without an address on the channel."""
    facts = facts_of(session, message, keys=reading.keys, base_url=reading.base_url, now=reading.now)
    found = channels().known[channel]
    to = found.address_of(facts["seeker"]) if KINDS[message.kind].has_inbox else facts["address"]
    if to is None:
        return None
    with speaking(language_of_receiver(session, message)):
        return found.compose(session, Draft(_key(message, channel), to, message, facts))


def _key(message: Message, channel: str) -> str:
    """The same for every try, and another one in a database that was restored and counts its rows anew."""
    return f"{channel}-{message.id}-{message.made_at.astimezone(UTC):%Y%m%d%H%M%S}"
