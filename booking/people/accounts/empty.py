"""Empties an account: nobody signs in with it any more, and its address is free.

Its row stays, since audit lines and bookings name it and its tokens by id, and SQLite would give a deleted id again.
"""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from booking.people.accounts.owned_rows import delete_what_hangs_on
from booking.people.sign_in.locks import forget_all_failures
from booking.tables import Account, ApiToken

STAYS = frozenset({"api_tokens"})


def empty_account(session: Session, account: Account, *, real_now: datetime) -> None:
    """Take address, password and owner from the account, and end whatever hangs on it: sign-ins, keys, tokens."""
    forget_all_failures(session, account.realm, account.login)
    ended = update(ApiToken).where(ApiToken.account_id == account.id, ApiToken.revoked_at.is_(None))
    session.execute(ended.values(revoked_at=real_now))
    session.execute(update(ApiToken).where(ApiToken.account_id == account.id).values(name=""))
    account.login = f"left-{account.id}"
    account.password_hash = None
    account.seeker_id = None
    account.language = None
    account.opened_at = None  # it waits for no registration, so that it is not deleted after fourteen days
    session.flush()
    delete_what_hangs_on(session, "accounts", account.id, stays=STAYS)
