"""Which browsers are signed in, and as whom. Moments here are real time, not the office's clock."""

import secrets
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.orm import Session

from booking.announcements.announce import inbox_of
from booking.core.keys import token_hash
from booking.core.texts.languages import Language
from booking.people.closed import is_closed
from booking.people.principals import Principal
from booking.people.sign_in.kept_out import refuse_if_kept_out
from booking.people.sign_in.trusted_browsers import AtTheDoor, end_trust, trusted
from booking.tables import Account, PendingSignIn, Seeker, SignIn, Staff, StaffOffice
from calendars.office_time import day_of
from database.base import db, table_of
from database.connections import connection_of
from database.fast.prepared import Prepared, Row
from database.transactions import transact
from notifier.inbox import unread_in

LONGEST_SIGN_IN = timedelta(hours=12)

# Built once, and on the tables: every page of who is signed in asks it. A row for each office of staff.
_sign_ins, _accounts, _seekers, _staff, _offices = (
    table_of(model).c for model in (SignIn, Account, Seeker, Staff, StaffOffice)
)
_WHO = (
    select(
        _accounts.id,
        _accounts.realm,
        _accounts.seeker_id,
        _accounts.staff_id,
        _seekers.name,
        _staff.name,
        _staff.role,
        _staff.active,
        _offices.office_id,
        _sign_ins.seen_on,
    )
    .select_from(table_of(SignIn))
    .join(table_of(Account), _accounts.id == _sign_ins.account_id)
    .outerjoin(table_of(Seeker), _seekers.id == _accounts.seeker_id)
    .outerjoin(table_of(Staff), _staff.id == _accounts.staff_id)
    .outerjoin(table_of(StaffOffice), _offices.staff_id == _accounts.staff_id)
    .where(
        _sign_ins.token_hash == bindparam("token_hash"),
        _sign_ins.ends_at > bindparam("real_now"),
        ~is_closed(_accounts.seeker_id),
    )
)
_OFFICE = 8  # its place in a row
_SIGNED_IN = Prepared(_WHO)
_READING_ON = Prepared(_WHO.add_columns(unread_in(inbox_of(_accounts.seeker_id))))  # which the page will show


@dataclass(frozen=True)
class Entered:
    """A sign-in that began: the token for the browser's session, and the address that was signed in to.

    `trusted` is the token for the cookie of a browser that skips the second step from now on, `language` the one in
    which the owner is written to, if they ever chose one.
    """

    token: str = field(repr=False)
    login: str
    trusted: str | None = field(default=None, repr=False)
    language: Language | None = None


def begin_sign_in(session: Session, account_id: int, *, browser: AtTheDoor, real_now: datetime) -> Entered:
    """Sign a browser in to the account; of its token only the hash is kept.

    Whoever calls has made sure that it is the account's owner, by whatever steps.

    Raises:
        MyPageClosed, AccountDisabled: see `refuse_if_kept_out`.
    """
    refuse_if_kept_out(session, account_id)
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
    account.language = account.language or browser.language
    if known is not None:
        known.seen_on = day_of(real_now)
    return Entered(token, account.login, language=account.language)


def end_sign_ins(session: Session, account_id: int) -> None:
    """Sign every browser out of the account; none of them is trusted any more, and none is about to come in."""
    for table in (SignIn, PendingSignIn):
        session.execute(delete(table).where(table.account_id == account_id))
    end_trust(session, account_id)


def end_sign_ins_but(session: Session, account_id: int, token: str) -> str:
    """Sign out every browser but the one of `token`; answer its new token: a copy of the old one is out, too."""
    this = token_hash(token)
    session.execute(delete(PendingSignIn).where(PendingSignIn.account_id == account_id))
    session.execute(delete(SignIn).where(SignIn.account_id == account_id, SignIn.token_hash != this))
    renewed = secrets.token_urlsafe(32)
    own = update(SignIn).where(SignIn.account_id == account_id, SignIn.token_hash == this)
    session.execute(own.values(token_hash=token_hash(renewed)))
    return renewed


def sign_out(token: str) -> None:
    """End the sign-in of `token`; an unknown one is no error."""
    transact(lambda session: session.execute(delete(SignIn).where(SignIn.token_hash == token_hash(token))))


def principal_of(token: str, *, real_now: datetime, reads_on: bool = True) -> Principal | None:
    """Who is signed in with `token`; None when it ended, never was, or staff let nobody in; its days are noted.

    Unless the request `reads_on`, nobody asks for new messages.
    """
    found = _found(token, real_now, reads_on=reads_on)
    if not found:
        return None
    account_id, realm, seeker_id, staff_id, name, staff_name, role, active, _office, seen_on, *unread = found[0]
    if seen_on is not None and seen_on != day_of(real_now):
        transact(lambda session: _note_day(session, token, day_of(real_now)))
    if staff_id is None:
        # Whoever registers later says a name then.
        new_messages = unread[0] if unread and seeker_id is not None else None
        return Principal(account_id, realm, name or "", seeker_id=seeker_id, new_messages=new_messages)
    if not active:
        return None
    offices = frozenset(row[_OFFICE] for row in found if row[_OFFICE] is not None)
    return Principal(account_id, realm, staff_name, staff_id=staff_id, role=role, office_ids=offices)


def _found(token: str, real_now: datetime, *, reads_on: bool) -> list[Row]:
    statement = _READING_ON if reads_on else _SIGNED_IN
    return statement.rows(connection_of(db.session()), {"token_hash": token_hash(token), "real_now": real_now})


def ends_at(session: Session, token: str) -> datetime:
    """When a sign-in ends at the latest, real time (UTC); it must be there."""
    return session.scalars(select(SignIn.ends_at).where(SignIn.token_hash == token_hash(token))).one()


def _note_day(session: Session, token: str, today: date) -> None:
    session.execute(update(SignIn).where(SignIn.token_hash == token_hash(token)).values(seen_on=today))


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
