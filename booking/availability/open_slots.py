"""Slots of a procedure as one person sees them: loads what is taken and asks the pure rule."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import Integer, bindparam, or_, select
from sqlalchemy.orm import Session

from booking.availability.procedures import Identified, KnownProcedure, known
from booking.availability.slot_days import slots
from booking.availability.slots import Rules, Slot, SlotState, Taken
from booking.core.channels import Channel
from booking.tables import Booking, BookingStatus, DeskClaim, Hold, Procedure, ProcedureDesk
from calendars.office_time import day_of, in_office_time, midnight
from database.base import table_of
from database.connections import connection_of
from database.fast.prepared import Prepared

_ALTERNATIVES = 6
_CIRCLES = (timedelta(days=1), timedelta(days=5), timedelta(days=3660))  # the last one is wider than any window

_NO_BOOKING = 0  # ids begin at 1

# On the tables, for statements that are built once: every list and every booking asks it.
_holds, _claims, _desks = table_of(Hold).c, table_of(DeskClaim).c, table_of(ProcedureDesk).c
_OWN_HOLDS = select(_holds.id).where(
    _holds.seeker_id == bindparam("seeker_id", type_=Integer), _holds.ended_at.is_(None)
)
_LIVE_CLAIMS = Prepared(
    select(_claims.desk_id, _claims.tick).where(
        _claims.desk_id.in_(select(_desks.desk_id).where(_desks.procedure_id == bindparam("procedure_id"))),
        _claims.tick >= bindparam("since"),
        _claims.tick < bindparam("until"),
        or_(_claims.expires_at.is_(None), _claims.expires_at > bindparam("now")),
        or_(_claims.hold_id.is_(None), _claims.hold_id.not_in(_OWN_HOLDS)),
        or_(_claims.booking_id.is_(None), _claims.booking_id != bindparam("moving")),
    )
)
_bookings = table_of(Booking).c
_OWN_STARTS = Prepared(
    select(_bookings.starts_at).where(
        _bookings.seeker_id == bindparam("seeker_id"),
        _bookings.procedure_id == bindparam("procedure_id"),
        _bookings.status == BookingStatus.BOOKED,
        _bookings.starts_at >= bindparam("since"),
        _bookings.starts_at < bindparam("until"),
    ),
)


def slots_of(
    session: Session,
    procedure: Procedure | KnownProcedure,
    *,
    first: date,
    last: date,
    channel: Channel,
    now: datetime,
    seeker_id: int | None = None,
    own_starts: Collection[datetime] | None = None,
    rules: Rules | None = None,
    moving: int | None = None,
) -> tuple[Slot, ...]:
    """The slots from `first` to `last` inclusive; for a signed-in seeker their own hold does not stand in the way.

    `rules` are the procedure's and `own_starts` what the seeker has booked, if the caller has loaded them already;
    `moving` is the id of a booking that is to move.
    """
    rules = rules or known(session, procedure).rules
    since, until = midnight(first), midnight(last + timedelta(days=1))
    taken = taken_of(
        session,
        procedure,
        since=since,
        until=until,
        now=now,
        seeker_id=seeker_id,
        own_starts=own_starts,
        moving=moving,
    )
    return slots(rules, taken, first=first, last=last, channel=channel, now=now)


def taken_of(
    session: Session,
    procedure: Identified,
    *,
    since: datetime,
    until: datetime,
    now: datetime,
    seeker_id: int | None,
    own_starts: Collection[datetime] | None = None,
    moving: int | None = None,
) -> Taken:
    """Live claims of the procedure's desks between two moments, without the seeker's own hold; and the seeker's starts.

    The booking of id `moving` gives its time back when it moves: it does not stand in its own way.
    """
    connection = connection_of(session)
    span = {"procedure_id": procedure.id, "since": since, "until": until, "seeker_id": seeker_id}
    if own_starts is None:
        own_starts = frozenset(in_office_time(starts_at) for (starts_at,) in _OWN_STARTS.rows(connection, span))
    by_desk: dict[int, set[datetime]] = defaultdict(set)
    not_in_the_way = _NO_BOOKING if moving is None else moving
    for desk_id, tick in _LIVE_CLAIMS.rows(connection, {**span, "now": now, "moving": not_in_the_way}):
        by_desk[desk_id].add(tick)
    return Taken(by_desk, own_starts)


def nearest_open(
    session: Session,
    procedure: KnownProcedure,
    *,
    wished: datetime,
    channel: Channel,
    now: datetime,
    seeker_id: int | None = None,
    own_starts: Collection[datetime] | None = None,
) -> tuple[datetime, ...]:
    """Up to six open starts (office time) nearest to `wished`, early ones first: what a refused person may take.

    The days around the wish are looked at first, in ever wider circles: mostly the first has enough, and of two hundred
    people who wanted the same time nearly all ask for this.
    """
    today = day_of(now)
    rules = procedure.rules
    window = (today, rules.last_open_day(today))
    for around in _CIRCLES:
        first, last = _circle(day_of(wished), around, *window)
        found = slots_of(
            session,
            procedure,
            first=first,
            last=last,
            channel=channel,
            now=now,
            seeker_id=seeker_id,
            own_starts=own_starts,
            rules=rules,
        )
        starts = [slot.starts_at for slot in found if slot.state is SlotState.OPEN]
        nearest = sorted(starts, key=lambda start: abs(start - wished))[:_ALTERNATIVES]
        if (first, last) == window or _is_inside(nearest, wished, around):
            break
    return tuple(sorted(nearest))


def _circle(day: date, around: timedelta, first: date, last: date) -> tuple[date, date]:
    """The days of the window up to `around` days before and after `day`; all of it around a day outside of it."""
    if not first <= day <= last:
        return first, last
    return max(first, day - around), min(last, day + around)


def _is_inside(nearest: Sequence[datetime], wished: datetime, around: timedelta) -> bool:
    """Whether nothing outside of the circle can be nearer: the circle ends `around` whole days from the wish."""
    return len(nearest) == _ALTERNATIVES and abs(nearest[-1] - wished) <= around
