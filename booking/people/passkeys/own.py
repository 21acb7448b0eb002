"""What one does about one's own passkeys: look at them, name them, remove them. Moments called `real_now` are real."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from booking.announcements.passkeys import PasskeyNews, announce_passkey
from booking.audit.record import record
from booking.people.passkeys.make import actor_of
from booking.people.passkeys.refusals import LastSecondFactor
from booking.people.sign_in.passkeys_kept import has_passkey
from booking.tables import Account, Passkey, TotpSecret
from database.base import db
from database.transactions import transact


def passkeys_of(account_id: int) -> Sequence[Passkey]:
    """All of an account, the oldest first."""
    return db.session.scalars(select(Passkey).where(Passkey.account_id == account_id).order_by(Passkey.id)).all()


def own_passkey(account_id: int, passkey_id: int) -> Passkey | None:
    """The one of this number, if it is the account's."""
    return db.session.scalar(_own(account_id, passkey_id))


def rename_passkey(account_id: int, passkey_id: int, name: str, *, now: datetime) -> None:
    """Call it otherwise; one that was removed meanwhile is no error."""
    transact(lambda session: _rename(session, account_id, passkey_id, name, now))


def remove_passkey(account_id: int, passkey_id: int, *, needs_one: bool = False, now: datetime) -> None:
    """Let it open nothing any more, and tell its owner; one that was removed already is no error.

    Whoever calls has asked for the password.

    Raises:
        LastSecondFactor: with `needs_one`, there is nothing else beside the password.
    """
    transact(lambda session: _remove(session, account_id, passkey_id, needs_one, now))


def _rename(session: Session, account_id: int, passkey_id: int, name: str, now: datetime) -> None:
    passkey = session.scalar(_own(account_id, passkey_id))
    if passkey is None:
        return
    passkey.name = name
    account = session.get_one(Account, account_id)
    record(session, actor=actor_of(account), act="rename_passkey", object_=f"passkey:{passkey_id}", now=now)


def _remove(session: Session, account_id: int, passkey_id: int, needs_one: bool, now: datetime) -> None:
    account = session.get_one(Account, account_id, with_for_update=True)  # of two removals the second sees the first
    passkey = session.scalar(_own(account_id, passkey_id))
    if passkey is None:
        return
    session.delete(passkey)
    session.flush()
    if needs_one and not has_passkey(session, account_id) and not _has_program(session, account_id):
        raise LastSecondFactor(None)
    announce_passkey(session, PasskeyNews.REMOVED, account, passkey_id, now=now)
    record(session, actor=actor_of(account), act="remove_passkey", object_=f"passkey:{passkey_id}", now=now)


def _has_program(session: Session, account_id: int) -> bool:
    return session.scalar(select(TotpSecret.id).where(TotpSecret.account_id == account_id)) is not None


def _own(account_id: int, passkey_id: int) -> Select[Passkey]:
    return select(Passkey).where(Passkey.id == passkey_id, Passkey.account_id == account_id)
