"""Takes the time of a new booking: out of the seeker's own hold, or afresh."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from booking.availability.claims import Owner, claim_desk, confirm_hold, desk_claim, lanes_of, seeker_claim
from booking.availability.refusals import OverlapsOwnBooking, SlotTaken
from booking.availability.slots import Slot
from booking.bookings.holds import OwnHold, open_hold
from booking.bookings.rules.eligibility import Standing
from booking.bookings.steps.holds import end_hold, overlaps, use_hold
from booking.bookings.steps.judge import SlotRequest, refused
from database.fast.together import Rows, insert_together


def holds_to_end(
    session: Session, wanted: SlotRequest, standing: Standing, *, confirmed: OwnHold | None
) -> Sequence[OwnHold]:
    """The seeker's holds that the booking uses up: the confirmed one, and an own one that is in its way."""
    found = [confirmed] if confirmed else []
    if standing.hold_id is None or (confirmed and confirmed.id == standing.hold_id):
        return found
    own = open_hold(session, seeker_id=wanted.seeker_id)
    return [*found, own] if own and _is_in_the_way(own, wanted, standing) else found


def take_time(
    session: Session,
    wanted: SlotRequest,
    slot: Slot,
    *,
    booking_id: int,
    rows: Sequence[Rows],
    holds: Sequence[OwnHold],
    now: datetime,
) -> int:
    """Insert the booking's `rows`, claim desk and seeker for it and end `holds`; answer the desk.

    Raises:
        OverlapsOwnBooking: the seeker has something else in this time.
        SlotTaken: every desk was taken meanwhile.
    """
    if not holds:
        return insert_and_claim(session, wanted, slot, Owner(booking_id=booking_id), rows)
    insert_together(session, rows)
    desk_id = _confirmed(session, wanted, slot, booking_id, holds, now)
    if desk_id is None:
        for held in holds:
            end_hold(session, held.id, now=now)
        desk_id = insert_and_claim(session, wanted, slot, Owner(booking_id=booking_id), ())
    for held in holds:
        if _is_for(held, wanted):
            use_hold(session, held.id, booking_id=booking_id, now=now)
    return desk_id


def insert_and_claim(session: Session, wanted: SlotRequest, slot: Slot, owner: Owner, rows: Sequence[Rows]) -> int:
    """Insert `rows` together with the owner's claims of the seeker and of the first free desk; mostly that is all.

    Answers the desk.

    Raises:
        OverlapsOwnBooking: the seeker has something else in this time.
        SlotTaken: every desk was taken meanwhile.
    """
    rules, now, starts_at = wanted.procedure.rules, wanted.now, wanted.starts_at
    first, *others = lanes_of(rules, slot.free_desks)
    seeker = seeker_claim(rules, seeker_id=wanted.seeker_id, starts_at=starts_at, owner=owner)
    desk = desk_claim(rules, first, starts_at=starts_at, owner=owner)
    *_, of_seeker, of_desk = insert_together(session, [*rows, seeker.rows, desk.rows])
    if not seeker.settle(session, of_seeker, now=now):
        raise refused(OverlapsOwnBooking, wanted)
    if desk.settle(session, of_desk, now=now):
        return first.desk_id
    left = [lane.desk_id for lane in others]
    desk_id = claim_desk(session, rules, desks=left, starts_at=starts_at, owner=owner, now=now)
    if desk_id is None:
        raise refused(SlotTaken, wanted)
    return desk_id


def _is_in_the_way(own: OwnHold, wanted: SlotRequest, standing: Standing) -> bool:
    """Whether the seeker's own hold gives way to this booking, which may come by phone or from an older page.

    It does if the times overlap, or if the booking fills the limit, so that the hold could no longer become one.
    """
    fills = len(standing.open_bookings) + 1 >= wanted.rules_today.max_open_bookings
    if own.procedure.id == wanted.procedure.id and fills:
        return True
    return overlaps(own, wanted)


def _confirmed(
    session: Session, wanted: SlotRequest, slot: Slot, booking_id: int, holds: Sequence[OwnHold], now: datetime
) -> int | None:
    """The desk of the live hold of this very slot, whose claims become the booking's; None if there is none."""
    rules, desks = wanted.procedure.rules, slot.free_desks
    for held in holds:
        if _is_for(held, wanted) and confirm_hold(
            session, rules, held=held, desks=desks, booking_id=booking_id, now=now
        ):
            return held.desk_id
    return None


def _is_for(held: OwnHold, wanted: SlotRequest) -> bool:
    return held.procedure.id == wanted.procedure.id and held.starts_at == wanted.starts_at
