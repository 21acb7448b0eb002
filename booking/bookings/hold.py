"""Holding a slot while the form is filled in, extending the hold, giving it up (rules.md#holds)."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from booking.availability.claims import Owner, claim_desk, claim_seeker, extend_hold
from booking.availability.locks import share_procedure
from booking.availability.offices import contact_of
from booking.availability.procedures import KnownProcedure, rules_of
from booking.availability.refusals import OverlapsOwnBooking, SlotTaken
from booking.availability.slots import Slot
from booking.bookings.holds import draft_to_keep, last_of_slot, open_hold, unused_holds
from booking.bookings.refusals import CannotExtend, HoldLapsedRecently, HoldLimitReached, SlotHeldForLong
from booking.bookings.rules.eligibility import refuse_unless_may_book
from booking.bookings.rules.holding import (
    LAPSES_A_DAY,
    SAME_SLOT_MINUTES_A_DAY,
    extended_until,
    held_until,
    lapses,
    may_hold_again_at,
    time_left,
)
from booking.bookings.standing import standing_of
from booking.bookings.steps.holds import end_hold, lock_hold
from booking.bookings.steps.judge import SlotRequest, judge, refused, transact_offering
from booking.core.channels import Channel
from booking.core.metrics import count_hold, counting_refusals
from booking.tables import Hold
from calendars.office_time import day_of, in_office_time
from database.transactions import transact


def hold(procedure_code: str, starts_at: datetime, *, seeker_id: int, now: datetime) -> str:
    """Hold the slot for the seeker and answer the hold's token; pressing again answers the same hold.

    Only a seeker who could book the slot now may hold it. A new hold replaces the seeker's old one and takes its draft
    over; what was written for a booking that the office cancelled is kept as well.

    Raises:
        Refusal: every refusal of booking, and HoldLimitReached, HoldLapsedRecently, SlotHeldForLong.
    """
    with counting_refusals("hold"):
        token = transact_offering(
            lambda session: _hold(session, procedure_code, starts_at, seeker_id=seeker_id, now=now),
            channel=Channel.WEB,
            seeker_id=seeker_id,
            now=now,
        )
    count_hold()
    return token


def extend(token: str, *, seeker_id: int, now: datetime) -> None:
    """Let a live hold last longer, once.

    Raises:
        UnknownHold: not a hold of this seeker.
        CannotExtend: extended before, lapsed, ended, or booking or the slot's sixty minutes end with it anyway.
    """
    transact(lambda session: _extend(session, token, seeker_id=seeker_id, now=now))


def give_up(token: str, *, seeker_id: int, now: datetime) -> None:
    """Give the slot back; a hold that has ended already stays as it is."""
    transact(lambda session: _give_up(session, token, seeker_id=seeker_id, now=now))


def _hold(session: Session, procedure_code: str, starts_at: datetime, *, seeker_id: int, now: datetime) -> str:
    procedure = share_procedure(session, procedure_code, seeker_id=seeker_id)
    old = open_hold(session, seeker_id=seeker_id)
    if old and _is_same_and_live(old, procedure, starts_at, now):
        return old.token
    wanted = SlotRequest(procedure, starts_at, Channel.WEB, seeker_id, now)
    standing = standing_of(session, seeker_id, procedure, now=now)
    slot = judge(session, wanted, own_starts=standing.own_starts)
    refuse_unless_may_book(
        standing,
        max_open_bookings=wanted.rules_today.max_open_bookings,
        today=day_of(now),
        office=procedure.contact,
    )
    left = _time_to_hold(session, procedure, starts_at, seeker_id=seeker_id, now=now)
    if old:
        end_hold(session, old, now=now)
    return _claim(session, wanted, slot, left).token


def _is_same_and_live(held: Hold, procedure: KnownProcedure, starts_at: datetime, now: datetime) -> bool:
    return held.procedure_id == procedure.id and held.starts_at == starts_at and held.expires_at > now


def _time_to_hold(
    session: Session, procedure: KnownProcedure, starts_at: datetime, *, seeker_id: int, now: datetime
) -> timedelta:
    """For how long the slot may be held; refuses who let it lapse a moment ago, or has held too often or for long."""
    office, shown_start = procedure.contact, in_office_time(starts_at)
    before = last_of_slot(session, seeker_id=seeker_id, procedure_id=procedure.id, starts_at=starts_at)
    if before and _lapsed(before, now) and now < may_hold_again_at(before.expires_at):
        again_at = in_office_time(may_hold_again_at(before.expires_at))
        raise HoldLapsedRecently(office, before.token, procedure.code, shown_start, again_at)
    unused = unused_holds(session, seeker_id=seeker_id, procedure_id=procedure.id, day=day_of(now))
    if lapses(unused, now) >= LAPSES_A_DAY:
        raise HoldLimitReached(office, LAPSES_A_DAY, procedure.code)
    left = time_left(unused, starts_at, now)
    if before and not left:
        raise SlotHeldForLong(office, before.token, procedure.code, shown_start, SAME_SLOT_MINUTES_A_DAY)
    return left


def _lapsed(held: Hold, now: datetime) -> bool:
    return held.expires_at <= (held.ended_at or now)


def _claim(session: Session, wanted: SlotRequest, slot: Slot, left: timedelta) -> Hold:
    rules = wanted.procedure.rules
    held = _new_hold(session, wanted, slot, left)
    owner = Owner(hold_id=held.id, expires_at=held.expires_at)
    if not claim_seeker(
        session, rules, seeker_id=wanted.seeker_id, starts_at=wanted.starts_at, owner=owner, now=wanted.now
    ):
        raise refused(OverlapsOwnBooking, wanted)
    desk_id = claim_desk(session, rules, desks=slot.free_desks, starts_at=wanted.starts_at, owner=owner, now=wanted.now)
    if desk_id is None:
        raise refused(SlotTaken, wanted)
    held.desk_id = desk_id
    return held


def _new_hold(session: Session, wanted: SlotRequest, slot: Slot, left: timedelta) -> Hold:
    draft = draft_to_keep(session, seeker_id=wanted.seeker_id, procedure_id=wanted.procedure.id)
    held = Hold(
        token=secrets.token_urlsafe(24),
        seeker_id=wanted.seeker_id,
        procedure_id=wanted.procedure.id,
        desk_id=slot.free_desks[0],
        starts_at=wanted.starts_at,
        made_at=wanted.now,
        made_on=day_of(wanted.now),
        expires_at=held_until(wanted.now, closes_at=slot.closes_at, left=left),
        extended=False,
        topic=draft.topic,
        wishes=draft.wishes,
    )
    session.add(held)
    session.flush()
    return held


def _extend(session: Session, token: str, *, seeker_id: int, now: datetime) -> None:
    held, _ = lock_hold(session, token, seeker_id=seeker_id)
    closes_at = rules_of(session, held.procedure).closes_at(day_of(held.starts_at), Channel.WEB)
    until = extended_until(held.expires_at, closes_at=closes_at, left_until=now + _left_of(session, held, now))
    if held.extended or held.ended_at or until <= held.expires_at:
        raise CannotExtend(contact_of(held.procedure.office))
    if not extend_hold(session, hold_id=held.id, expires_at=until, now=now):
        raise CannotExtend(contact_of(held.procedure.office))
    held.expires_at, held.extended = until, True


def _left_of(session: Session, held: Hold, now: datetime) -> timedelta:
    """For how long the held slot may still be held on the day of this hold."""
    unused = unused_holds(session, seeker_id=held.seeker_id, procedure_id=held.procedure_id, day=held.made_on)
    return time_left(unused, held.starts_at, now)


def _give_up(session: Session, token: str, *, seeker_id: int, now: datetime) -> None:
    held, _ = lock_hold(session, token, seeker_id=seeker_id)
    if held.ended_at is None:
        end_hold(session, held, now=now)
