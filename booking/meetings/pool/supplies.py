"""The pool of meetings made by hand: what lies in it, and for which hosts it runs low. Opens no secrets."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from booking.availability.open_slots import slots_of
from booking.availability.procedures import rules_of
from booking.availability.slots import Slot, SlotState
from booking.meetings.pool.rest import needed
from booking.tables import Booking, BookingStatus, Desk, PoolAssignment, PoolMeeting, Procedure, ProcedureDesk
from calendars.office_time import day_of


@dataclass(frozen=True)
class PooledMeeting:
    """A meeting of the pool: its ID, its host, and until when the consultations last that it is given to."""

    meeting_id: str
    host: str
    given: int  # to how many coming consultations
    known_until: datetime | None  # end of the last consultation whose seeker was given it


@dataclass(frozen=True)
class HostSupply:
    """A desk, its host, how many meetings lie in the pool for it, and how many its fullest week may need."""

    desk: Desk
    there: int
    needed: int

    @property
    def low(self) -> bool:
        """Whether a consultation that can still be booked may find none."""
        return self.there < self.needed


def pool_of(session: Session, *, now: datetime, office_ids: Collection[int] | None = None) -> Sequence[PooledMeeting]:
    """The meetings for the desks of these offices (None: all of them), by host and ID."""
    coming = (
        select(PoolAssignment.pool_meeting_id, func.count().label("given"))
        .where(PoolAssignment.ends_at > now)
        .group_by(PoolAssignment.pool_meeting_id)
        .subquery()
    )
    query = (
        select(PoolMeeting, coming.c.given)
        .outerjoin(coming, coming.c.pool_meeting_id == PoolMeeting.id)
        .order_by(PoolMeeting.host, PoolMeeting.provider_id)
    )
    if office_ids is not None:
        hosts = select(func.lower(Desk.zoom_host)).where(Desk.office_id.in_(office_ids))
        query = query.where(PoolMeeting.host.in_(hosts))
    return [
        PooledMeeting(meeting.provider_id, meeting.host, given or 0, meeting.known_until)
        for meeting, given in session.execute(query)
    ]


def supplies(
    session: Session,
    *,
    now: datetime,
    office_ids: Collection[int] | None = None,
    desk_ids: Collection[int] | None = None,
) -> Sequence[HostSupply]:
    """Every desk (of these offices, or these desks) that holds a procedure, with what its host has and needs.

    In the order of offices and desks.
    """
    there = meetings_by_host(session)
    query = select(Desk).where(Desk.id.in_(select(ProcedureDesk.desk_id))).order_by(Desk.office_id, Desk.code)
    if office_ids is not None:
        query = query.where(Desk.office_id.in_(office_ids))
    if desk_ids is not None:
        query = query.where(Desk.id.in_(desk_ids))
    desks = session.scalars(query).all()
    starts = _starts(session, [desk.id for desk in desks], now)
    return [
        HostSupply(desk, there.get((desk.zoom_host or "").casefold(), 0), needed(starts.get(desk.id, ())))
        for desk in desks
    ]


def hosts_of_desks(session: Session, *, office_ids: Collection[int] | None = None) -> frozenset[str]:
    """The hosts of all desks (of these offices), in small letters."""
    query = select(Desk.zoom_host).where(Desk.zoom_host.is_not(None))
    found = session.scalars(query if office_ids is None else query.where(Desk.office_id.in_(office_ids)))
    return frozenset(host.casefold() for host in found if host)


def meetings_by_host(session: Session) -> Mapping[str, int]:
    """How many meetings lie in the pool for each host that has any."""
    counts = session.execute(select(PoolMeeting.host, func.count()).group_by(PoolMeeting.host))
    return {host: count for host, count in counts}  # noqa: C416  typed, where dict() of rows is not


def _starts(session: Session, desk_ids: Collection[int], now: datetime) -> Mapping[int, Collection[datetime]]:
    """By desk the times that are booked and to come, and those that can still be booked."""
    starts: dict[int, set[datetime]] = defaultdict(set)
    booked = select(Booking.desk_id, Booking.starts_at).where(
        Booking.desk_id.in_(desk_ids), Booking.status == BookingStatus.BOOKED, Booking.ends_at > now
    )
    for desk_id, starts_at in session.execute(booked):
        starts[desk_id].add(starts_at)
    held = select(ProcedureDesk.procedure_id).where(ProcedureDesk.desk_id.in_(desk_ids))
    for procedure in session.scalars(select(Procedure).where(Procedure.id.in_(held))).all():
        for slot in _open_slots(session, procedure, now):
            for desk_id in slot.free_desks:
                starts[desk_id].add(slot.starts_at)
    return starts


def _open_slots(session: Session, procedure: Procedure, now: datetime) -> Sequence[Slot]:
    today = day_of(now)
    rules = rules_of(session, procedure)
    last = rules.last_open_day(today)
    channel = rules.shown_channel(today, last)
    found = slots_of(session, procedure, first=today, last=last, channel=channel, now=now, rules=rules)
    return [slot for slot in found if slot.state is SlotState.OPEN]
