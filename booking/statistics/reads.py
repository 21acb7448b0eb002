"""Reads what is counted: bookings and demands of offices by their consultation days, as rows without objects."""

from collections.abc import Collection, Sequence

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from booking.statistics.counts import CountedBooking, CountedDemand
from booking.statistics.periods import Period
from booking.tables import Booking, Demand, Procedure
from calendars.office_time import day_of
from database.base import table_of

_bookings, _demands, _procedures = (table_of(model).c for model in (Booking, Demand, Procedure))
_BOOKINGS = select(
    _bookings.procedure_id,
    _bookings.channel,
    _bookings.status,
    _bookings.late_reason != "",
    _bookings.moves > 0,
    _bookings.day,
    _bookings.booked_at,
    _bookings.desk_id,
    _bookings.starts_at,
    _bookings.seeker_id,
).where(
    _bookings.office_id.in_(bindparam("office_ids", expanding=True)),
    _bookings.day.between(bindparam("first"), bindparam("last")),
)
_DEMANDS = (
    select(_demands.procedure_id, _demands.channel, _demands.kind, _demands.day, _demands.seeker_id)
    .join(table_of(Procedure), _procedures.id == _demands.procedure_id)
    .where(
        _procedures.office_id.in_(bindparam("office_ids", expanding=True)),
        _demands.day.between(bindparam("first"), bindparam("last")),
    )
    .order_by(_demands.noted_at, _demands.id)
)


def bookings_in(session: Session, period: Period, *, office_ids: Collection[int]) -> Sequence[CountedBooking]:
    """All bookings of the offices whose consultation day lies in the period, cancelled ones too."""
    rows = session.execute(_BOOKINGS, _params(period, office_ids))
    return [
        CountedBooking(procedure, channel, status, late, moved, day, day_of(booked_at), desk, starts_at, seeker)
        for procedure, channel, status, late, moved, day, booked_at, desk, starts_at, seeker in rows
    ]


def demands_in(session: Session, period: Period, *, office_ids: Collection[int]) -> Sequence[CountedDemand]:
    """All demands of the offices for days in the period, the earliest first."""
    return [CountedDemand(*row) for row in session.execute(_DEMANDS, _params(period, office_ids))]


def _params(period: Period, office_ids: Collection[int]) -> dict[str, object]:
    return {"office_ids": list(office_ids), "first": period.first, "last": period.last}
