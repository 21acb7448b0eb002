"""Holding a slot while the form is filled in, extending the hold, giving it up (rules.md#holds)."""

import secrets
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from booking.availability.claims import Owner, extend_hold
from booking.availability.locks import share_procedure
from booking.availability.procedures import KnownProcedure
from booking.availability.slots import Slot
from booking.bookings.holds import OwnHold, draft_to_keep, holds_before, open_hold, unused_holds
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
from booking.bookings.steps.judge import SlotRequest, judge, transact_offering
from booking.bookings.steps.take_time import insert_and_claim
from booking.bookings.steps.taken_lately import refuse_if_still_taken, remembering_taken
from booking.bookings.steps.turned_away import Writer, noting_turned_away, write_at_once
from booking.core.channels import Channel
from booking.core.metrics import count_hold, counting_refusals
from booking.tables import Hold
from calendars.office_time import day_of, in_office_time
from database.base import db
from database.fast.next_keys import draw_keys
from database.fast.together import Rows
from database.transactions import transact


def hold(
    procedure_code: str, starts_at: datetime, *, seeker_id: int, now: datetime, write_note: Writer = write_at_once
) -> str:
    """Hold the slot for the seeker and answer the hold's token; pressing again answers the same hold.

    Only a seeker who could book the slot now may hold it. A new hold replaces the seeker's old one and takes its draft
    over; what was written for a booking that the office cancelled is kept as well. That somebody was turned away is
    written by `write_note`.

    Raises:
        Refusal: every refusal of booking, and HoldLimitReached, HoldLapsedRecently, SlotHeldForLong.
    """
    noting = noting_turned_away(seeker_id=seeker_id, channel=Channel.WEB, now=now, write=write_note)
    with counting_refusals("hold"), noting, remembering_taken(now=now):
        # A time that others were refused a moment ago is looked at before the locks.
        refuse_if_still_taken(
            db.session(), procedure_code, starts_at, channel=Channel.WEB, seeker_id=seeker_id, now=now
        )
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
    standing = standing_of(session, seeker_id, procedure, now=now)
    old = open_hold(session, seeker_id=seeker_id) if standing.hold_id is not None else None
    if old and _is_same_and_live(old, procedure, starts_at, now):
        return old.token
    wanted = SlotRequest(procedure, starts_at, Channel.WEB, seeker_id, now)
    slot = judge(session, wanted, own_starts=standing.own_starts)
    refuse_unless_may_book(
        standing,
        max_open_bookings=wanted.rules_today.max_open_bookings,
        today=day_of(now),
        office=procedure.contact,
    )
    left = _time_to_hold(session, procedure, starts_at, seeker_id=seeker_id, now=now)
    if old:
        end_hold(session, old.id, now=now)
    return _claim(session, wanted, slot, left)


def _is_same_and_live(held: OwnHold, procedure: KnownProcedure, starts_at: datetime, now: datetime) -> bool:
    return held.procedure.id == procedure.id and held.starts_at == starts_at and held.expires_at > now


def _time_to_hold(
    session: Session, procedure: KnownProcedure, starts_at: datetime, *, seeker_id: int, now: datetime
) -> timedelta:
    """For how long the slot may be held; refuses who let it lapse a moment ago, or has held too often or for long."""
    office, shown_start = procedure.contact, in_office_time(starts_at)
    held = holds_before(session, seeker_id=seeker_id, procedure_id=procedure.id, starts_at=starts_at, day=day_of(now))
    before, token = held.of_slot, held.token
    if before and before.has_lapsed(now) and now < may_hold_again_at(before.expires_at):
        again_at = in_office_time(may_hold_again_at(before.expires_at))
        raise HoldLapsedRecently(office, token, procedure.code, shown_start, again_at)
    if lapses(held.of_day, now) >= LAPSES_A_DAY:
        raise HoldLimitReached(office, LAPSES_A_DAY, procedure.code)
    left = time_left(held.of_day, starts_at, now)
    if before and not left:
        raise SlotHeldForLong(office, token, procedure.code, shown_start, SAME_SLOT_MINUTES_A_DAY)
    return left


def _claim(session: Session, wanted: SlotRequest, slot: Slot, left: timedelta) -> str:
    """Insert the hold with its claims, and answer its token."""
    (hold_id,) = draw_keys(session, Hold)
    row = _hold_row(session, wanted, slot, left)
    owner = Owner(hold_id=hold_id, expires_at=row["expires_at"])
    desk_id = insert_and_claim(session, wanted, slot, owner, [Rows(Hold, [{"id": hold_id, **row}])])
    if desk_id != row["desk_id"]:
        session.execute(update(Hold).where(Hold.id == hold_id).values(desk_id=desk_id))
    token: str = row["token"]
    return token


def _hold_row(session: Session, wanted: SlotRequest, slot: Slot, left: timedelta) -> dict[str, Any]:
    draft = draft_to_keep(session, seeker_id=wanted.seeker_id, procedure_id=wanted.procedure.id)
    return {
        "token": secrets.token_urlsafe(24),
        "seeker_id": wanted.seeker_id,
        "procedure_id": wanted.procedure.id,
        "desk_id": slot.free_desks[0],
        "starts_at": wanted.starts_at,
        "made_at": wanted.now,
        "made_on": day_of(wanted.now),
        "expires_at": held_until(wanted.now, closes_at=slot.closes_at, left=left),
        "extended": False,
        "taken_away": False,
        "topic": draft.topic,
        "wishes": draft.wishes,
    }


def _extend(session: Session, token: str, *, seeker_id: int, now: datetime) -> None:
    held = lock_hold(session, token, seeker_id=seeker_id)
    closes_at = held.procedure.rules.closes_at(day_of(held.starts_at), Channel.WEB)
    until = extended_until(held.expires_at, closes_at=closes_at, left_until=now + _left_of(session, held, now))
    if held.extended or held.ended_at or until <= held.expires_at:
        raise CannotExtend(held.procedure.contact)
    if not extend_hold(session, hold_id=held.id, expires_at=until, now=now):
        raise CannotExtend(held.procedure.contact)
    session.execute(update(Hold).where(Hold.id == held.id).values(expires_at=until, extended=True))


def _left_of(session: Session, held: OwnHold, now: datetime) -> timedelta:
    """For how long the held slot may still be held on the day of this hold."""
    unused = unused_holds(session, seeker_id=held.seeker_id, procedure_id=held.procedure.id, day=held.made_on)
    return time_left(unused, held.starts_at, now)


def _give_up(session: Session, token: str, *, seeker_id: int, now: datetime) -> None:
    held = lock_hold(session, token, seeker_id=seeker_id)
    if held.ended_at is None:
        end_hold(session, held.id, now=now)
