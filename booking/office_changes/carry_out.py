"""What every change of an office's days, times or desks shares: the impact under the lock, and what was decided.

Whoever brings a new kind of change says only what it makes of the office (`PlannedChange`) and how that is written.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.announcements.announce import announce_kept
from booking.availability.locks import lock_seeker
from booking.availability.offices import contact_of
from booking.bookings.cancel import Canceller, end_booking
from booking.bookings.refusals import CancelReasonMissing
from booking.bookings.steps.end import lock_open_booking
from booking.bookings.steps.holds import take_away
from booking.core.fates import Fate
from booking.office_changes.affected import NOBODY, AffectedBooking, fingerprint
from booking.office_changes.change_desk import change_desk, other_desks
from booking.office_changes.choices import Choice, undecided
from booking.office_changes.impact import PlannedChange, affected_bookings, affected_holds, described, difference_of
from booking.office_changes.refusals import DecisionMissing, ImpactChanged, OtherDeskTaken
from booking.office_changes.told import told_by
from booking.offices.file.write import write_office
from booking.tables import (
    Booking,
    BookingStatus,
    DecidedBooking,
    Hold,
    Meeting,
    MeetingState,
    Office,
    OfficeChange,
)
from notifier.outbox import put_off


@dataclass(frozen=True)
class Decision:
    """What was decided about the bookings that lose their place, each by its number; none is decided by itself.

    `shown` is the fingerprint of the impact that was seen. Those who are cancelled read `reason`.
    """

    shown: str
    choices: Mapping[str, Choice] = field(default_factory=dict)
    reason: str = ""


UNDO_TIME = timedelta(minutes=3)  # for so long the mails about a change wait
NOBODY_CONCERNED = Decision(NOBODY)  # refused as soon as somebody is


@dataclass(frozen=True)
class Cause:
    """Which act changes the office, on behalf of whom; `facts` are days and codes.

    `undoable`: while nobody was told, all of it can be taken back (rules.md#taking-a-change-back).
    """

    act: str
    actor: str
    facts: Mapping[str, str] = field(default_factory=dict)
    undoable: bool = False


@dataclass(frozen=True)
class Outcome:
    """How many bookings were cancelled, kept or moved to another desk, and how many holds ended.

    `change_id` names the list of who was affected; None where it is nobody.
    """

    cancelled: int = 0
    kept: int = 0
    moved: int = 0
    holds_ended: int = 0
    change_id: int | None = None

    @property
    def counts(self) -> dict[str, int]:
        """The numbers alone."""
        return {name: value for name, value in vars(self).items() if name != "change_id"}


def carry_out(
    session: Session,
    office: Office,
    planned: PlannedChange,
    decision: Decision,
    cause: Cause,
    *,
    write: Callable[[], object],
    now: datetime,
) -> Outcome:
    """Change the locked office by `write`, which raises its version, and do with each booking what was decided.

    Holds that lose their slot end. A seeker whose booking is kept is told so, lest they take the closed day for a
    cancellation (rules.md#staff-and-persons); nobody is told so unless somebody chose it.

    Raises:
        ImpactChanged: the affected bookings are not those that were shown.
        DecisionMissing: nothing was chosen for some of them.
        CancelReasonMissing: bookings are to be cancelled without a reason.
        OtherDeskTaken: the desk to which a booking was to go is not free any more.
    """
    difference = difference_of(session, planned)
    bookings = affected_bookings(session, difference, now=now)
    _refuse_unless_decided(office, bookings, decision)
    concerned = described(session, difference, bookings, now=now)
    _refuse_unless_free(office, concerned, decision)
    to_call = {one.number for one in concerned if one.to_call}
    cancelled, moved, kept = (
        [booking for booking in bookings if decision.choices[booking.number].fate is fate]
        for fate in (Fate.CANCELLED, Fate.MOVED, Fate.KEPT)
    )
    desks = {booking.id: booking.desk_id for booking in bookings}
    holds = affected_holds(session, difference, now=now)
    lock_seekers(session, [*cancelled, *moved, *holds])
    for held in holds:
        take_away(session, held, now=now)
    for booking in cancelled:
        _cancel(session, booking, decision.reason, cause.actor, now)
    write()
    others = other_desks(session, office, difference.after)
    for booking in moved:
        locked = lock_open_booking(session, booking.number, seen=None, now=now)
        change_desk(session, locked, decision.choices[booking.number].desk, others, actor=cause.actor, now=now)
    _announce_all_kept(session, office, kept, now)
    change_id = note_decided(session, office, cause, bookings, decision, to_call, now) if bookings else None
    if cause.undoable and change_id is not None:
        _make_undoable(session, change_id, planned, desks, now)
    return Outcome(len(cancelled), len(kept), len(moved), len(holds), change_id)


def _make_undoable(
    session: Session, change_id: int, planned: PlannedChange, desks: Mapping[int, int], now: datetime
) -> None:
    """Keep what was, and let the mails wait a little, so that there is time to notice a mistake."""
    change = session.get_one(OfficeChange, change_id)
    change.before, change.office_version = write_office(planned.before), change.office.version
    for decided in change.decided:
        decided.desk_id = desks[decided.booking_id]
    put_off(session, told_by(change), until=now + UNDO_TIME)


def note_decided(
    session: Session,
    office: Office,
    cause: Cause,
    bookings: Sequence[Booking],
    decision: Decision,
    to_call: set[str],
    now: datetime,
) -> int:
    """Keep who was affected, as a list to call."""
    change = OfficeChange(office_id=office.id, act=cause.act, facts=dict(cause.facts), made_at=now, made_by=cause.actor)
    change.decided = [
        DecidedBooking(
            booking_id=booking.id,
            fate=decision.choices[booking.number].fate,
            sequence=booking.sequence,
            to_call=booking.number in to_call,
        )
        for booking in bookings
    ]
    session.add(change)
    session.flush()
    return change.id


def _announce_all_kept(session: Session, office: Office, kept: Sequence[Booking], now: datetime) -> None:
    session.flush()
    ids = [booking.id for booking in kept]
    living = select(Meeting).where(Meeting.booking_id.in_(ids), Meeting.state != MeetingState.WITHDRAWN)
    meetings = {meeting.booking_id: meeting.id for meeting in session.scalars(living)}
    for booking in kept:
        announce_kept(session, booking, meetings[booking.id], office_version=office.version, now=now)


def _refuse_unless_decided(office: Office, bookings: Sequence[Booking], decision: Decision) -> None:
    numbers = tuple(booking.number for booking in bookings)
    if decision.shown != fingerprint((booking.number, booking.sequence) for booking in bookings):
        raise ImpactChanged(contact_of(office), numbers)
    if missing := undecided(numbers, decision.choices):
        raise DecisionMissing(contact_of(office), missing)
    cancels = any(decision.choices[number].fate is Fate.CANCELLED for number in numbers)
    if cancels and not decision.reason.strip():
        raise CancelReasonMissing(contact_of(office))


def _refuse_unless_free(office: Office, concerned: Iterable[AffectedBooking], decision: Decision) -> None:
    taken = tuple(
        one.number
        for one in concerned
        if decision.choices[one.number].fate is Fate.MOVED
        and decision.choices[one.number].desk not in {desk.code for desk in one.other_desks}
    )
    if taken:
        raise OtherDeskTaken(contact_of(office), taken)


def lock_seekers(session: Session, placed: Iterable[Booking | Hold]) -> None:
    """Lock the seekers in order of id, so that two changes never wait for each other in a ring."""
    for seeker_id in sorted({one.seeker_id for one in placed}):
        lock_seeker(session, seeker_id)


def _cancel(session: Session, booking: Booking, reason: str, actor: str, now: datetime) -> None:
    end_booking(
        session,
        lock_open_booking(session, booking.number, seen=None, now=now),
        BookingStatus.CANCELLED_BY_OFFICE,
        Canceller(actor),
        reason=reason.strip(),
        heard_at=now,
        now=now,
    )
