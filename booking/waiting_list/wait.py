"""Waiting for a place on a full day: beginning, stopping, and notifying everybody who waits.

Nothing is reserved: all who wait are notified at once, and whoever books first has the place.
"""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from functools import partial
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.announcements.announce import announce_place_free, take_back_place_free
from booking.availability.demands import note_demand
from booking.availability.locks import lock_seeker, share_procedure
from booking.availability.offices import contact_of
from booking.availability.open_slots import slots_of
from booking.availability.procedures import procedure_by_code, values_on
from booking.availability.slots import Slot, SlotState
from booking.bookings.rules.eligibility import refuse_unless_may_book
from booking.bookings.standing import standing_of
from booking.core.channels import Channel
from booking.core.refusals import Refusal
from booking.tables import DemandKind, Procedure, WaitingListEntry
from booking.waiting_list.reads import entries_by_procedure, entry_of, is_closed, open_entries
from booking.waiting_list.refusals import DayIsOpen, NothingToWaitFor, TooManyWaits
from booking.waiting_list.rules import OPEN_WAITS, Step, has_open, is_full, step_of
from calendars.office_time import day_of
from database.base import db
from database.inserting import insert_if_free
from database.transactions import transact


def wait_for_place(procedure_code: str, days: Collection[date], *, seeker_id: int, now: datetime) -> None:
    """Note that the seeker wants to know when a place frees up on `days`; asking again changes nothing.

    Raises:
        UnknownProcedure: no procedure has this code.
        DayIsOpen: something can be booked on one of the days right now.
        NothingToWaitFor: one of the days cannot be booked on the web, places or not.
        TooManyWaits: the seeker would wait for more days than one may.
        MyPageNotOpened, RegistrationNotValid, Suspended, TooManyOpenBookings: a seeker who may not book
            is not notified of places.
    """
    transact(lambda session: _wait(session, procedure_code, set(days), seeker_id=seeker_id, now=now))


def stop_waiting(procedure_code: str, day: date, *, seeker_id: int) -> None:
    """Notify the seeker no more of places on `day`; a seeker who does not wait is left as they are."""
    transact(lambda session: _stop(session, procedure_code, day, seeker_id=seeker_id))


def end_waits(session: Session, *, seeker_id: int) -> None:
    """End all waits of a locked seeker inside another act."""
    for wait in session.scalars(select(WaitingListEntry).where(WaitingListEntry.seeker_id == seeker_id)).all():
        _end(session, wait)


def notify_waiting(*, now: datetime) -> int:
    """Notify everybody on whose days a place is free, and answer how many; several workers may call this at once.

    A look without a lock finds the entries for which there is something to do; each is judged again in a transaction of
    its own, under the lock of its seeker.
    """
    due = _entries_with_a_step(db.session(), now)
    return sum(transact(partial(_take_step, entry_id=entry_id, now=now)) for entry_id in due)


def forget_closed_days(*, now: datetime) -> int:
    """Delete the entries for days that can no longer be booked on the web; answer how many."""
    over = [entry.id for entry in entries_by_procedure(db.session()) if is_closed(db.session(), entry, now=now)]
    return sum(transact(partial(_forget, entry_id=entry_id)) for entry_id in over)


def _wait(session: Session, procedure_code: str, days: set[date], *, seeker_id: int, now: datetime) -> None:
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
    waiting = open_entries(session, seeker_id=seeker_id, now=now)
    new = days - {entry.day for entry in waiting if entry.procedure_id == procedure.id}
    if len(waiting) + len(new) > OPEN_WAITS:
        raise TooManyWaits(contact_of(procedure.office), OPEN_WAITS)
    entry = {"seeker_id": seeker_id, "procedure_id": procedure.id, "made_at": now, "armed": True, "notified_on": None}
    note_demand(
        session,
        DemandKind.WAITED,
        new,
        seeker_id=seeker_id,
        procedure_id=procedure.id,
        channel=Channel.WEB,
        now=now,
    )
    for day in sorted(new):
        insert_if_free(session, WaitingListEntry, [{**entry, "day": day}])


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
    entry = entry_of(session, seeker_id=seeker_id, procedure_id=procedure.id, day=day)
    if entry is not None:
        _end(session, entry)


def _entries_with_a_step(session: Session, now: datetime) -> list[int]:
    found: list[int] = []
    for procedure, of_procedure in groupby(entries_by_procedure(session), key=lambda entry: entry.procedure):
        entries = list(of_procedure)
        slots = _slots(session, procedure, entries[0].day, entries[-1].day, now=now)
        by_day = {day: list(of_day) for day, of_day in groupby(slots, key=lambda slot: day_of(slot.starts_at))}
        found.extend(entry.id for entry in entries if _step(session, entry, by_day.get(entry.day, ()), now))
    session.rollback()
    return found


def _take_step(session: Session, entry_id: int, now: datetime) -> bool:
    """Do what there is to do about an entry; answer whether its seeker was notified."""
    entry = _locked(session, entry_id)
    if entry is None:
        return False
    slots = _slots(session, entry.procedure, entry.day, entry.day, now=now)
    match _step(session, entry, slots, now):
        case Step.NOTIFY:
            entry.armed, entry.notified_on = False, day_of(now)
            announce_place_free(session, entry, now=now)
            return True
        case Step.ARM:
            entry.armed = True
            take_back_place_free(session, entry, why="the day is full again")
    return False


def _step(session: Session, entry: WaitingListEntry, slots: Sequence[Slot], now: datetime) -> Step | None:
    step = step_of(slots, armed=entry.armed, notified_on=entry.notified_on, today=day_of(now))
    return None if step is Step.NOTIFY and not _may_book(session, entry, now) else step


def _may_book(session: Session, entry: WaitingListEntry, now: datetime) -> bool:
    standing = standing_of(session, entry.seeker_id, entry.procedure, now=now)
    limit = values_on(session, entry.procedure, day_of(now)).max_open_bookings
    office = contact_of(entry.procedure.office)
    try:
        refuse_unless_may_book(standing, max_open_bookings=limit, today=day_of(now), office=office)
    except Refusal:
        return False
    return True


def _forget(session: Session, entry_id: int) -> bool:
    entry = _locked(session, entry_id)
    if entry is not None:
        _end(session, entry)
    return entry is not None


def _end(session: Session, entry: WaitingListEntry) -> None:
    take_back_place_free(session, entry, why="nobody waits any more")
    session.delete(entry)


def _locked(session: Session, entry_id: int) -> WaitingListEntry | None:
    """The entry as it is once its office is shared and its seeker locked; None if it ended meanwhile."""
    entry = session.get(WaitingListEntry, entry_id)
    if entry is None:
        return None
    share_procedure(session, entry.procedure.code, seeker_id=entry.seeker_id)
    session.expire_all()  # what was read before the lock may have changed while waiting for it
    return session.get(WaitingListEntry, entry_id)


def _slots(
    session: Session, procedure: Procedure, first: date, last: date, *, now: datetime, seeker_id: int | None = None
) -> Sequence[Slot]:
    """The slots on the web from `first` to `last` inclusive; for a seeker, what they hold themselves is open."""
    return slots_of(session, procedure, first=first, last=last, channel=Channel.WEB, now=now, seeker_id=seeker_id)
