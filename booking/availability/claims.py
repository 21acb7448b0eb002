"""Claims of desks and seekers: the last word on who comes first (rules.md#claims).

A claim is one row per tick of 15 minutes under UNIQUE. A row whose `expires_at` has passed is nobody's: whoever finds
it in the way deletes it. Ticks are inserted in their order, which spares most deadlocks; two seekers who exchange their
times can still meet in one, which PostgreSQL ends and `transact` runs again.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import and_, bindparam, delete, null, update
from sqlalchemy.orm import Session

from booking.availability.slots import Lane, Rules
from booking.availability.ticks import desk_ticks, seeker_ticks
from booking.tables import DeskClaim, SeekerClaim
from calendars.office_time import day_of
from database.base import table_of
from database.connections import connection_of
from database.fast.prepared import Prepared
from database.fast.together import Rows
from database.inserting import insert_if_free

_Claims = type[DeskClaim] | type[SeekerClaim]
_TABLES: tuple[_Claims, ...] = (DeskClaim, SeekerClaim)


def _change_live(claims: _Claims, **values: Any) -> Prepared:
    """Changes the live claims of a hold; answers their ticks."""
    table = table_of(claims)
    live = and_(table.c.hold_id == bindparam("held_by"), table.c.expires_at > bindparam("now"))
    return Prepared(update(table).where(live).values(values).returning(table.c.tick))


# Built once: every booking on the web turns the claims of a hold into its own.
_BOOK = {
    table: _change_live(table, hold_id=null(), expires_at=null(), booking_id=bindparam("booked_as"))
    for table in _TABLES
}
_EXTEND = {table: _change_live(table, expires_at=bindparam("until")) for table in _TABLES}


@dataclass(frozen=True)
class Owner:
    """The owner of claimed time: a hold until `expires_at` (UTC), or a booking for good."""

    hold_id: int | None = None
    booking_id: int | None = None
    expires_at: datetime | None = None


class HeldPlace(Protocol):
    """A hold, as a row or as its seeker's pages read it: where it stands."""

    @property
    def id(self) -> int:
        """Its key."""

    @property
    def desk_id(self) -> int:
        """At which desk."""

    @property
    def starts_at(self) -> datetime:
        """For which start."""


@dataclass(frozen=True)
class Claim:
    """Ticks of a desk or of a seeker (`whose`), to be had all or none."""

    table: _Claims
    whose: Mapping[str, int]
    ticks: Sequence[datetime]
    owner: Owner

    @property
    def rows(self) -> Rows:
        """Its rows, to be inserted as far as they are free."""
        owner = self.owner
        row = {**self.whose, "hold_id": owner.hold_id, "booking_id": owner.booking_id, "expires_at": owner.expires_at}
        return Rows(self.table, [{**row, "tick": tick} for tick in self.ticks], if_free=True)

    def settle(self, session: Session, inserted: int, *, now: datetime) -> bool:
        """Whether all of it is had, once so many of its rows went in; if not, none is kept.

        Lapsed claims give way; they are looked for only here, when something is in the way.
        """
        if inserted == len(self.ticks):
            return True
        self._give_back(session)
        if not self._remove_lapsed(session, now):
            return False
        if len(insert_if_free(session, self.table, self.rows.rows)) == len(self.ticks):
            return True
        self._give_back(session)
        return False

    def _give_back(self, session: Session) -> None:
        """Give the other ticks back, because somebody has one of them."""
        table, owner = self.table, self.owner
        mine = table.booking_id == owner.booking_id if owner.hold_id is None else table.hold_id == owner.hold_id
        session.execute(delete(table).filter_by(**self.whose).where(table.tick.in_(self.ticks), mine))

    def _remove_lapsed(self, session: Session, now: datetime) -> bool:
        table = self.table
        wanted = delete(table).filter_by(**self.whose).where(table.tick.in_(self.ticks))
        return bool(session.scalars(wanted.where(table.expires_at <= now).returning(table.id)).all())


def seeker_claim(rules: Rules, *, seeker_id: int, starts_at: datetime, owner: Owner) -> Claim:
    """The seeker's time."""
    wanted = seeker_ticks(starts_at, length_minutes=rules.on(day_of(starts_at)).length_minutes)
    return Claim(SeekerClaim, {"seeker_id": seeker_id}, wanted, owner)


def desk_claim(rules: Rules, lane: Lane, *, starts_at: datetime, owner: Owner) -> Claim:
    """The time of a desk, with its rest afterwards."""
    length = rules.on(day_of(starts_at)).length_minutes
    wanted = desk_ticks(starts_at, length_minutes=length, rest_minutes=lane.rest_minutes)
    return Claim(DeskClaim, {"desk_id": lane.desk_id}, wanted, owner)


def claim_seeker(
    session: Session, rules: Rules, *, seeker_id: int, starts_at: datetime, owner: Owner, now: datetime
) -> bool:
    """Claim the seeker's time; False if they have something else, here or elsewhere, in it."""
    return _claim(session, seeker_claim(rules, seeker_id=seeker_id, starts_at=starts_at, owner=owner), now)


def claim_desk(
    session: Session, rules: Rules, *, desks: Sequence[int], starts_at: datetime, owner: Owner, now: datetime
) -> int | None:
    """Claim the first of `desks` that is still free, and answer its id; None if all were taken meanwhile."""
    for lane in lanes_of(rules, desks):
        if _claim(session, desk_claim(rules, lane, starts_at=starts_at, owner=owner), now):
            return lane.desk_id
    return None


def lanes_of(rules: Rules, desks: Collection[int]) -> list[Lane]:
    """The lanes of `desks`, in the order in which they fill."""
    return [lane for lane in rules.lanes if lane.desk_id in desks]


def confirm_hold(
    session: Session, rules: Rules, *, held: HeldPlace, desks: Collection[int], booking_id: int, now: datetime
) -> bool:
    """Turn the claims of a live hold into those of a booking.

    One UPDATE a table with `expires_at > now`, so that a hold that lapses at this very moment is either taken over by
    somebody else or confirmed, never both. False if the hold lapsed or was replaced, or if desk, length or rest are no
    longer those for which it was made: the booking has nothing of it then, ends it and claims afresh.
    """
    lane = next((lane for lane in rules.lanes if lane.desk_id == held.desk_id and held.desk_id in desks), None)
    if lane is None:
        return False
    length = rules.on(day_of(held.starts_at)).length_minutes
    of_desk = desk_ticks(held.starts_at, length_minutes=length, rest_minutes=lane.rest_minutes)
    of_seeker = seeker_ticks(held.starts_at, length_minutes=length)
    booked = {"held_by": held.id, "now": now, "booked_as": booking_id}
    connection = connection_of(session)
    had = [{tick for (tick,) in _BOOK[table].rows(connection, booked)} for table in _TABLES]
    if had == [set(of_desk), set(of_seeker)]:
        return True
    for table in _TABLES:
        session.execute(delete(table).where(table.booking_id == booking_id))
    return False


def extend_hold(session: Session, *, hold_id: int, expires_at: datetime, now: datetime) -> bool:
    """Let the claims of a live hold last until `expires_at`; False if it has lapsed."""
    connection, given = connection_of(session), {"held_by": hold_id, "now": now, "until": expires_at}
    return all(_EXTEND[table].rows(connection, given) for table in _TABLES)


def release_hold(session: Session, hold_id: int) -> None:
    """Give back what a hold had claimed."""
    for table in _TABLES:
        session.execute(delete(table).where(table.hold_id == hold_id))


def _claim(session: Session, wanted: Claim, now: datetime) -> bool:
    inserted = insert_if_free(session, wanted.table, wanted.rows.rows)
    return wanted.settle(session, len(inserted), now=now)
