"""The lock after five wrong passwords, or codes after the right one, in a row.

Moments are real time, not the office's clock.

Counted by door, address and browser, whether or not the address exists, so that a lock tells nothing about who does.
Browsers that never signed in to the address share one count: a stranger who guesses locks out strangers, not the owner,
whose browser is counted apart (rules.md#sign-in).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session

from booking.core.keys import token_hash
from booking.people.refusals import AccountLocked
from booking.tables import Realm, SignInFailure
from database.afresh import read_afresh
from database.inserting import insert_if_free

WRONG_TRIES = 5
LOCK = timedelta(minutes=30)  # 「30分程度」 (user manual ch. 3)

_STRANGERS = ""

# Called with the id of an account, in the transaction that locks it.
OnLock = Callable[[Session, int], None]


@dataclass(frozen=True)
class Tries:
    """Whose wrong passwords are counted together."""

    login_hash: str
    browser: str

    @classmethod
    def of(cls, realm: Realm, login: str, known_browser: str | None) -> "Tries":
        """The tries at an address (lower case) from a browser that it knows, or from any other."""
        return cls(token_hash(f"{realm.value}\x1f{login}"), known_browser or _STRANGERS)

    @classmethod
    def of_codes(cls, realm: Realm, login: str, known_browser: str | None) -> "Tries":
        """The same for codes of a second factor, counted apart from passwords.

        A new password makes none of them forgotten: a mailbox is enough for it, and who reads the mailbox would go on
        guessing codes for ever.
        """
        return cls(token_hash(f"{realm.value}\x1f{login}\x1fcodes"), known_browser or _STRANGERS)


def refuse_while_locked(session: Session, tries: Tries, *, real_now: datetime, lock: bool = False) -> None:
    """Raise AccountLocked while tries are locked; with `lock` nobody else counts until the transaction ends.

    Raises:
        AccountLocked: five wrong ones in a row, less than 30 minutes ago.
    """
    failure = _counted(session, tries, real_now) if lock else read_afresh(session, _row(tries)).one_or_none()
    if failure is not None and failure.locked_until is not None and failure.locked_until > real_now:
        raise AccountLocked(None, failure.locked_until)


def count_failure(session: Session, tries: Tries, *, real_now: datetime) -> AccountLocked | None:
    """Count one more wrong password or code; answer the lock if it was the last before it."""
    failure = _counted(session, tries, real_now)
    if failure.locked_until is not None and failure.locked_until <= real_now:
        failure.count, failure.locked_until = 0, None
    failure.count += 1
    failure.failed_at = real_now
    if failure.count >= WRONG_TRIES:
        failure.locked_until = real_now + LOCK
    return AccountLocked(None, failure.locked_until) if failure.locked_until is not None else None


def _counted(session: Session, tries: Tries, real_now: datetime) -> SignInFailure:
    """The row that counts, locked; made if there is none, so that the first tries wait for each other as well.

    The right password or the purge may take it away at this very moment: then it is made anew.
    """
    row = {"login_hash": tries.login_hash, "browser": tries.browser, "count": 0, "failed_at": real_now}
    while True:
        insert_if_free(session, SignInFailure, [row])
        failure = read_afresh(session, _row(tries).with_for_update()).one_or_none()
        if failure is not None:
            return failure


def forget_failures(session: Session, tries: Tries) -> None:
    """Start counting anew after the right password."""
    session.execute(
        delete(SignInFailure).where(
            SignInFailure.login_hash == tries.login_hash, SignInFailure.browser == tries.browser
        )
    )


def forget_all_failures(session: Session, realm: Realm, login: str) -> None:
    """End every lock of an address: a new password is set, and its owner shall come in with any browser."""
    _forget_all(session, Tries.of(realm, login, None))


def forget_all_wrong_codes(session: Session, realm: Realm, login: str) -> None:
    """End every lock by wrong codes: the second factor was taken away, and there is nothing to guess any more."""
    _forget_all(session, Tries.of_codes(realm, login, None))


def _forget_all(session: Session, tries: Tries) -> None:
    session.execute(delete(SignInFailure).where(SignInFailure.login_hash == tries.login_hash))


def _row(tries: Tries) -> Select[SignInFailure]:
    return select(SignInFailure).where(
        SignInFailure.login_hash == tries.login_hash, SignInFailure.browser == tries.browser
    )
