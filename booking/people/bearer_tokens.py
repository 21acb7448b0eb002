"""Bearer tokens: makes them, and finds who acts with one. Moments here are real time, not the office's clock."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select

from booking.core.keys import token_hash
from booking.people.closed import is_closed
from booking.people.principals import Principal
from booking.people.sign_in.signed_in import principal_of_account
from booking.tables import Account, ApiToken, Realm, Scope, Seeker
from database.base import db, table_of
from database.connections import connection_of
from database.fast.prepared import Prepared

# What the tokens of each realm may be used for: staff have no inbox.
SCOPES = {
    Realm.MY_PAGE: frozenset(Scope),
    Realm.DESK: frozenset({Scope.BOOKINGS_READ, Scope.BOOKINGS_WRITE}),
}

# So that people, and programs that look for leaked secrets, recognise one.
_MARK = "madoguchi_"


@dataclass(frozen=True)
class TokenHolder:
    """Who acts with a token, and what it allows."""

    token_id: int
    principal: Principal
    scopes: frozenset[Scope]
    last_used_at: datetime | None


def new_token() -> str:
    """A token of 256 random bits; whoever has it acts for its account."""
    return _MARK + secrets.token_urlsafe(32)


# Built once, and on the tables: every request with a token asks it. The owner's name is there at once if the owner is a
# seeker.
_tokens, _accounts, _seekers = table_of(ApiToken).c, table_of(Account).c, table_of(Seeker).c
_HOLDER = Prepared(
    select(
        _tokens.id,
        _tokens.scopes,
        _tokens.last_used_at,
        _accounts.id,
        _accounts.realm,
        _accounts.seeker_id,
        _seekers.name,
    )
    .join(table_of(Account), _accounts.id == _tokens.account_id)
    .outerjoin(table_of(Seeker), _seekers.id == _accounts.seeker_id)
    .where(_tokens.token_hash == bindparam("token_hash"), _tokens.revoked_at.is_(None), ~is_closed(_accounts.seeker_id))
)


def holder_of(token: str) -> TokenHolder | None:
    """Who acts with `token`; None if it was revoked or never was, its owner has left, or staff let nobody in."""
    found = _HOLDER.rows(connection_of(db.session()), {"token_hash": token_hash(token)})
    if not found:
        return None
    token_id, scopes, last_used_at, account_id, realm, seeker_id, name = found[0]
    principal: Principal | None
    if seeker_id is None:
        principal = principal_of_account(db.session.get_one(Account, account_id))
    else:
        principal = Principal(account_id, realm, name, seeker_id=seeker_id)
    if principal is None:
        return None
    return TokenHolder(token_id, principal, frozenset(Scope(scope) for scope in scopes), last_used_at)
