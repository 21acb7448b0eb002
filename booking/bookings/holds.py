"""Holds of a seeker, and the drafts in them."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime

from sqlalchemy import and_, bindparam, or_, select
from sqlalchemy.orm import Session

from booking.availability.procedures import WHICH_KNOWN, KnownProcedure, known_of
from booking.bookings.refusals import UnknownHold
from booking.bookings.rules.holding import UnusedHold
from booking.bookings.rules.shown import draft_in_short
from booking.tables import Booking, Hold, Office, Procedure, Seeker
from calendars.office_time import day_of
from database.base import table_of
from database.connections import connection_of
from database.fast.prepared import Prepared


@dataclass(frozen=True)
class OwnHold:
    """A seeker's hold with its draft, as one statement reads it for every step; moments are UTC.

    `booking_number` is of the booking that a used one became; address and registration are its seeker's.
    """

    id: int
    token: str
    seeker_id: int
    desk_id: int
    starts_at: datetime
    made_on: date
    expires_at: datetime
    extended: bool
    ended_at: datetime | None
    taken_away: bool
    terms_version: str | None
    terms_accepted_at: datetime | None
    topic: str
    wishes: Sequence[str]
    booking_number: str | None
    email: str | None
    registration_valid_until: date | None
    procedure: KnownProcedure


# Built once, and on the tables: every step of a booking asks one of them.
_holds, _bookings, _seekers, _procedures, _offices = (
    table_of(model).c for model in (Hold, Booking, Seeker, Procedure, Office)
)
_ELSEWHERE = {
    "booking_number": _bookings.number,
    "email": _seekers.email,
    "registration_valid_until": _seekers.registration_valid_until,
}
_COLUMNS = {**dict(_holds), **_ELSEWHERE}
_OWN = (
    select(
        *(_COLUMNS[each.name] for each in fields(OwnHold)[:-1]),
        *WHICH_KNOWN,
    )
    .select_from(table_of(Hold))
    .join(table_of(Seeker), _seekers.id == _holds.seeker_id)
    .join(table_of(Procedure), _procedures.id == _holds.procedure_id)
    .join(table_of(Office), _offices.id == _procedures.office_id)
    .outerjoin(table_of(Booking), _bookings.id == _holds.booking_id)
    .where(_holds.seeker_id == bindparam("seeker_id"))
)
_OF_TOKEN = Prepared(_OWN.where(_holds.token == bindparam("token")))
_OPEN = Prepared(_OWN.where(_holds.ended_at.is_(None)))

_UNUSED = and_(
    _holds.seeker_id == bindparam("seeker_id"),
    _holds.procedure_id == bindparam("procedure_id"),
    _holds.booking_id.is_(None),
)
_UNUSED_OF_DAY = Prepared(
    select(_holds.starts_at, _holds.made_at, _holds.expires_at, _holds.ended_at).where(
        _UNUSED, _holds.made_on == bindparam("day"), _holds.taken_away.is_(False)
    )
)
_UNUSED_BEFORE = Prepared(
    select(
        _holds.starts_at,
        _holds.made_at,
        _holds.expires_at,
        _holds.ended_at,
        _holds.token,
        _holds.made_on,
        _holds.taken_away,
    )
    .where(_UNUSED, or_(_holds.made_on == bindparam("day"), _holds.starts_at == bindparam("starts_at")))
    .order_by(_holds.made_at)
)
_LAST_DRAFT = Prepared(
    select(_holds.topic, _holds.wishes, _holds.drafted_at)
    .where(_UNUSED, _holds.drafted_at.is_not(None))
    .order_by(_holds.drafted_at.desc())
    .limit(1)
)
_LAST_BOOKED = Prepared(
    select(_bookings.topic, _bookings.wishes, _bookings.cancelled_at, _bookings.status)
    .where(_bookings.seeker_id == bindparam("seeker_id"), _bookings.procedure_id == bindparam("procedure_id"))
    .order_by(_bookings.id.desc())
    .limit(1)
)


def hold_of(session: Session, token: str, *, seeker_id: int) -> OwnHold:
    """The seeker's own hold with its procedure; somebody else's is as unknown as one that never was."""
    found = _read(session, _OF_TOKEN, seeker_id=seeker_id, token=token)
    if found is None:
        raise UnknownHold(None)
    return found


def open_hold(session: Session, *, seeker_id: int) -> OwnHold | None:
    """The seeker's one hold that was neither used, nor replaced, nor given up; it may have lapsed."""
    return _read(session, _OPEN, seeker_id=seeker_id)


def _read(session: Session, statement: Prepared, **given: object) -> OwnHold | None:
    rows = statement.rows(connection_of(session), given)
    if not rows:
        return None
    *values, code, office_id, version = rows[0]
    values.append(known_of(session, code, office_id, version))
    return OwnHold(*values)


def shown_of(hold: OwnHold) -> str:
    """What the confirmation page shows of the hold's draft, in short."""
    return draft_in_short(
        topic=hold.topic, wishes=hold.wishes, terms_version=hold.terms_version, starts_at=hold.starts_at
    )


def begun_hold(session: Session, *, seeker_id: int, now: datetime) -> OwnHold | None:
    """The hold with which the seeker may go on: a live one, or one of today whose time is over."""
    held = open_hold(session, seeker_id=seeker_id)
    if held is None or held.starts_at <= now:
        return None
    return held if held.expires_at > now or held.made_on == day_of(now) else None


def unused_holds(session: Session, *, seeker_id: int, procedure_id: int, day: date) -> Sequence[UnusedHold]:
    """The holds of the procedure that the seeker made on `day` (office day) and that led to no booking.

    Those that the office took away do not count.
    """
    given = {"seeker_id": seeker_id, "procedure_id": procedure_id, "day": day}
    return [UnusedHold(*row) for row in _UNUSED_OF_DAY.rows(connection_of(session), given)]


@dataclass(frozen=True)
class HoldsBefore:
    """A seeker's holds of a procedure that led to no booking, as far as they count when a slot is held once more.

    `of_day` are those that `unused_holds` answers. `of_slot` is the latest of this very slot, on whatever day and
    however it ended, and `token` names it.
    """

    of_day: Sequence[UnusedHold]
    of_slot: UnusedHold | None
    token: str


def holds_before(session: Session, *, seeker_id: int, procedure_id: int, starts_at: datetime, day: date) -> HoldsBefore:
    """What the seeker held of the procedure on `day` (office day), and the last time that they held this slot."""
    given = {"seeker_id": seeker_id, "procedure_id": procedure_id, "starts_at": starts_at, "day": day}
    of_day: list[UnusedHold] = []
    of_slot, token_of_slot = None, ""
    for *hold, token, made_on, taken_away in _UNUSED_BEFORE.rows(connection_of(session), given):
        unused = UnusedHold(*hold)
        if made_on == day and not taken_away:
            of_day.append(unused)
        if unused.starts_at == starts_at:
            of_slot, token_of_slot = unused, token
    return HoldsBefore(of_day, of_slot, token_of_slot)


@dataclass(frozen=True)
class Draft:
    """What a seeker wrote for a consultation that has not come about."""

    topic: str
    wishes: Sequence[str]


def draft_to_keep(session: Session, *, seeker_id: int, procedure_id: int) -> Draft:
    """What the seeker wrote last for the procedure: in a hold, or for the booking that the office cancelled since."""
    connection, whose = connection_of(session), {"seeker_id": seeker_id, "procedure_id": procedure_id}
    draft = next(iter(_LAST_DRAFT.rows(connection, whose)), None)
    booked = next(iter(_LAST_BOOKED.rows(connection, whose)), None)
    if booked and booked[-1].cancelled_by_office and (draft is None or draft[-1] < booked[2]):
        return Draft(*booked[:2])
    return Draft(*draft[:2]) if draft else Draft("", ())
