"""Looks up what somebody said who asks for the same mail once more."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.core.keys import DataKeys
from booking.people.account_keys.refusals import KeyEnded
from booking.people.opening.draft import Draft, read_draft
from booking.tables import AccountKey, KeyPurpose


def draft_of_request(session: Session, key_id: int, *, purpose: KeyPurpose, keys: DataKeys) -> Draft:
    """What was said when this key was asked for; only the browser that asked knows its number.

    Raises:
        KeyEnded: the key was used or replaced, or has been forgotten.
    """
    key = session.scalar(select(AccountKey).where(AccountKey.id == key_id, AccountKey.purpose == purpose))
    if key is None:
        raise KeyEnded(None)
    return read_draft(key, keys)
