"""The browsers in which an account is signed in, or in which it skips the one-time password; ending them.

Moments called `real_now` are real time, `now` is the office's clock.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, delete, select
from sqlalchemy.orm import Session

from booking.announcements.accounts import announce_browsers_ended
from booking.audit.record import record
from booking.core.keys import token_hash
from booking.people.principals import Principal
from booking.people.sign_in.passkeys_kept import forget_passkeys
from booking.people.sign_in.signed_in import end_sign_ins_but
from booking.people.sign_in.trusted_browsers import end_trust
from booking.tables import SignIn, TrustedBrowser
from database.base import db
from database.transactions import transact


@dataclass(frozen=True)
class Browser:
    """One browser: signed in by the row `sign_in_id`, trusted by `trusted_id`, or both. `is_this`: who asks uses it."""

    agent: str
    since: datetime | None
    seen_on: date | None
    sign_in_id: int | None = None
    trusted_id: int | None = None
    trusted_until: datetime | None = None
    is_this: bool = False


def browsers_of(account_id: int, *, token: str, real_now: datetime) -> list[Browser]:
    """The signed-in ones, this one first, then those that only skip the one-time password; the newest first."""
    trusted = _trusted(account_id, real_now)
    signed_in = db.session.scalars(
        select(SignIn).where(SignIn.account_id == account_id, SignIn.ends_at > real_now).order_by(SignIn.id.desc())
    ).all()
    shown = [_signed_in(one, trusted.get(one.trusted_id), token) for one in signed_in]
    with_sign_in = {one.trusted_id for one in shown}
    rest = [_only_trusted(one) for one in trusted.values() if one.id not in with_sign_in]
    return sorted(shown, key=lambda one: not one.is_this) + rest


_BEFORE = select(SignIn.before_at).where(SignIn.token_hash == bindparam("token_hash"))  # built once, for every my-page


def signed_in_before(token: str) -> datetime | None:
    """When the account was signed in to before the sign-in of this browser."""
    return db.session.scalar(_BEFORE, {"token_hash": token_hash(token)})


def end_browser(who: Principal, *, sign_in_id: int | None, trusted_id: int | None, now: datetime) -> None:
    """Sign this browser of one's own out, and ask it for a one-time password again; one that has ended is no error."""
    transact(lambda session: _end(session, who, sign_in_id, trusted_id, now))


def end_other_browsers(who: Principal, *, token: str, now: datetime) -> str:
    """The same for all but the one of `token`, and remove every passkey; answer the new token of this browser."""
    return transact(lambda session: _end_others(session, who, token, now))


def _trusted(account_id: int, real_now: datetime) -> dict[int | None, TrustedBrowser]:
    query = select(TrustedBrowser).where(TrustedBrowser.account_id == account_id, TrustedBrowser.ends_at > real_now)
    return {one.id: one for one in db.session.scalars(query.order_by(TrustedBrowser.id.desc()))}


def _signed_in(row: SignIn, trusted: TrustedBrowser | None, token: str) -> Browser:
    return Browser(
        row.agent or "",
        row.began_at,
        row.seen_on,
        sign_in_id=row.id,
        trusted_id=trusted.id if trusted else None,
        trusted_until=trusted.ends_at if trusted else None,
        is_this=row.token_hash == token_hash(token),
    )


def _only_trusted(row: TrustedBrowser) -> Browser:
    return Browser(row.agent, row.made_at, row.seen_on, trusted_id=row.id, trusted_until=row.ends_at)


def _end(session: Session, who: Principal, sign_in_id: int | None, trusted_id: int | None, now: datetime) -> None:
    """Only one's own: rows of other accounts are not there for who asks."""
    ended = False
    for table, row_id in ((SignIn, sign_in_id), (TrustedBrowser, trusted_id)):
        if row_id is not None:
            own = delete(table).where(table.id == row_id, table.account_id == who.account_id)
            ended = session.scalar(own.returning(table.id)) is not None or ended
    if ended and who.seeker_id is not None:
        announce_browsers_ended(session, who.seeker_id, now=now)
    record(session, actor=who.actor, act="end_browser", object_=f"account:{who.account_id}", now=now)


def _end_others(session: Session, who: Principal, token: str, now: datetime) -> str:
    own = session.scalar(select(SignIn.trusted_id).where(SignIn.token_hash == token_hash(token)))
    if who.seeker_id is not None and _has_others(session, who.account_id, token, own):
        announce_browsers_ended(session, who.seeker_id, now=now)
    renewed = end_sign_ins_but(session, who.account_id, token)
    end_trust(session, who.account_id, but=own)
    forget_passkeys(session, who.account_id)
    record(session, actor=who.actor, act="end_other_browsers", object_=f"account:{who.account_id}", now=now)
    return renewed


def _has_others(session: Session, account_id: int, token: str, own_trusted: int | None) -> bool:
    """Whether another browser is signed in, or skips the one-time password."""
    signed_in = select(SignIn.id).where(SignIn.account_id == account_id, SignIn.token_hash != token_hash(token))
    trusted = select(TrustedBrowser.id).where(
        TrustedBrowser.account_id == account_id, TrustedBrowser.id != (own_trusted or 0)
    )
    return any(session.scalar(query.limit(1)) is not None for query in (signed_in, trusted))
