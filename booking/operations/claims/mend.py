"""Sees that every booking that stands and is not over has exactly its claims, whatever deleted or left some.

Claims alone decide who has a time (decision 0011), so none may be missing. A look without a lock finds the offices
where something is wrong; there it is put right under the office's lock, beside which nobody books. It may run twice.
"""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from sqlalchemy import ColumnElement, delete, select, tuple_
from sqlalchemy.orm import Session

from booking.audit.record import record
from booking.availability.locks import lock_office, lock_seeker
from booking.bookings.steps.holds import take_away
from booking.operations.claims.check import Claimant, Claimed, Difference, difference
from booking.operations.claims.claimants import claimants, claims_by_booking
from booking.tables import Booking, ClaimClash, DeskClaim, Hold, Office, SeekerClaim
from database.afresh import read_afresh
from database.base import db
from database.inserting import insert_if_free
from database.transactions import transact

logger = logging.getLogger(__name__)

_Table = type[DeskClaim] | type[SeekerClaim]
_TABLES: tuple[_Table, ...] = (DeskClaim, SeekerClaim)


@dataclass
class Mended:
    """What was done: ticks put back and removed, and pairs of bookings that want the same time."""

    put_back: int = 0
    removed: int = 0
    clashes: set[tuple[int, int]] = field(default_factory=set)

    def __str__(self) -> str:
        return f"{self.put_back} claims put back, {self.removed} removed, {len(self.clashes)} pairs of bookings clash"


@dataclass(frozen=True)
class _Wrong:
    """A booking whose claims in one table are not what they should be."""

    claimant: Claimant
    table: _Table
    found: Difference


def mend_claims(*, now: datetime) -> Mended:
    """Put back the claims that are missing, remove those too many, and note which bookings clash."""
    mended = Mended()
    for office_id in _offices_with_something_wrong(now):
        of_office = transact(partial(_mend, office_id=office_id, now=now))
        mended.put_back += of_office.put_back
        mended.removed += of_office.removed
        mended.clashes |= of_office.clashes
    transact(lambda session: _note_clashes(session, mended.clashes, now))
    if mended.put_back or mended.removed or mended.clashes:
        logger.error("claims were not those of the bookings: %s %s", mended, sorted(mended.clashes) or "")
    return mended


def _offices_with_something_wrong(now: datetime) -> Sequence[int]:
    session = db.session()
    offices = session.scalars(select(Office.id).order_by(Office.id)).all()
    found = [office_id for office_id in offices if _wrong(session, office_id, now)]
    session.rollback()
    return found


def _wrong(session: Session, office_id: int, now: datetime) -> Sequence[_Wrong]:
    bookings = claimants(session, office_id, now=now)
    of_desks, of_seekers = (claims_by_booking(session, table, office_id, now=now) for table in _TABLES)
    wrong = []
    for one in bookings:
        desk = difference(one.of_desk(), of_desks.get(one.booking_id, set()))
        seeker = difference(one.of_seeker(), of_seekers.get(one.booking_id, set()))
        wrong += [_Wrong(one, table, found) for table, found in ((DeskClaim, desk), (SeekerClaim, seeker)) if found]
    return wrong


def _mend(session: Session, *, office_id: int, now: datetime) -> Mended:
    lock_office(session, office_id)
    for seeker_id in sorted(_seekers(session, _wrong(session, office_id, now))):
        lock_seeker(session, seeker_id)
    wrong = _wrong(session, office_id, now)
    mended = Mended()
    for each in wrong:
        mended.removed += _remove(session, each)
    for each in wrong:
        mended.put_back += _put_back(session, each, now)
        mended.clashes |= _in_the_way(session, each)
    _record(session, wrong, now)
    return mended


def _seekers(session: Session, wrong: Iterable[_Wrong]) -> set[int]:
    """The seekers of these bookings, and of the holds that have to give way."""
    of_holds = {held.seeker_id for each in wrong for held in _holds_in_the_way(session, each)}
    return of_holds | {each.claimant.seeker_id for each in wrong}


def _remove(session: Session, each: _Wrong) -> int:
    mine = each.table.booking_id == each.claimant.booking_id
    gone = delete(each.table).where(mine, _at(each.table, each.found.surplus)).returning(each.table.id)
    return len(session.scalars(gone).all())


def _put_back(session: Session, each: _Wrong, now: datetime) -> int:
    """Put missing claims back; a hold gives way, live or lapsed, because the booking had this time before."""
    for held in _holds_in_the_way(session, each):
        take_away(session, held, now=now)
    owner = {"hold_id": None, "booking_id": each.claimant.booking_id, "expires_at": None}
    rows = [{_whose(each.table): whose, "tick": tick, **owner} for whose, tick in sorted(each.found.missing)]
    return len(insert_if_free(session, each.table, rows))


def _holds_in_the_way(session: Session, each: _Wrong) -> Sequence[Hold]:
    of_holds = select(each.table.hold_id).where(_at(each.table, each.found.missing), each.table.hold_id.is_not(None))
    return read_afresh(session, select(Hold).where(Hold.id.in_(of_holds))).all()


def _in_the_way(session: Session, each: _Wrong) -> set[tuple[int, int]]:
    """The booking and each other one that has a tick which it needs."""
    own, needed = each.claimant.booking_id, _at(each.table, each.found.missing)
    others = session.scalars(select(each.table.booking_id).where(needed, each.table.booking_id != own))
    return {(min(own, other), max(own, other)) for other in others if other is not None}


def _at(table: _Table, ticks: Claimed) -> ColumnElement[bool]:
    return tuple_(getattr(table, _whose(table)), table.tick).in_(sorted(ticks))


def _whose(table: _Table) -> str:
    return "desk_id" if table is DeskClaim else "seeker_id"


def _record(session: Session, wrong: Iterable[_Wrong], now: datetime) -> None:
    ids = {each.claimant.booking_id for each in wrong}
    for number in session.scalars(select(Booking.number).where(Booking.id.in_(ids)).order_by(Booking.id)):
        record(session, actor="job:mend_claims", act="mend_claims", object_=f"booking:{number}", now=now)


def _note_clashes(session: Session, clashes: set[tuple[int, int]], now: datetime) -> None:
    """Note the clashes of this run in place of those of the one before."""
    still = tuple_(ClaimClash.booking_id, ClaimClash.other_id).in_(sorted(clashes))
    session.execute(delete(ClaimClash).where(~still))
    rows = [{"booking_id": one, "other_id": other, "seen_at": now} for one, other in sorted(clashes)]
    insert_if_free(session, ClaimClash, rows)
