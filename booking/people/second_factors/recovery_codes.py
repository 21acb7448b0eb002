"""Ten codes on paper, each of which stands in once for a second factor that is lost."""

import secrets
from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from booking.core.keys import token_hash
from booking.people.account_keys.shape import LETTERS
from booking.tables import RecoveryCode

HOW_MANY = 10
LENGTH = 16  # 79 bits: they are good for years, and hashes can be tried elsewhere


def new_recovery_codes() -> Sequence[str]:
    """Ten new codes, as `read_key` reads them."""
    return ["".join(secrets.choice(LETTERS) for _ in range(LENGTH)) for _ in range(HOW_MANY)]


def keep_recovery_codes(session: Session, account_id: int, codes: Collection[str], *, real_now: datetime) -> None:
    """Keep these, of which only hashes stay; the older ones are good no more."""
    forget_recovery_codes(session, account_id)
    session.add_all(
        RecoveryCode(account_id=account_id, code_hash=_hash(account_id, code), made_at=real_now) for code in codes
    )
    session.flush()


def forget_recovery_codes(session: Session, account_id: int) -> None:
    """Let none of them be good any more."""
    session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account_id))


def use_recovery_code(session: Session, account_id: int, typed: str, *, real_now: datetime) -> bool:
    """Use a code up; whether it was one that nobody had used. Of two who come with it at once one is right."""
    unused = update(RecoveryCode).where(
        RecoveryCode.account_id == account_id,
        RecoveryCode.code_hash == _hash(account_id, typed),
        RecoveryCode.used_at.is_(None),
    )
    return session.scalar(unused.values(used_at=real_now).returning(RecoveryCode.id)) is not None


def recovery_codes_left(session: Session, account_id: int) -> int:
    """How many of them are still good."""
    unused = select(func.count(RecoveryCode.id)).where(
        RecoveryCode.account_id == account_id, RecoveryCode.used_at.is_(None)
    )
    return session.scalar(unused) or 0


def _hash(account_id: int, code: str) -> str:
    return token_hash(f"{account_id}\x1f{code}")
