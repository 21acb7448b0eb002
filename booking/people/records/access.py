"""What an account can and cannot do, and why: for the card at the desk. Locks are moments of real time."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from booking.people.closed import closure_of
from booking.people.sign_in.locks import Tries
from booking.tables import Account, ApiToken, Closure, Realm, SeekerFeed, SignIn, SignInFailure


@dataclass(frozen=True)
class Access:
    """The ways into a my-page, and what stands in them."""

    closure: Closure | None
    locked_until: datetime | None  # for browsers that never signed in to it
    browsers: int  # signed in now
    feeds: int
    tokens: int

    @property
    def has_any(self) -> bool:
        """Whether there is something to end."""
        return bool(self.browsers or self.feeds or self.tokens)


def access_of(session: Session, seeker_id: int, *, real_now: datetime) -> Access:
    """How things stand with the account of a seeker, if there is one."""
    account = session.scalar(select(Account).where(Account.seeker_id == seeker_id))
    account_id = account.id if account else None
    return Access(
        closure_of(session, seeker_id),
        _locked_until(session, account.login, real_now) if account else None,
        _count(
            session, select(func.count(SignIn.id)).where(SignIn.account_id == account_id, SignIn.ends_at > real_now)
        ),
        _count(
            session,
            select(func.count(SeekerFeed.id)).where(SeekerFeed.seeker_id == seeker_id, SeekerFeed.revoked_at.is_(None)),
        ),
        _count(
            session,
            select(func.count(ApiToken.id)).where(ApiToken.account_id == account_id, ApiToken.revoked_at.is_(None)),
        ),
    )


def _locked_until(session: Session, login: str, real_now: datetime) -> datetime | None:
    strangers = Tries.of(Realm.MY_PAGE, login, None)
    return session.scalar(
        select(SignInFailure.locked_until).where(
            SignInFailure.login_hash == strangers.login_hash,
            SignInFailure.browser == strangers.browser,
            SignInFailure.locked_until > real_now,
        )
    )


def _count(session: Session, query: Select[int]) -> int:
    return session.scalar(query) or 0
