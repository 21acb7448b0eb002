"""Disables the account of who leaves, and enables it again. Their name stays, for the audit log and on old bookings."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from booking.audit.record import record
from booking.people.sign_in.signed_in import end_sign_ins
from booking.people.staff_accounts.add import account_of_staff
from booking.people.staff_accounts.charge import colleague_of
from booking.people.staff_accounts.links import end_links_of
from booking.tables import ApiToken, DeskFeed
from database.transactions import transact


def disable_colleague(staff_id: int, *, by: int, now: datetime, real_now: datetime) -> None:
    """Let nobody in with this account from now on: browsers, programs, desk feeds and links end. Twice is harmless.

    Raises:
        NotInCharge, OwnAccount: see `colleague_of`. So the last administrator stays.
    """
    transact(lambda session: _disable(session, staff_id, by, now, real_now))


def enable_colleague(staff_id: int, *, by: int, now: datetime) -> None:
    """Let them in again with the password and the second factor that they had; what has ended stays so.

    Raises:
        NotInCharge, OwnAccount: see `colleague_of`.
    """
    transact(lambda session: _enable(session, staff_id, by, now))


def end_sign_ins_of(staff_id: int, *, by: int, now: datetime) -> None:
    """Sign a colleague out of every browser.

    Raises:
        NotInCharge, OwnAccount: see `colleague_of`.
    """
    transact(lambda session: _end_sign_ins(session, staff_id, by, now))


def _disable(session: Session, staff_id: int, by: int, now: datetime, real_now: datetime) -> None:
    colleague = colleague_of(session, staff_id, by=by)
    if not colleague.active:
        return
    colleague.active = False
    account = account_of_staff(session, staff_id)
    end_sign_ins(session, account.id)
    end_links_of(session, account.id, real_now=real_now)
    _end_tokens(session, account.id, real_now)
    _end_desk_feeds(session, staff_id, now)
    record(session, actor=f"staff:{by}", act="disable_staff", object_=f"staff:{staff_id}", now=now)


def _enable(session: Session, staff_id: int, by: int, now: datetime) -> None:
    colleague = colleague_of(session, staff_id, by=by)
    if colleague.active:
        return
    end_sign_ins(session, account_of_staff(session, staff_id).id)  # one may have begun while it was disabled
    colleague.active = True
    record(session, actor=f"staff:{by}", act="enable_staff", object_=f"staff:{staff_id}", now=now)


def _end_sign_ins(session: Session, staff_id: int, by: int, now: datetime) -> None:
    colleague_of(session, staff_id, by=by)
    end_sign_ins(session, account_of_staff(session, staff_id).id)
    record(session, actor=f"staff:{by}", act="end_sign_ins", object_=f"staff:{staff_id}", now=now)


def _end_tokens(session: Session, account_id: int, real_now: datetime) -> None:
    live = update(ApiToken).where(ApiToken.account_id == account_id, ApiToken.revoked_at.is_(None))
    session.execute(live.values(revoked_at=real_now))


def _end_desk_feeds(session: Session, staff_id: int, now: datetime) -> None:
    live = update(DeskFeed).where(DeskFeed.staff_id == staff_id, DeskFeed.revoked_at.is_(None))
    session.execute(live.values(revoked_at=now))
