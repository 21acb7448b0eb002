"""Gives a new booking its number and its display name, both random and both unique."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import and_, bindparam, cast, null, or_, select, union_all
from sqlalchemy.orm import Session

from booking.availability.offices import contact_of
from booking.bookings.refusals import NoDisplayNameLeft
from booking.bookings.rules.booking_numbers import new_booking_number
from booking.bookings.rules.display_names import candidates
from booking.core.refusals import OfficeContact
from booking.tables import CANCELLED, Booking, GivenBack, Office
from database.base import table_of
from database.connections import connection_of
from database.fast.prepared import Prepared, Row
from database.types import UtcDateTime

_NOT_AGAIN_WITHIN = timedelta(days=90)
_NEVER = datetime.min.replace(tzinfo=UTC)

# On the tables, for a statement that is built once. The names of the day, the seeker's own of late, and those that were
# given back, with the moment at which they were.
_bookings, _given_back = table_of(Booking).c, table_of(GivenBack).c
_OF_THE_DAY = and_(
    _bookings.office_id == bindparam("office_id"),
    _bookings.day == bindparam("day"),
    _bookings.status.not_in(CANCELLED),
)
_RECENT = and_(_bookings.seeker_id == bindparam("seeker_id"), _bookings.starts_at > bindparam("not_again_since"))
_GIVEN_BACK = and_(_given_back.office_id == bindparam("office_id"), _given_back.day == bindparam("day"))
_NAMES = Prepared(
    select(
        union_all(
            select(
                _bookings.display_name, _OF_THE_DAY.label("today"), cast(null(), UtcDateTime()).label("given_back_at")
            ).where(or_(_OF_THE_DAY, _RECENT)),
            select(_given_back.display_name, _GIVEN_BACK, _given_back.given_back_at).where(_GIVEN_BACK),
        ).subquery()
    )
)


def _moment_of(row: Row) -> datetime:
    """When the name was given back; for other names any moment will do."""
    return row[2] or _NEVER


def give_number() -> str:
    """A random booking number; whether another booking has it, its UNIQUE constraint says, and `transact` draws again.

    Even beside 1.5 million bookings that is one in sixty; to look first would cost every booking a statement.
    """
    return new_booking_number()


def give_display_name(session: Session, office: Office, day: date, seeker_id: int, *, now: datetime) -> tuple[str, str]:
    """Draw a (word, name) that nobody has at the office on `day` and that the seeker did not have in the last 90 days.

    A seeker whose place was given back may still have the old message before their eyes: such names come last.

    Raises:
        NoDisplayNameLeft: every one is somebody's.
    """
    return draw_display_name(names_in_question(session, office.id, day, seeker_id, now=now), day, contact_of(office))


def names_in_question(session: Session, office_id: int, day: date, seeker_id: int, *, now: datetime) -> Sequence[Row]:
    """The names at the office on `day`, the seeker's own of late, and those that were given back."""
    of_whom = {"office_id": office_id, "day": day, "seeker_id": seeker_id}
    return _NAMES.rows(connection_of(session), {**of_whom, "not_again_since": now - _NOT_AGAIN_WITHIN})


def draw_display_name(rows: Sequence[Row], day: date, office: OfficeContact) -> tuple[str, str]:
    """A (word, name) for `day` that is none of the `rows` in question; raises NoDisplayNameLeft."""
    names = candidates(
        taken_today={name for name, today, given_back_at in rows if today and given_back_at is None},
        own_recent={name for name, today, _ in rows if not today},
        given_back=[name for name, _, at in sorted(rows, key=_moment_of) if at is not None],
    )
    found = next(names, None)
    if found is None:
        raise NoDisplayNameLeft(office, day)
    return found
