"""Asks the rules whether a slot can be taken, and turns the first reason against it into its refusal."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from booking.availability.open_slots import nearest_open, taken_of
from booking.availability.procedures import KnownProcedure, last_known, read_anew
from booking.availability.refusals import (
    ChannelClosed,
    DeadlinePassed,
    NoSuchSlot,
    NotYetOpen,
    OnClosingDay,
    ProcedureEnded,
    SlotPast,
    SlotRefused,
    SlotTaken,
)
from booking.availability.rule_values import RuleValues
from booking.availability.slot_days import has_start, slot_at
from booking.availability.slots import Slot, SlotReason, Taken
from booking.bookings.refusals import LateReasonMissing, TooManyOpenBookings
from booking.bookings.standing import standing_of
from booking.core.channels import Channel
from calendars.office_time import day_of, in_office_time
from database.base import db
from database.transactions import transact

T = TypeVar("T")

# Beyond this no calendar knows the holidays, and nobody means it.
_FAR = timedelta(days=3660)


@dataclass(frozen=True)
class SlotRequest:
    """Who asks for which slot, through which channel, at which moment; staff may give a reason for being late."""

    procedure: KnownProcedure
    starts_at: datetime
    channel: Channel
    seeker_id: int
    now: datetime
    late_reason: str = ""

    @property
    def span(self) -> tuple[datetime, datetime]:
        """The time in which claims of a desk are in its way (office time)."""
        starts_at = in_office_time(self.starts_at)
        return starts_at, starts_at + timedelta(minutes=self.rules.length_minutes + self.procedure.rules.longest_rest)

    @property
    def rules(self) -> RuleValues:
        """What the procedure says of consultations on the slot's day."""
        return self.procedure.on(day_of(self.starts_at))

    @property
    def rules_today(self) -> RuleValues:
        """What the procedure says to whoever books now."""
        return self.procedure.on(day_of(self.now))


def judge(session: Session, wanted: SlotRequest, *, own_starts: Collection[datetime] | None = None) -> Slot:
    """The slot, if it can be taken now. `own_starts` saves asking what the seeker has booked.

    Raises:
        SlotRefused: one of its kinds, by the first reason that holds (rules.md#slots).
        LateReasonMissing: staff are past the deadline and gave no reason.
        TooManyOpenBookings: the slot is the seeker's own already.
    """
    refuse_unless_offered(wanted)
    since, until = wanted.span
    taken = taken_of(
        session,
        wanted.procedure,
        since=since,
        until=until,
        now=wanted.now,
        seeker_id=wanted.seeker_id,
        own_starts=own_starts,
    )
    return judge_knowing(session, wanted, taken)


def refuse_unless_offered(wanted: SlotRequest) -> None:
    """Raise NoSuchSlot if the timetable has no such start."""
    starts_at = in_office_time(wanted.starts_at)
    is_far = abs(day_of(starts_at) - day_of(wanted.now)) > _FAR
    if is_far or not has_start(wanted.procedure.rules, starts_at, wanted.channel):
        raise refused(NoSuchSlot, wanted)


def judge_knowing(session: Session, wanted: SlotRequest, taken: Taken) -> Slot:
    """The slot as `judge` gives it, by what is known to be `taken` in its time; the timetable must offer it."""
    rules, starts_at = wanted.procedure.rules, in_office_time(wanted.starts_at)
    slot = slot_at(rules, taken, starts_at=starts_at, channel=wanted.channel, now=wanted.now)
    _refuse_unless_takeable(session, wanted, slot)
    return slot


def refused(kind: type[SlotRefused], wanted: SlotRequest, **facts: Any) -> SlotRefused:
    """A refusal of `kind` with whom to call."""
    procedure = wanted.procedure
    return kind(procedure.contact, procedure.code, in_office_time(wanted.starts_at), (), **facts)


def transact_offering(work: Callable[[Session], T], *, channel: Channel, seeker_id: int | None, now: datetime) -> T:
    """Run `work` as one transaction; a refused slot comes with the nearest open ones.

    They are looked for after the rollback: whoever lost the race does not keep the next one waiting.
    """
    try:
        return transact(work)
    except SlotRefused as refusal:
        procedure = last_known(db.engine, refusal.procedure) or read_anew(db.session(), refusal.procedure)
        refusal.alternatives = nearest_open(
            db.session(), procedure, wished=refusal.starts_at, channel=channel, now=now, seeker_id=seeker_id
        )
        raise


def _refuse_unless_takeable(session: Session, wanted: SlotRequest, slot: Slot) -> None:
    match slot.reason:
        case None:
            return
        case SlotReason.PAST:
            raise refused(SlotPast, wanted)
        case SlotReason.ENDED:
            raise refused(ProcedureEnded, wanted, ends_on=wanted.procedure.rules.last_end)
        case SlotReason.CLOSING_DAY:
            raise refused(OnClosingDay, wanted, closing=slot.closing)
        case SlotReason.YOURS:
            raise _already_booked(session, wanted)
        case SlotReason.DEADLINE_PASSED:
            _refuse_unless_late_with_reason(wanted, slot)
        case SlotReason.NOT_YET_OPEN:
            raise refused(NotYetOpen, wanted, opens_at=slot.opens_at)
        case SlotReason.CHANNEL:
            raise refused(ChannelClosed, wanted, why=wanted.rules.phone_only_reason)
        case SlotReason.FULL:
            raise refused(SlotTaken, wanted)


def _already_booked(session: Session, wanted: SlotRequest) -> TooManyOpenBookings:
    standing = standing_of(session, wanted.seeker_id, wanted.procedure, now=wanted.now)
    return TooManyOpenBookings(wanted.procedure.contact, wanted.rules_today.max_open_bookings, standing.open_bookings)


def _refuse_unless_late_with_reason(wanted: SlotRequest, slot: Slot) -> None:
    """Staff may book after the deadline with a recorded reason, if the procedure allows it (rules.md#late-booking)."""
    if wanted.channel is Channel.WEB or not wanted.rules.late_booking_allowed:
        raise refused(DeadlinePassed, wanted, closes_at=slot.closes_at)
    if not wanted.late_reason:
        raise LateReasonMissing(wanted.procedure.contact, slot.closes_at)
    if wanted.channel not in wanted.rules.channels:
        raise refused(ChannelClosed, wanted, why=wanted.rules.phone_only_reason)
    if not slot.free_desks:
        raise refused(SlotTaken, wanted)
