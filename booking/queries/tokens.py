"""The bearer tokens that were issued, for whoever looks after them; never the tokens themselves."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.models import Account, ApiToken, Realm


@dataclass(frozen=True)
class IssuedToken:
    """A token and the account for which it acts."""

    token: ApiToken
    realm: Realm
    login: str


def issued_tokens(session: Session, *, login: str | None = None) -> Sequence[IssuedToken]:
    """The tokens, also revoked ones, in the order in which they were made; all, or those of one address."""
    query = select(ApiToken, Account.realm, Account.login).join(Account, Account.id == ApiToken.account_id)
    if login is not None:
        query = query.where(Account.login == login.strip().lower())
    return [IssuedToken(*row) for row in session.execute(query.order_by(ApiToken.id))]
