"""Tells those who have begun and not finished that account and draft will be erased, once, three days before."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.announcements.registrations import announce_unfinished, unfinished_fact
from booking.portal.registration.deadline import begun_by_who_is_reminded, last_day_to_send
from booking.portal.registration.drafts import draft_of
from booking.portal.registration.retention import without_registration
from booking.portal.registration.steps import Step
from booking.tables import Account, Office, OnlineRegistration
from calendars.office_time import day_of, midnight
from database.base import db
from database.transactions import transact
from notifier.tables import Message


def remind_of_drafts(*, now: datetime, real_now: datetime) -> int:
    """Tell those whose last day is near; answer how many were told. Accounts are dated by real time."""
    begun = [*_drafts(day_of(now)), *_accounts_without(day_of(real_now))]
    db.session.rollback()
    return sum(transact(partial(_remind, account_id=account, begun_on=day, now=now)) for account, day in begun)


def _drafts(today: date) -> Sequence[tuple[int, date]]:
    """The accounts whose draft has three days or less, and the day on which it was begun."""
    query = (
        select(OnlineRegistration.account_id, OnlineRegistration.kept_on)
        .join(Account, Account.id == OnlineRegistration.account_id)
        .where(Account.seeker_id.is_(None), OnlineRegistration.kept_on.between(*begun_by_who_is_reminded(today)))
        .order_by(OnlineRegistration.id)
    )
    return [(account_id, kept_on) for account_id, kept_on in db.session.execute(query)]


def _accounts_without(today: date) -> Sequence[tuple[int, date]]:
    """The accounts with which nothing was begun, and the day on which they were opened."""
    first, last = begun_by_who_is_reminded(today)
    opened = (Account.opened_at >= midnight(first)) & (Account.opened_at < midnight(last + timedelta(days=1)))
    query = select(Account.id, Account.opened_at).where(opened, *without_registration()).order_by(Account.id)
    return [(account_id, day_of(opened_at)) for account_id, opened_at in db.session.execute(query) if opened_at]


def _remind(session: Session, *, account_id: int, begun_on: date, now: datetime) -> bool:
    last_day = last_day_to_send(begun_on)
    sent = select(Message.id).where(Message.fact == unfinished_fact(account_id, last_day))
    account = session.get(Account, account_id)
    if account is None or account.seeker_id is not None or session.scalar(sent) is not None:
        return False
    chosen = draft_of(session, account_id).typed(Step.BASIC)["office"]
    office_id = session.scalar(select(Office.id).where(Office.code == chosen))
    announce_unfinished(session, account_id, last_day, office_id=office_id, now=now)
    return True
