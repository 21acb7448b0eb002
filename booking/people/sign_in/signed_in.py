"""Which browsers are signed in, and as whom. Moments here are real time, not the office's clock."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from booking.core.keys import token_hash
from booking.people.principals import Principal
from booking.people.sign_in.trusted_browsers import AtTheDoor, end_trust, trusted
from booking.tables import Account, PendingSignIn, Seeker, SignIn, Staff, StaffOffice
from calendars.office_time import day_of
from database.base import db
from database.transactions import transact

LONGEST_SIGN_IN = timedelta(hours=12)


@dataclass(frozen=True)
class Entered:
    """A sign-in that began: the token for the browser's session, and the address that was signed in to.

    `trusted` is the token for the cookie of a browser that skips the second step from now on.
    """

    token: str = field(repr=False)
    login: str
    trusted: str | None = field(default=None, repr=False)


def begin_sign_in(session: Session, account_id: int, *, browser: AtTheDoor, real_now: datetime) -> Entered:
    """Sign a browser in to the account; of its token only the hash is kept.

    Whoever calls has made sure that it is the account's owner, by whatever steps.
    """
    session.execute(delete(SignIn).where(SignIn.account_id == account_id, SignIn.ends_at <= real_now))
    account = session.get_one(Account, account_id, with_for_update=True, populate_existing=True)
    known = trusted(session, account_id, browser.trusted, real_now=real_now)
    token = secrets.token_urlsafe(32)
    began = SignIn(
        token_hash=token_hash(token),
        account_id=account_id,
        ends_at=real_now + LONGEST_SIGN_IN,
        began_at=real_now,
        seen_on=day_of(real_now),
        before_at=account.signed_in_at,
        agent=browser.agent,
        trusted_id=known.id if known else None,
    )
    session.add(began)
    account.signed_in_at = real_now
    if known is not None:
        known.seen_on = day_of(real_now)
    return Entered(token, account.login)


def end_sign_ins(session: Session, account_id: int) -> None:
    """Sign every browser out of the account; none of them is trusted any more, and none is about to come in."""
    for table in (SignIn, PendingSignIn):
        session.execute(delete(table).where(table.account_id == account_id))
    end_trust(session, account_id)


def sign_out(token: str) -> None:
    """End the sign-in of `token`; an unknown one is no error."""
    transact(lambda session: session.execute(delete(SignIn).where(SignIn.token_hash == token_hash(token))))


def principal_of(token: str, *, real_now: datetime) -> Principal | None:
    """Who is signed in with `token`; None when it ended or never was."""
    account = db.session.scalar(
        select(Account).join(SignIn).where(SignIn.token_hash == token_hash(token), SignIn.ends_at > real_now)
    )
    return principal_of_account(account) if account is not None else None


def principal_of_account(account: Account) -> Principal | None:
    """Whose account it is; None for staff who have left."""
    if account.seeker_id is not None:
        seeker = db.session.get_one(Seeker, account.seeker_id)
        return Principal(account.id, account.realm, seeker.name, seeker_id=seeker.id)
    if account.staff_id is None:
        return Principal(account.id, account.realm, name="")  # registers later, and says a name then
    staff = db.session.get_one(Staff, account.staff_id)
    if not staff.active:
        return None
    offices = db.session.scalars(select(StaffOffice.office_id).where(StaffOffice.staff_id == staff.id))
    return Principal(
        account.id,
        account.realm,
        staff.name,
        staff_id=staff.id,
        role=staff.role,
        office_ids=frozenset(offices),
    )
