"""Makes and revokes bearer tokens, and notes that they were used. Moments of tokens are real time."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from booking.announcements.accounts import announce_token
from booking.audit.record import record
from booking.core.keys import token_hash
from booking.people.bearer_tokens import SCOPES, new_token
from booking.people.token_list import account_for_token, token_of_offices
from booking.tables import ApiToken, Realm, Scope
from database.transactions import transact


class UnknownAccount(Exception):
    """Nobody signs in with this address at this door."""


class UnknownToken(Exception):
    """There is no token of this number, or it was revoked before."""


class ScopeNotGiven(Exception):
    """Accounts of this realm cannot do what the scope is for."""


def create_token(
    realm: Realm,
    login: str,
    *,
    name: str,
    scopes: Collection[Scope],
    actor: str,
    office_ids: Collection[int] | None = None,
    now: datetime,
    real_now: datetime,
) -> str:
    """Make a token for the account and answer it: only its hash is kept, so it cannot be shown again.

    `office_ids` are those of a manager, who makes tokens for their people alone; an operator makes them for everybody.

    Raises:
        UnknownAccount, ScopeNotGiven: nothing was made.
    """
    refused = sorted(set(scopes) - SCOPES[realm])
    if refused:
        raise ScopeNotGiven(refused[0])
    token = new_token()
    row = {
        "name": name,
        "token_hash": token_hash(token),
        "scopes": [scope.value for scope in Scope if scope in scopes],
        "made_at": real_now,
    }
    transact(lambda session: _create(session, realm, login, row, actor, office_ids, now))
    return token


def revoke_token(
    token_id: int, *, actor: str, office_ids: Collection[int] | None = None, now: datetime, real_now: datetime
) -> None:
    """End a token: from the commit on it opens nothing. `office_ids` as in `create_token`.

    Raises:
        UnknownToken: there is none to end.
    """
    transact(lambda session: _revoke(session, token_id, actor, office_ids, now, real_now))


def note_use(token_ids: Collection[int], *, real_now: datetime) -> None:
    """Note for their owners that the tokens were used."""
    transact(
        lambda session: session.execute(
            update(ApiToken).where(ApiToken.id.in_(token_ids)).values(last_used_at=real_now)
        )
    )


def _create(
    session: Session,
    realm: Realm,
    login: str,
    row: Mapping[str, Any],
    actor: str,
    office_ids: Collection[int] | None,
    now: datetime,
) -> None:
    account = account_for_token(session, realm, login, office_ids=office_ids)
    if account is None:
        raise UnknownAccount(login.strip().lower())
    made = ApiToken(account_id=account.id, **row)
    session.add(made)
    session.flush()
    announce_token(session, "token_made", made, now=now)
    object_ = f"api_token:{made.id}"
    record(session, actor=actor, act="create_token", object_=object_, now=now, account=account.id)


def _revoke(
    session: Session,
    token_id: int,
    actor: str,
    office_ids: Collection[int] | None,
    now: datetime,
    real_now: datetime,
) -> None:
    if token_of_offices(session, token_id, office_ids=office_ids) is None:
        raise UnknownToken(token_id)
    revoked = session.scalar(
        update(ApiToken)
        .where(ApiToken.id == token_id, ApiToken.revoked_at.is_(None))
        .values(revoked_at=real_now)
        .returning(ApiToken.id)
    )
    if revoked is None:
        raise UnknownToken(token_id)
    announce_token(session, "token_ended", session.get_one(ApiToken, token_id), now=now)
    record(session, actor=actor, act="revoke_token", object_=f"api_token:{token_id}", now=now)
