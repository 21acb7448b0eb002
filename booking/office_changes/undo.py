"""Takes a change of an office back as a whole, as long as nobody was told of it (rules.md#taking-a-change-back)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import and_, delete, or_, select
from sqlalchemy.orm import Session

from booking.announcements.meetings import announce_meeting_replaced
from booking.audit.record import record
from booking.availability.claims import Owner, claim_desk, claim_seeker
from booking.availability.locks import lock_office
from booking.availability.offices import contact_of
from booking.availability.slots import Rules
from booking.bookings.refusals import UnknownBooking
from booking.bookings.steps.end import revise, withdraw_meeting
from booking.bookings.steps.holds import take_away
from booking.bookings.steps.want_meeting import want_meeting
from booking.core.fates import Fate
from booking.office_changes.carry_out import lock_seekers
from booking.office_changes.change_desk import as_long_as
from booking.office_changes.impact import (
    PlannedChange,
    affected_bookings,
    affected_holds,
    difference_of,
    keeping_rules,
)
from booking.office_changes.refusals import AlreadyTold, ChangedSince
from booking.office_changes.settings.put_back import with_later
from booking.office_changes.told import told_by
from booking.offices.file.read import read_again
from booking.offices.from_rows import office_file
from booking.offices.rows import write_office
from booking.tables import Booking, BookingStatus, DecidedBooking, DeskClaim, GivenBack, Hold, Office, OfficeChange
from database.afresh import read_afresh
from database.transactions import transact
from notifier.outbox import is_untold, unsend

_ACT = "undo_change"


def undo_change(change_id: int, *, staff_id: int, office_ids: Collection[int], now: datetime) -> None:
    """Make office and bookings what they were before the change; what was posted about it is unsent.

    A booking that was cancelled or moved gets another meeting, because its own is withdrawn, and its seeker one message
    that says so. Doing it twice changes nothing.

    Raises:
        UnknownBooking: no such change of these offices.
        AlreadyTold: somebody knows of it.
        ChangedSince: the office, a booking, or what its seeker has booked, changed since; or somebody booked a time
            that only the change had opened.
        OfficeRulesBroken: what an import added has by now a host or times of what there was.
    """
    transact(lambda session: _undo(session, change_id, staff_id, office_ids, now))


def may_be_undone(session: Session, change: OfficeChange, *, now: datetime) -> bool:
    """Whether `undo_change` would do it, as far as can be seen without a lock."""
    return (
        change.before is not None
        and change.undone_at is None
        and change.office.version == change.office_version
        and all(_is_as_decided(one, now) and one.called_at is None for one in change.decided)
        and is_untold(session, told_by(change))
    )


def _undo(session: Session, change_id: int, staff_id: int, office_ids: Collection[int], now: datetime) -> None:
    office_id = session.scalar(
        select(OfficeChange.office_id).where(OfficeChange.id == change_id, OfficeChange.office_id.in_(office_ids))
    )
    if office_id is None:
        raise UnknownBooking(None)
    office = lock_office(session, office_id)
    change = read_afresh(session, select(OfficeChange).where(OfficeChange.id == change_id).with_for_update()).one()
    if change.undone_at is not None:
        return
    planned, actor = _planned(session, office, change), f"staff:{staff_id}"
    difference = difference_of(session, planned)
    holds = affected_holds(session, difference, now=now)
    bookings = _locked(session, office, change, holds, now)
    if any(booking.id not in bookings for booking in affected_bookings(session, difference, now=now)):
        raise ChangedSince(contact_of(office))
    if any(one.called_at for one in change.decided):
        raise AlreadyTold(contact_of(office))
    if not unsend(session, told_by(change)):
        raise AlreadyTold(contact_of(office))
    for held in holds:
        take_away(session, held, now=now)
    write_office(session, planned.after, act=_ACT, actor=actor, now=now)
    for decided in change.decided:
        _put_back(session, bookings[decided.booking_id], decided, difference.after, now)
    change.undone_at, change.undone_by_staff_id = now, staff_id
    record(
        session,
        actor=actor,
        act=_ACT,
        object_=f"office:{office.code}",
        now=now,
        change=change_id,
    )


def _planned(session: Session, office: Office, change: OfficeChange) -> PlannedChange:
    """The office as it was before the change. Desks and procedures that an import added stay: nothing removes any."""
    if change.before is None or office.version != change.office_version:
        raise ChangedSince(contact_of(office))
    present, before = office_file(session, office), read_again(change.before)
    after = replace(
        before,
        desks=with_later(before.desks, present.desks),
        procedures=with_later(before.procedures, present.procedures),
    )
    return keeping_rules(session, office, PlannedChange(present, after))


def _locked(
    session: Session, office: Office, change: OfficeChange, holds: Sequence[Hold], now: datetime
) -> Mapping[int, Booking]:
    """The bookings of the change, locked after their seekers; refused unless they are as the change left them."""
    lock_seekers(session, [*(one.booking for one in change.decided), *holds])
    ids = [one.booking_id for one in change.decided]
    locked = read_afresh(
        session, select(Booking).where(Booking.id.in_(ids)).order_by(Booking.id).with_for_update()
    ).all()
    # Since then somebody may have booked another time, or been given the name of the day that was free again.
    others = select(Booking.id).where(Booking.id.not_in(ids), Booking.booked_at >= change.made_at)
    theirs = Booking.seeker_id.in_([booking.seeker_id for booking in locked])
    same_name = and_(
        Booking.office_id == office.id, Booking.display_name.in_([booking.display_name for booking in locked])
    )
    booked_since = session.scalar(others.where(or_(theirs, same_name)).limit(1))
    if booked_since is not None or not all(_is_as_decided(one, now) for one in change.decided):
        raise ChangedSince(contact_of(office))
    return {booking.id: booking for booking in locked}


def _is_as_decided(decided: DecidedBooking, now: datetime) -> bool:
    booking = decided.booking
    status = BookingStatus.CANCELLED_BY_OFFICE if decided.fate is Fate.CANCELLED else BookingStatus.BOOKED
    return booking.status is status and booking.sequence == decided.sequence and booking.starts_at > now


def _put_back(
    session: Session, booking: Booking, decided: DecidedBooking, rules: Mapping[str, Rules], now: datetime
) -> None:
    if decided.fate is Fate.KEPT or decided.desk_id is None:
        return
    session.execute(delete(DeskClaim).where(DeskClaim.booking_id == booking.id))
    own, owner = as_long_as(booking, rules[booking.procedure.code]), Owner(booking_id=booking.id)
    had = claim_desk(session, own, desks=[decided.desk_id], starts_at=booking.starts_at, owner=owner, now=now)
    if decided.fate is Fate.CANCELLED and had is not None:
        had = had if _claim_seeker(session, own, booking, owner, now) else None
        booking.status, booking.cancelled_at, booking.notified_at = BookingStatus.BOOKED, None, None
        booking.cancel_reason, booking.cancelled_by = "", None
    if had is None:
        raise ChangedSince(contact_of(booking.office))
    booking.desk_id = had
    _forget_giving_back(session, booking, decided.change.made_at)
    revise(booking, now=now)
    withdraw_meeting(session, booking, now=now)
    session.flush()
    announce_meeting_replaced(session, booking, want_meeting(session, booking, now=now), now=now)


def _claim_seeker(session: Session, rules: Rules, booking: Booking, owner: Owner, now: datetime) -> bool:
    return claim_seeker(session, rules, seeker_id=booking.seeker_id, starts_at=booking.starts_at, owner=owner, now=now)


def _forget_giving_back(session: Session, booking: Booking, at: datetime) -> None:
    session.execute(
        delete(GivenBack).where(
            GivenBack.seeker_id == booking.seeker_id,
            GivenBack.procedure_id == booking.procedure_id,
            GivenBack.given_back_at == at,
        )
    )
