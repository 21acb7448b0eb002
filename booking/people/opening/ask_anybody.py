"""Mails a key or a link to an address that need not be known: whoever reads it may open an account with it."""

from datetime import datetime

from sqlalchemy.orm import Session

from booking.announcements.keys import announce_key
from booking.core.keys import DataKeys
from booking.people.account_keys.make import KeyRequest, make_key
from booking.people.opening.draft import Applicant, Draft
from booking.people.opening.who import account_of
from booking.tables import KeyPurpose


def ask_anybody(
    session: Session, applicant: Applicant, key: str, *, kind: str, keys: DataKeys, now: datetime, real_now: datetime
) -> int:
    """Keep `key` and post its mail; answer the number of the request.

    Whoever signs in with the address already is mailed the way back in instead, and has the same rows.
    """
    account = account_of(session, applicant.address)
    request = KeyRequest(
        KeyPurpose.REGISTER,
        applicant.address,
        applicant.asker,
        account_id=account.id if account is not None else None,
        for_anybody=True,
        replaces=applicant.replaces,
        draft=Draft(applicant.address, applicant.agreement).written(),
    )
    made = make_key(session, request, key, keys=keys, real_now=real_now)
    announce_key(session, kind if account is None else "already_open", made, now=now)
    return made.id
