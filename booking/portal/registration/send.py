"""Sends the registration: its owner becomes a seeker, registered online and not confirmed by an office yet."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.announcements.registrations import announce_accepted
from booking.audit.record import record
from booking.people.opening.give import give_my_page
from booking.people.records.fields import Person
from booking.people.records.register import NewRecord, add_record
from booking.people.records.validity import valid_until
from booking.portal.registration.check import read_person
from booking.portal.registration.deadline import is_over
from booking.portal.registration.drafts import Draft, draft_of, lock_account
from booking.portal.registration.fields import OF_STEP
from booking.portal.registration.offices import codes_of_offices
from booking.portal.registration.refusals import DraftEnded, StepsMissing
from booking.portal.registration.steps import Step, first_missing
from booking.tables import Office, OnlineRegistration, Seeker
from calendars.office_time import day_of
from database.transactions import transact


def send_registration(account_id: int, *, now: datetime) -> int:
    """Register the owner of the account, valid to the end of the month after next; answer the seeker's id.

    Sent twice it is one registration.

    Raises:
        StepsMissing: a step lacks something.
        DraftEnded: the fourteen days are over.
    """
    return transact(lambda session: _send(session, account_id, now))


def _send(session: Session, account_id: int, now: datetime) -> int:
    account = lock_account(session, account_id)
    if account.seeker_id is not None:
        return account.seeker_id
    draft = draft_of(session, account_id)
    _refuse_unless_whole(session, draft, now)
    office_id = session.scalars(select(Office.id).where(Office.code == draft.typed(Step.BASIC)["office"])).one()
    seeker_id = add_record(session, NewRecord(_person(draft, now), office_id), actor=f"account:{account_id}", now=now)
    give_my_page(session, account, seeker_id)
    session.get_one(Seeker, seeker_id).unconfirmed_since = day_of(now)
    registration = session.scalars(select(OnlineRegistration).where(OnlineRegistration.account_id == account_id)).one()
    registration.sent_at = now
    announce_accepted(session, seeker_id, valid_until(day_of(now)), now=now)
    object_ = f"seeker:{seeker_id}"
    record(session, actor=object_, act="register_online", object_=object_, now=now, account=account_id)
    return seeker_id


def _refuse_unless_whole(session: Session, draft: Draft, now: datetime) -> None:
    if draft.last_day is not None and is_over(draft.last_day, today=day_of(now)):
        raise DraftEnded(None, draft.last_day)
    complete = draft.complete(offices=codes_of_offices(session, today=day_of(now)), today=day_of(now))
    missing = first_missing(draft.steps, complete)
    if missing is not None:
        raise StepsMissing(None, missing.value)


def _person(draft: Draft, now: datetime) -> Person:
    typed, today = draft.typed(Step.BASIC), day_of(now)
    facts: dict[str, Any] = {
        one.person.value: read_person(one.person, typed[one.name], today=today)
        for one in OF_STEP[Step.BASIC]
        if one.person is not None
    }
    return Person(**facts, email=None, valid_until=valid_until(today))
