"""Moves in one line each, and what must hold after any of them; shared by the tests of moving."""

from datetime import timedelta

from sqlalchemy import select

from booking.bookings.move import MoveRequest
from booking.core.channels import Channel
from booking.tables import Booking, BookingStatus, DeskClaim, MeetingState, SeekerClaim
from database.base import db
from tests.bookings.changed_bookings import claims_of, meetings_of, ticks
from tests.bookings.town_bookings import booking_of, office_of
from tests.town import MISAKI, office_time, seeker_id

KAKUTO, SHO, LAN = "70000-0000003", "70000-0000005", "70000-0000006"
THURSDAY_AT_TEN, FRIDAY_AT_ELEVEN = "2026-11-26 10:00", "2026-11-27 11:00"
FRIDAY_AT_THREE = "2026-11-27 15:00"


def by_seeker(number: str, starts_at: str, *, seeker: str = MISAKI, key: str = "web:1") -> MoveRequest:
    own_id = seeker_id(seeker)
    return MoveRequest(number, office_time(starts_at), Channel.WEB, f"seeker:{own_id}", key, seeker_id=own_id)


def by_clerk(number: str, starts_at: str, *, office: str = "omura", late_reason: str = "") -> MoveRequest:
    offices = frozenset({office_of(office).id})
    return MoveRequest(
        number,
        office_time(starts_at),
        Channel.PHONE,
        "staff:2",
        f"desk:{starts_at}",
        office_ids=offices,
        late_reason=late_reason,
    )


def assert_claims_are_those_of_the_bookings() -> None:
    """Every claim lies in the time of a standing booking at its desk, and every standing booking has all of its own."""
    db.session.rollback()
    standing = db.session.scalars(select(Booking).where(Booking.status == BookingStatus.BOOKED)).all()
    wanted_of_desks = {
        (one.id, one.desk_id, one.starts_at + timedelta(minutes=15 * n)) for one in standing for n in range(3)
    }
    wanted_of_seekers = {
        (one.id, one.seeker_id, one.starts_at + timedelta(minutes=15 * n)) for one in standing for n in range(2)
    }
    of_desks = db.session.execute(select(DeskClaim.booking_id, DeskClaim.desk_id, DeskClaim.tick))
    of_seekers = db.session.execute(select(SeekerClaim.booking_id, SeekerClaim.seeker_id, SeekerClaim.tick))
    assert {tuple(row) for row in of_desks} == wanted_of_desks
    assert {tuple(row) for row in of_seekers} == wanted_of_seekers


def assert_unmoved(number: str, starts_at: str = THURSDAY_AT_TEN) -> None:
    found = booking_of(number)
    assert (found.starts_at, found.sequence, found.status) == (office_time(starts_at), 0, BookingStatus.BOOKED)
    assert claims_of(number) == (ticks(starts_at, 3), ticks(starts_at, 2))
    assert meetings_of(number) == [MeetingState.WANTED]
