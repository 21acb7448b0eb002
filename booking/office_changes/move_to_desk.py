"""Moving single bookings, or a desk's whole day, to another desk at the same time (rules.md#other-desk).

No day, time or desk of the office changes: somebody is missing at a desk, and a colleague at another one is there.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from booking.audit.record import record
from booking.availability.locks import share_office
from booking.availability.offices import contact_of
from booking.bookings.refusals import ChangedMeanwhile, NotOpenAnyMore, UnknownBooking
from booking.bookings.steps.end import lock_open_booking
from booking.office_changes.affected import NOBODY, AffectedBooking
from booking.office_changes.carry_out import Cause, Decision, Outcome, lock_seekers, note_decided
from booking.office_changes.change_desk import change_desk, other_desks
from booking.office_changes.choices import move_to
from booking.office_changes.impact import Difference, PlannedChange, described, difference_of
from booking.office_changes.refusals import DecisionMissing, OtherDeskTaken
from booking.offices.from_rows import office_file
from booking.tables import Booking, BookingStatus, Office
from database.transactions import transact

ACT = "move_to_desk"


@dataclass(frozen=True)
class Wanted:
    """Where one booking is to go: the code of the desk; `seen` is the revision that the page showed."""

    desk: str
    seen: int


def movable_bookings(
    session: Session, office_id: int, day: date, *, now: datetime, number: str | None = None
) -> Sequence[AffectedBooking]:
    """The bookings of `day` (or the one of this number) that have not begun, by start, with the desks free then."""
    coming = [
        booking
        for booking in session.scalars(
            select(Booking)
            .where(
                Booking.office_id == office_id,
                Booking.day == day,
                Booking.status == BookingStatus.BOOKED,
                Booking.starts_at > now,
            )
            .order_by(Booking.starts_at, Booking.id)
            .options(joinedload(Booking.procedure), joinedload(Booking.seeker), joinedload(Booking.desk))
        )
        if number in {None, booking.number}
    ]
    return described(session, _as_it_is(session, session.get_one(Office, office_id)), coming, now=now)


def move_to_desk(
    office_id: int,
    wanted: Mapping[str, Wanted],
    *,
    actor: str,
    office_ids: Collection[int],
    now: datetime,
) -> Outcome:
    """Move the bookings, by their numbers: all of them or none; their seekers are told once, and stand on a call list.

    Sending the same again changes nothing.

    Raises:
        UnknownBooking: one is not of this office, or the office none of theirs.
        DecisionMissing: nobody chose a booking.
        NotOpenAnyMore: one was cancelled, has begun, or is over.
        ChangedMeanwhile: one was changed since it was seen.
        OtherDeskTaken: a desk is not free at the time, or does not hold the procedure.
    """
    return transact(lambda session: _move(session, office_id, wanted, actor, office_ids, now))


def _move(
    session: Session,
    office_id: int,
    wanted: Mapping[str, Wanted],
    actor: str,
    office_ids: Collection[int],
    now: datetime,
) -> Outcome:
    if office_id not in office_ids:
        raise UnknownBooking(None)
    office = share_office(session, office_id)
    if not wanted:
        raise DecisionMissing(contact_of(office), ())
    bookings = _locked(session, office, wanted, now)
    if not bookings:
        return Outcome()
    difference = _as_it_is(session, office)
    concerned = described(session, difference, bookings, now=now)
    taken = [one.number for one in concerned if wanted[one.number].desk not in {desk.code for desk in one.other_desks}]
    if taken:
        raise OtherDeskTaken(contact_of(office), tuple(taken))
    others = other_desks(session, office, difference.after)
    for booking in bookings:
        change_desk(session, booking, wanted[booking.number].desk, others, actor=actor, now=now)
    facts = {"day": bookings[0].day.isoformat()}
    decision = Decision(NOBODY, {booking.number: move_to(wanted[booking.number].desk) for booking in bookings})
    to_call = {one.number for one in concerned if one.to_call}
    change_id = note_decided(session, office, Cause(ACT, actor, facts), bookings, decision, to_call, now)
    outcome = Outcome(moved=len(bookings), change_id=change_id)
    record(session, actor=actor, act=ACT, object_=f"office:{office.code}", now=now, **facts, moved=outcome.moved)
    return outcome


def _locked(session: Session, office: Office, wanted: Mapping[str, Wanted], now: datetime) -> Sequence[Booking]:
    """Those that are still to be moved, by start, once their seekers and they themselves are locked."""
    found = session.scalars(select(Booking).where(Booking.number.in_(wanted), Booking.office_id == office.id)).all()
    if len(found) != len(wanted):
        raise UnknownBooking(None)
    lock_seekers(session, found)
    bookings = []
    for number in sorted(wanted):
        booking = lock_open_booking(session, number, seen=None, now=now)
        if booking.starts_at <= now:
            raise NotOpenAnyMore(contact_of(office), number, "begun")
        if booking.desk.code == wanted[number].desk:
            continue  # sent twice
        if booking.sequence != wanted[number].seen:
            raise ChangedMeanwhile(contact_of(office), number)
        bookings.append(booking)
    return sorted(bookings, key=lambda booking: (booking.starts_at, booking.id))


def _as_it_is(session: Session, office: Office) -> Difference:
    """The office's rules, which this changes by nothing."""
    as_it_is = office_file(session, office)
    return difference_of(session, PlannedChange(as_it_is, as_it_is))
