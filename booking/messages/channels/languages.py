"""In which language somebody is written to: what they chose, or what the browser spoke that asked for a key."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.core.texts.languages import Language
from booking.tables import Account, AccountKey
from notifier.tables import Message


def language_of_receiver(session: Session, message: Message) -> Language:
    """The language of a mail of this message; staff, and whoever never chose, are written to in Japanese."""
    addressee, _, number = message.recipient.partition(":")
    match addressee:
        case "key":
            found = _of_key(session, int(number))
        case "account":
            found = session.scalar(select(Account.language).where(Account.id == int(number)))
        case "seeker":
            found = session.scalar(select(Account.language).where(Account.seeker_id == int(number)))
        case _:
            found = None
    return found or Language.JAPANESE


def _of_key(session: Session, key_id: int) -> Language | None:
    """The owner's own choice comes first: anybody may ask for a key with their address."""
    key = session.get(AccountKey, key_id)
    if key is None:
        return None
    owner = Account.id == key.account_id if key.account_id is not None else Account.seeker_id == key.seeker_id
    return session.scalar(select(Account.language).where(owner)) or key.language
