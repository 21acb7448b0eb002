"""Slots of a procedure as one person sees them: loads what is taken and asks the pure rule."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime, timedelta

from sqlalchemy import Integer, bindparam, or_, select
from sqlalchemy.orm import Session

from booking.models import Booking, BookingStatus, DeskClaim, Hold, Procedure
from booking.policy.channels import Channel
from booking.queries.procedures import rules_of
from booking.slots import Rules, Slot, SlotState, Taken, slots
from calendars.office_time import day_of, in_office_time, midnight

_ALTERNATIVES = 6

_NO_BOOKING = 0  # ids begin at 1

# Built once: every list and every booking asks it.
_OWN_HOLDS = select(Hold.id).where(Hold.seeker_id == bindparam("seeker_id", type_=Integer), Hold.ended_at.is_(None))
_LIVE_CLAIMS = select(DeskClaim.desk_id, DeskClaim.tick).where(
    DeskClaim.desk_id.in_(bindparam("desks", expanding=True)),
    DeskClaim.tick >= bindparam("since"),
    DeskClaim.tick < bindparam("until"),
    or_(DeskClaim.expires_at.is_(None), DeskClaim.expires_at > bindparam("now")),
    or_(DeskClaim.hold_id.is_(None), DeskClaim.hold_id.not_in(_OWN_HOLDS)),
    or_(DeskClaim.booking_id.is_(None), DeskClaim.booking_id != bindparam("moving")),
)


def slots_of(
    session: Session,
    procedure: Procedure,
    *,
    first: date,
    last: date,
    channel: Channel,
    now: datetime,
    seeker_id: int | None = None,
    rules: Rules | None = None,
    moving: int | None = None,
) -> tuple[Slot, ...]:
    """The slots from `first` to `last` inclusive; for a signed-in seeker their own hold does not stand in the way.

    `rules` are the procedure's, for who has loaded them already; `moving` is the id of a booking that is to move.
    """
    rules = rules or rules_of(session, procedure)
    taken = taken_of(session, procedure, rules, first=first, last=last, now=now, seeker_id=seeker_id, moving=moving)
    return slots(rules, taken, first=first, last=last, channel=channel, now=now)


def taken_of(
    session: Session,
    procedure: Procedure,
    rules: Rules,
    *,
    first: date,
    last: date,
    now: datetime,
    seeker_id: int | None,
    own_starts: Collection[datetime] | None = None,
    moving: int | None = None,
) -> Taken:
    """Live claims of the procedure's desks between two days, without the seeker's own hold; and the seeker's starts.

    The booking of id `moving` gives its time back when it moves: it does not stand in its own way.
    """
    since, until = midnight(first), midnight(last + timedelta(days=1))
    asked = {
        "desks": [lane.desk_id for lane in rules.lanes],
        "since": since,
        "until": until,
        "now": now,
        "seeker_id": seeker_id,
        "moving": _NO_BOOKING if moving is None else moving,
    }
    by_desk: dict[int, set[datetime]] = defaultdict(set)
    for desk_id, tick in session.execute(_LIVE_CLAIMS, asked):
        by_desk[desk_id].add(tick)
    if own_starts is None:
        own_starts = _own_starts(session, procedure.id, seeker_id, since, until)
    return Taken(by_desk, own_starts)


def nearest_open(
    session: Session,
    procedure: Procedure,
    *,
    wished: datetime,
    channel: Channel,
    now: datetime,
    seeker_id: int | None = None,
) -> tuple[datetime, ...]:
    """Up to six open starts (office time) nearest to `wished`, early ones first: what somebody refused may take."""
    first = day_of(now)
    last = first + timedelta(days=procedure.window_days)
    found = slots_of(session, procedure, first=first, last=last, channel=channel, now=now, seeker_id=seeker_id)
    starts = [slot.starts_at for slot in found if slot.state is SlotState.OPEN]
    nearest = sorted(starts, key=lambda start: abs(start - wished))[:_ALTERNATIVES]
    return tuple(sorted(nearest))


def _own_starts(
    session: Session, procedure_id: int, seeker_id: int | None, since: datetime, until: datetime
) -> frozenset[datetime]:
    if seeker_id is None:
        return frozenset()
    rows = session.scalars(
        select(Booking.starts_at).where(
            Booking.seeker_id == seeker_id,
            Booking.procedure_id == procedure_id,
            Booking.status == BookingStatus.BOOKED,
            Booking.starts_at >= since,
            Booking.starts_at < until,
        )
    )
    return frozenset(in_office_time(starts_at) for starts_at in rows)
