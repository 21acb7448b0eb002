"""Asks the rules whether a slot can be taken, and turns the first reason against it into its refusal."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from booking.errors import (
    ChannelClosed,
    DeadlinePassed,
    LateReasonMissing,
    NoSuchSlot,
    NotYetOpen,
    OnClosingDay,
    SlotPast,
    SlotRefused,
    SlotTaken,
    TooManyOpenBookings,
)
from booking.models import Procedure, Seeker
from booking.policy.channels import Channel
from booking.queries.offices import contact_of
from booking.queries.procedures import rules_of
from booking.queries.slots import nearest_open, taken_of
from booking.queries.standing import standing_of
from booking.slots import Rules, Slot, SlotReason, slot_at
from calendars.office_time import day_of, in_office_time


@dataclass(frozen=True)
class Wish:
    """Who wants which slot, through which channel, at which moment; staff may give a reason for being late."""

    procedure: Procedure
    starts_at: datetime
    channel: Channel
    seeker_id: int
    now: datetime
    late_reason: str = ""


def judge(session: Session, wish: Wish) -> tuple[Rules, Slot]:
    """The rules and the slot, if the slot can be taken now.

    Raises:
        SlotRefused: one of its kinds, by the first reason that holds (design §4.4).
        LateReasonMissing: staff are past the deadline and gave no reason.
        TooManyOpenBookings: the slot is the seeker's own already.
    """
    rules = rules_of(session, wish.procedure)
    starts_at = in_office_time(wish.starts_at)
    day = day_of(starts_at)
    if starts_at not in rules.timetable.starts_on(day):
        raise refused(session, NoSuchSlot, wish)
    taken = taken_of(session, wish.procedure, rules, first=day, last=day, now=wish.now, seeker_id=wish.seeker_id)
    slot = slot_at(rules, taken, starts_at=starts_at, channel=wish.channel, now=wish.now)
    _refuse_unless_takeable(session, wish, slot)
    return rules, slot


def refused(session: Session, kind: type[SlotRefused], wish: Wish, **facts: Any) -> SlotRefused:
    """A refusal of `kind` with whom to call and what else is free."""
    procedure = wish.procedure
    alternatives = nearest_open(
        session,
        procedure,
        wished=wish.starts_at,
        channel=wish.channel,
        now=wish.now,
        seeker_id=wish.seeker_id,
    )
    starts_at = in_office_time(wish.starts_at)
    return kind(contact_of(procedure.office), procedure.code, starts_at, alternatives, **facts)


def _refuse_unless_takeable(session: Session, wish: Wish, slot: Slot) -> None:
    match slot.reason:
        case None:
            return
        case SlotReason.PAST:
            raise refused(session, SlotPast, wish)
        case SlotReason.CLOSING_DAY:
            raise refused(session, OnClosingDay, wish, closing=slot.closing)
        case SlotReason.YOURS:
            raise _already_booked(session, wish)
        case SlotReason.DEADLINE_PASSED:
            _refuse_unless_late_with_reason(session, wish, slot)
        case SlotReason.NOT_YET_OPEN:
            raise refused(session, NotYetOpen, wish, opens_at=slot.opens_at)
        case SlotReason.CHANNEL:
            raise refused(session, ChannelClosed, wish, why=wish.procedure.phone_only_reason)
        case SlotReason.FULL:
            raise refused(session, SlotTaken, wish)


def _already_booked(session: Session, wish: Wish) -> TooManyOpenBookings:
    seeker = session.get_one(Seeker, wish.seeker_id)
    standing = standing_of(session, seeker, wish.procedure, now=wish.now)
    office = contact_of(wish.procedure.office)
    return TooManyOpenBookings(office, wish.procedure.max_open_bookings, standing.open_bookings)


def _refuse_unless_late_with_reason(session: Session, wish: Wish, slot: Slot) -> None:
    """Staff may book after the deadline with a recorded reason, if the procedure allows it (design §4.2)."""
    if wish.channel is Channel.WEB or not wish.procedure.late_booking_allowed:
        raise refused(session, DeadlinePassed, wish, closes_at=slot.closes_at)
    if not wish.late_reason:
        raise LateReasonMissing(contact_of(wish.procedure.office), slot.closes_at)
    if wish.channel.value not in wish.procedure.channels:
        raise refused(session, ChannelClosed, wish, why=wish.procedure.phone_only_reason)
    if not slot.free_desks:
        raise refused(session, SlotTaken, wish)
