"""The bearer tokens that were issued, for whoever looks after them; never the tokens themselves."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from booking.tables import Account, ApiToken, Realm, Seeker, StaffOffice


@dataclass(frozen=True)
class IssuedToken:
    """A token and the account for which it acts."""

    token: ApiToken
    realm: Realm
    login: str


def issued_tokens(
    session: Session, *, login: str | None = None, office_ids: Collection[int] | None = None
) -> Sequence[IssuedToken]:
    """The tokens, also revoked ones, in the order in which they were made; all, or those of one address or of offices.

    Those of offices act for their seekers, and for staff who work nowhere else.
    """
    query = select(ApiToken, Account.realm, Account.login).join(Account, Account.id == ApiToken.account_id)
    if login is not None:
        query = query.where(Account.login == login.strip().lower())
    if office_ids is not None:
        query = query.where(_of_offices(office_ids))
    return [IssuedToken(*row) for row in session.execute(query.order_by(ApiToken.id))]


def account_for_token(
    session: Session, realm: Realm, login: str, *, office_ids: Collection[int] | None = None
) -> Account | None:
    """The account of this address at this door; with `office_ids` only if a token of theirs may act for it."""
    query = select(Account).where(Account.realm == realm, Account.login == login.strip().lower())
    return session.scalar(query if office_ids is None else query.where(_of_offices(office_ids)))


def token_of_offices(session: Session, token_id: int, *, office_ids: Collection[int] | None = None) -> ApiToken | None:
    """The token of this number; with `office_ids` only if it is one of theirs."""
    query = select(ApiToken).join(Account, Account.id == ApiToken.account_id).where(ApiToken.id == token_id)
    return session.scalar(query if office_ids is None else query.where(_of_offices(office_ids)))


def _of_offices(office_ids: Collection[int]) -> ColumnElement[bool]:
    """Whose tokens managers of these offices look after.

    Staff who also work elsewhere are left out: their tokens would open the bookings of other offices.
    """
    seekers = select(Seeker.id).where(Seeker.office_id.in_(office_ids))
    here = select(StaffOffice.staff_id).where(StaffOffice.office_id.in_(office_ids))
    elsewhere = select(StaffOffice.staff_id).where(StaffOffice.office_id.not_in(office_ids))
    staff = and_(Account.staff_id.in_(here), Account.staff_id.not_in(elsewhere))
    return or_(Account.seeker_id.in_(seekers), staff)
