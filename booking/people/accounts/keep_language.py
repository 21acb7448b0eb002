"""Keeps with a person in which language they are written to; the choice of a browser alone is a cookie."""

from datetime import datetime

from sqlalchemy.orm import Session

from booking.audit.record import record
from booking.core.texts.languages import Language
from booking.tables import Account
from database.transactions import transact


def keep_language(account_id: int, chosen: Language, *, actor: str, now: datetime) -> None:
    """Write to the owner of the account in `chosen` from the next mail on; the same once more changes nothing."""
    transact(lambda session: _keep(session, account_id, chosen, actor, now))


def _keep(session: Session, account_id: int, chosen: Language, actor: str, now: datetime) -> None:
    account = session.get_one(Account, account_id, with_for_update=True, populate_existing=True)
    if account.language is chosen:
        return
    account.language = chosen
    record(session, actor=actor, act="keep_language", object_=actor, now=now, language=chosen)
