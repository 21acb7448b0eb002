"""Browsers in which the one-time password is skipped for three months (my-page guide: 「3か月間省略」).

The browser keeps a random token in a cookie, and only its hash is kept here, so that the skipping can be ended.
Moments are real time.
"""

import secrets
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from booking.core.keys import token_hash
from booking.core.texts.languages import Language
from booking.people.sign_in.agents import UNKNOWN
from booking.tables import TrustedBrowser
from calendars.office_time import day_of, months_after

MONTHS = 3


@dataclass(frozen=True)
class AtTheDoor:
    """The browser in which somebody signs in: what it calls itself, the tokens of its cookie, the language it chose."""

    agent: str = UNKNOWN
    trusted: tuple[str, ...] = field(default=(), repr=False)
    language: Language | None = None


STRANGE = AtTheDoor()


def trust(session: Session, account_id: int, *, agent: str, real_now: datetime) -> str:
    """Skip the one-time password in this browser from now on; answer the token for its cookie."""
    token = secrets.token_urlsafe(32)
    session.add(
        TrustedBrowser(
            token_hash=token_hash(token),
            account_id=account_id,
            agent=agent,
            made_at=real_now,
            seen_on=day_of(real_now),
            ends_at=months_after(real_now, MONTHS),
        )
    )
    session.flush()
    return token


def trusted(session: Session, account_id: int, tokens: Collection[str], *, real_now: datetime) -> TrustedBrowser | None:
    """The row of the browser whose cookie holds these tokens, while it skips the one-time password of the account."""
    if not tokens:
        return None
    return session.scalars(
        select(TrustedBrowser)
        .where(
            TrustedBrowser.account_id == account_id,
            TrustedBrowser.token_hash.in_([token_hash(token) for token in tokens]),
            TrustedBrowser.ends_at > real_now,
        )
        .order_by(TrustedBrowser.ends_at.desc())
    ).first()


def end_trust(session: Session, account_id: int, *, but: int | None = None) -> None:
    """Ask every browser of the account for a one-time password again, but for one."""
    kept = [] if but is None else [TrustedBrowser.id != but]
    session.execute(delete(TrustedBrowser).where(TrustedBrowser.account_id == account_id, *kept))
