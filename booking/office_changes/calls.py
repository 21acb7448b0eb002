"""Whom a change of an office concerned, as lists to call: of staff's own offices, as long as a call helps."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from booking.audit.actors import staff_of
from booking.core.fates import Fate
from booking.tables import Booking, BookingStatus, DecidedBooking, OfficeChange, Staff
from database.one_of import one_of

SHOWN_FOR = timedelta(days=31)
OPERATOR = "operator:"


@dataclass(frozen=True)
class CallLine:
    """What was decided about one booking; `waits` while somebody is still to be called, `called_by` is a name."""

    decided: DecidedBooking
    waits: bool
    called_by: str

    @property
    def booking(self) -> Booking:
        """The booking as it is now."""
        return self.decided.booking

    @property
    def changed_since(self) -> bool:
        """Whether the booking is not (any more) what was decided: it was moved, cancelled, or is over."""
        return not _stands(self.decided)


@dataclass(frozen=True)
class CallList:
    """A change and whom it concerned: first whoever is still to be called, then by start. `made_by` is a name."""

    change: OfficeChange
    made_by: str
    lines: tuple[CallLine, ...]

    @property
    def waiting(self) -> int:
        """How many are still to be called."""
        return sum(line.waits for line in self.lines)

    @property
    def by_operator(self) -> bool:
        """Whether nobody of the office decided it."""
        return self.change.made_by.startswith(OPERATOR)

    @property
    def is_unseen(self) -> bool:
        """Whether nobody of the office has noted what an operator decided."""
        return self.by_operator and self.change.seen_at is None


def call_lists(session: Session, *, office_ids: Collection[int], now: datetime) -> Sequence[CallList]:
    """The lists of the last month and those that still wait, however old, the newest first."""
    recent = OfficeChange.made_at > now - SHOWN_FOR
    waiting = select(DecidedBooking.change_id).join(DecidedBooking.booking).where(_waits())
    to_call = and_(OfficeChange.undone_at.is_(None), OfficeChange.id.in_(waiting))
    shown = _of_offices(office_ids).where(or_(recent, to_call, _UNSEEN))
    return _as_lists(session, session.scalars(shown.order_by(OfficeChange.id.desc()), {"now": now}).all(), now)


def call_list(session: Session, change_id: int, *, office_ids: Collection[int], now: datetime) -> CallList | None:
    """One list; None for one of another office."""
    found = session.scalars(_of_offices(office_ids).where(OfficeChange.id == change_id)).all()
    return next(iter(_as_lists(session, found, now)), None)


def was_kept(session: Session, booking: Booking) -> bool:
    """Whether somebody decided that the booking, as it is now, takes place although its office changed."""
    return (booking.id, booking.sequence) in kept_among(session, [booking.id])


def kept_among(session: Session, booking_ids: Collection[int]) -> Collection[tuple[int, int]]:
    """The bookings of which somebody decided so, each with the revision (`sequence`) for which that was decided."""
    kept = select(DecidedBooking.booking_id, DecidedBooking.sequence).where(
        DecidedBooking.booking_id.in_(booking_ids),
        DecidedBooking.fate != Fate.CANCELLED,
        DecidedBooking.change.has(OfficeChange.undone_at.is_(None)),
    )
    return {(booking_id, sequence) for booking_id, sequence in session.execute(kept)}


_UNSEEN = and_(OfficeChange.seen_at.is_(None), OfficeChange.made_by.startswith(OPERATOR))


def _of_offices(office_ids: Collection[int]) -> Select[OfficeChange]:
    return (
        select(OfficeChange)
        .where(OfficeChange.office_id.in_(office_ids))
        .options(
            joinedload(OfficeChange.office),
            selectinload(OfficeChange.decided).joinedload(DecidedBooking.booking).joinedload(Booking.seeker),
        )
    )


def _as_lists(session: Session, changes: Sequence[OfficeChange], now: datetime) -> list[CallList]:
    names = _names(session, changes)
    return [
        CallList(
            change,
            names.get(staff_of(change.made_by) or 0, ""),
            tuple(sorted((_line(one, names, now) for one in change.decided), key=_waiting_first)),
        )
        for change in changes
    ]


def _line(decided: DecidedBooking, names: Mapping[int, str], now: datetime) -> CallLine:
    waits = (
        decided.change.undone_at is None
        and decided.to_call
        and decided.called_at is None
        and decided.booking.ends_at > now
        and (decided.fate is Fate.CANCELLED or _stands(decided))
    )
    return CallLine(decided, waits, names.get(decided.called_by_staff_id or 0, ""))


def _waiting_first(line: CallLine) -> tuple[bool, bool, datetime, int]:
    return not line.waits, not line.decided.to_call, line.booking.starts_at, line.decided.id


def _stands(decided: DecidedBooking) -> bool:
    """Whether the booking is still what was decided."""
    status = BookingStatus.CANCELLED_BY_OFFICE if decided.fate is Fate.CANCELLED else BookingStatus.BOOKED
    return decided.booking.status is status and decided.booking.sequence == decided.sequence


def _waits() -> ColumnElement[bool]:
    """As `_line` says it: a call about what is over, or is another booking meanwhile, helps nobody."""
    stands = and_(Booking.status == BookingStatus.BOOKED, Booking.sequence == DecidedBooking.sequence)
    return and_(
        DecidedBooking.to_call,
        DecidedBooking.called_at.is_(None),
        Booking.ends_at > bindparam("now"),
        or_(DecidedBooking.fate == Fate.CANCELLED, stands),
    )


_AT_OFFICES = one_of(OfficeChange.office_id, "office_ids")

# How many people are still to be called, and how many changes an operator decided that nobody of the office has noted.
HOW_MANY_TO_CALL = (
    select(func.count(DecidedBooking.id))
    .join(DecidedBooking.change)
    .join(DecidedBooking.booking)
    .where(_AT_OFFICES, OfficeChange.undone_at.is_(None), _waits())
)
HOW_MANY_UNSEEN = select(func.count(OfficeChange.id)).where(_AT_OFFICES, _UNSEEN)


def _names(session: Session, changes: Sequence[OfficeChange]) -> Mapping[int, str]:
    ids = {staff_of(change.made_by) or 0 for change in changes}
    ids |= {one.called_by_staff_id or 0 for change in changes for one in change.decided}
    return {staff.id: staff.name for staff in session.scalars(select(Staff).where(Staff.id.in_(ids)))}
