"""Waiting for a place on a full day: asking to be told, stopping, and telling everybody who waits.

Nothing is reserved: all who wait are told at once, and whoever books first has the place.
"""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from functools import partial
from itertools import groupby

from sqlalchemy.orm import Session

from booking.announcements.announce import announce_place_free, take_back_place_free
from booking.availability.locks import lock_seeker, share_procedure
from booking.availability.offices import contact_of
from booking.availability.open_slots import slots_of
from booking.availability.procedures import procedure_by_code, values_on
from booking.availability.slots import Slot, SlotState
from booking.bookings.rules.eligibility import refuse_unless_may_book
from booking.bookings.standing import standing_of
from booking.core.channels import Channel
from booking.core.refusals import Refusal
from booking.tables import Procedure, Wait
from booking.waiting_list.reads import is_closed, open_waits, wait_of, waits_by_procedure
from booking.waiting_list.refusals import DayIsOpen, NothingToWaitFor, TooManyWaits
from booking.waiting_list.rules import OPEN_WAITS, Turn, has_open, is_full, turn_of
from calendars.office_time import day_of
from database.base import db
from database.inserting import insert_if_free
from database.transactions import transact


def ask_to_be_told(procedure_code: str, days: Collection[date], *, seeker_id: int, now: datetime) -> None:
    """Note that the seeker wants to know when a place frees up on `days`; asking again changes nothing.

    Raises:
        UnknownProcedure: no procedure has this code.
        DayIsOpen: something can be booked on one of the days right now.
        NothingToWaitFor: one of the days cannot be booked on the web, places or not.
        TooManyWaits: the seeker would wait for more days than one may.
        MyPageNotOpened, RegistrationNotValid, Suspended, TooManyOpenBookings: a seeker who may not book
            is not told of places.
    """
    transact(lambda session: _ask(session, procedure_code, set(days), seeker_id=seeker_id, now=now))


def stop_waiting(procedure_code: str, day: date, *, seeker_id: int) -> None:
    """Tell the seeker no more of places on `day`; a seeker who does not wait is left as they are."""
    transact(lambda session: _stop(session, procedure_code, day, seeker_id=seeker_id))


def notify_waiting(*, now: datetime) -> int:
    """Tell everybody on whose days a place is free, and answer how many; several workers may call this at once.

    A look without a lock finds the waits for which there is something to do; each is judged again in a transaction of
    its own, under the lock of its seeker.
    """
    due = _waits_with_a_turn(db.session(), now)
    return sum(transact(partial(_take_turn, wait_id=wait_id, now=now)) for wait_id in due)


def forget_closed_days(*, now: datetime) -> int:
    """Delete the waits for days that can no longer be booked on the web; answer how many."""
    over = [wait.id for wait in waits_by_procedure(db.session()) if is_closed(db.session(), wait, now=now)]
    return sum(transact(partial(_forget, wait_id=wait_id)) for wait_id in over)


def _ask(session: Session, procedure_code: str, days: set[date], *, seeker_id: int, now: datetime) -> None:
    share_procedure(session, procedure_code, seeker_id=seeker_id)
    procedure = procedure_by_code(session, procedure_code)
    refuse_unless_may_book(
        standing_of(session, seeker_id, procedure, now=now),
        max_open_bookings=values_on(session, procedure, day_of(now)).max_open_bookings,
        today=day_of(now),
        office=contact_of(procedure.office),
    )
    for day in sorted(days):
        _refuse_unless_full(procedure, day, _slots(session, procedure, day, day, now=now, seeker_id=seeker_id))
    waiting = open_waits(session, seeker_id=seeker_id, now=now)
    new = days - {wait.day for wait in waiting if wait.procedure_id == procedure.id}
    if len(waiting) + len(new) > OPEN_WAITS:
        raise TooManyWaits(contact_of(procedure.office), OPEN_WAITS)
    wait = {"seeker_id": seeker_id, "procedure_id": procedure.id, "made_at": now, "armed": True, "told_on": None}
    for day in sorted(new):
        insert_if_free(session, Wait, [{**wait, "day": day}])


def _refuse_unless_full(procedure: Procedure, day: date, slots: Sequence[Slot]) -> None:
    office = contact_of(procedure.office)
    if has_open(slots):
        open_starts = tuple(slot.starts_at for slot in slots if slot.state is SlotState.OPEN)
        raise DayIsOpen(office, procedure.code, day, open_starts)
    if not is_full(slots):
        raise NothingToWaitFor(office, procedure.code, day)


def _stop(session: Session, procedure_code: str, day: date, *, seeker_id: int) -> None:
    procedure = procedure_by_code(session, procedure_code)
    lock_seeker(session, seeker_id)
    wait = wait_of(session, seeker_id=seeker_id, procedure_id=procedure.id, day=day)
    if wait is not None:
        _end(session, wait)


def _waits_with_a_turn(session: Session, now: datetime) -> list[int]:
    found: list[int] = []
    for procedure, of_procedure in groupby(waits_by_procedure(session), key=lambda wait: wait.procedure):
        waits = list(of_procedure)
        slots = _slots(session, procedure, waits[0].day, waits[-1].day, now=now)
        by_day = {day: list(of_day) for day, of_day in groupby(slots, key=lambda slot: day_of(slot.starts_at))}
        found.extend(wait.id for wait in waits if _turn(session, wait, by_day.get(wait.day, ()), now))
    session.rollback()
    return found


def _take_turn(session: Session, wait_id: int, now: datetime) -> bool:
    """Do what there is to do about a wait; answer whether its seeker was told."""
    wait = _locked(session, wait_id)
    if wait is None:
        return False
    slots = _slots(session, wait.procedure, wait.day, wait.day, now=now)
    match _turn(session, wait, slots, now):
        case Turn.TELL:
            wait.armed, wait.told_on = False, day_of(now)
            announce_place_free(session, wait, now=now)
            return True
        case Turn.ARM:
            wait.armed = True
            take_back_place_free(session, wait, why="the day is full again")
    return False


def _turn(session: Session, wait: Wait, slots: Sequence[Slot], now: datetime) -> Turn | None:
    turn = turn_of(slots, armed=wait.armed, told_on=wait.told_on, today=day_of(now))
    return None if turn is Turn.TELL and not _may_book(session, wait, now) else turn


def _may_book(session: Session, wait: Wait, now: datetime) -> bool:
    standing = standing_of(session, wait.seeker_id, wait.procedure, now=now)
    limit = values_on(session, wait.procedure, day_of(now)).max_open_bookings
    office = contact_of(wait.procedure.office)
    try:
        refuse_unless_may_book(standing, max_open_bookings=limit, today=day_of(now), office=office)
    except Refusal:
        return False
    return True


def _forget(session: Session, wait_id: int) -> bool:
    wait = _locked(session, wait_id)
    if wait is not None:
        _end(session, wait)
    return wait is not None


def _end(session: Session, wait: Wait) -> None:
    take_back_place_free(session, wait, why="nobody waits any more")
    session.delete(wait)


def _locked(session: Session, wait_id: int) -> Wait | None:
    """The wait as it is once its office is shared and its seeker locked; None if it ended meanwhile."""
    wait = session.get(Wait, wait_id)
    if wait is None:
        return None
    share_procedure(session, wait.procedure.code, seeker_id=wait.seeker_id)
    session.expire_all()  # what was read before the lock may have changed while waiting for it
    return session.get(Wait, wait_id)


def _slots(
    session: Session, procedure: Procedure, first: date, last: date, *, now: datetime, seeker_id: int | None = None
) -> Sequence[Slot]:
    """The slots on the web from `first` to `last` inclusive; for a seeker, what they hold themselves is open."""
    return slots_of(session, procedure, first=first, last=last, channel=Channel.WEB, now=now, seeker_id=seeker_id)
