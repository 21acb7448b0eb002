"""A seeker makes the registration valid, or invalid with a reason; `take_effect` does it some minutes later."""

from collections.abc import Callable
from datetime import date, datetime

from sqlalchemy.orm import Session

from booking.audit.record import record
from booking.availability.locks import lock_seeker
from booking.availability.offices import contact_of
from booking.core.refusals import OfficeContact
from booking.people.validity.reads import change_under_way
from booking.people.validity.refusals import ValidityChangeUnderWay
from booking.people.validity.rules import (
    TAKES_EFFECT_AFTER,
    refuse_unless_may_become_invalid,
    refuse_unless_may_become_valid,
)
from booking.tables import EndReason, Seeker, ValidityChange
from calendars.office_time import day_of
from database.transactions import transact

_Refuse = Callable[[date, date | None, OfficeContact], None]


def ask_to_become_valid(seeker_id: int, *, now: datetime) -> datetime:
    """Note that the registration shall be valid; answer from when on. Asked twice it is one change.

    Raises:
        ValidAlready, InvalidTooLong: it may not become so, or need not.
        ValidityChangeUnderWay: the seeker has just ended it.
    """
    return transact(lambda session: _ask(session, seeker_id, None, _valid, now))


def ask_to_become_invalid(seeker_id: int, reason: EndReason, *, now: datetime) -> datetime:
    """Note that the registration shall end, and why; answer from when on. Bookings stand as they are.

    Raises:
        InvalidAlready: there is nothing to end.
        ValidityChangeUnderWay: something else was asked for, or for another reason.
    """
    return transact(lambda session: _ask(session, seeker_id, reason, _invalid, now))


def _valid(today: date, valid_until: date | None, office: OfficeContact) -> None:
    refuse_unless_may_become_valid(today, valid_until, office=office)


def _invalid(today: date, valid_until: date | None, office: OfficeContact) -> None:
    refuse_unless_may_become_invalid(today, valid_until, office=office)


def _ask(session: Session, seeker_id: int, reason: EndReason | None, refuse: _Refuse, now: datetime) -> datetime:
    seeker = lock_seeker(session, seeker_id)
    open_ = change_under_way(session, seeker_id)
    if open_ is not None:
        return _wished_before(open_, seeker, reason)
    refuse(day_of(now), seeker.registration_valid_until, contact_of(seeker.office))
    due_at = now + TAKES_EFFECT_AFTER
    session.add(ValidityChange(seeker_id=seeker_id, reason=reason, requested_at=now, due_at=due_at))
    wish = {"wanted": "valid"} if reason is None else {"wanted": "invalid", "reason": reason.value}
    record(
        session,
        actor=f"seeker:{seeker_id}",
        act="ask_for_validity",
        object_=f"seeker:{seeker_id}",
        now=now,
        **wish,
    )
    return due_at


def _wished_before(open_: ValidityChange, seeker: Seeker, reason: EndReason | None) -> datetime:
    if open_.reason != reason:
        raise ValidityChangeUnderWay(contact_of(seeker.office), open_.due_at)
    return open_.due_at
