"""At which other desks of its procedure the same time of a booking is free, once its office has changed."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from booking.availability.outside_timetable import fits_elsewhere
from booking.availability.placed_outside import place_of
from booking.availability.slots import Lane, Rules
from booking.availability.ticks import desk_ticks
from booking.office_changes.affected import NamedDesk
from booking.tables import Booking, Desk, DeskClaim
from calendars.office_time import day_of

RulesByCode = Mapping[str, Rules]


def free_desks(
    session: Session, before: RulesByCode, after: RulesByCode, bookings: Sequence[Booking], *, now: datetime
) -> Mapping[int, tuple[NamedDesk, ...]]:
    """The other desks by booking id, in the order in which they fill."""
    lanes = {
        booking.id: _lanes(before[booking.procedure.code], after[booking.procedure.code], booking)
        for booking in bookings
    }
    ids = {lane.desk_id for found in lanes.values() for lane in found}
    if not ids:
        return dict.fromkeys(lanes, ())
    names = {desk.id: NamedDesk(desk.code, desk.name) for desk in session.scalars(select(Desk).where(Desk.id.in_(ids)))}
    busy = _busy(session, ids, bookings, now)
    return {
        booking.id: tuple(
            names[lane.desk_id]
            for lane in lanes[booking.id]
            if not any((lane.desk_id, tick) in busy for tick in ticks_at(booking, lane))
        )
        for booking in bookings
    }


def ticks_at(booking: Booking, lane: Lane) -> tuple[datetime, ...]:
    """What the booking, as long as it was made, would take of the desk."""
    return desk_ticks(booking.starts_at, length_minutes=booking.minutes, rest_minutes=lane.rest_minutes)


def _lanes(before: Rules, after: Rules, booking: Booking) -> list[Lane]:
    return [
        lane
        for lane in after.lanes_on(day_of(booking.starts_at))
        if lane.desk_id != booking.desk_id and fits_elsewhere(before, after, place_of(booking), other_id=lane.desk_id)
    ]


def _busy(
    session: Session, desk_ids: Collection[int], bookings: Sequence[Booking], now: datetime
) -> set[tuple[int, datetime]]:
    first, last = min(one.starts_at for one in bookings), max(one.ends_at for one in bookings)
    claims = session.execute(
        select(DeskClaim.desk_id, DeskClaim.tick).where(
            DeskClaim.desk_id.in_(desk_ids),
            DeskClaim.tick >= first,
            DeskClaim.tick <= last,  # the tick at the end is that of the rest
            or_(DeskClaim.expires_at.is_(None), DeskClaim.expires_at > now),
        )
    )
    return {(desk_id, tick) for desk_id, tick in claims}
