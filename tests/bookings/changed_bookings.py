"""What is left of a booking after it was cancelled or moved: claims, meetings, messages, mail, the provider's view."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from booking.meetings.issue import issue_next
from booking.meetings.remove import remove_next
from booking.services import services
from booking.tables import DeskClaim, Meeting, MeetingState, SeekerClaim
from database.base import db
from notifier.tables import Delivery, DeliveryState, Message
from tests.bookings.town_bookings import booking_of
from tests.meetings.fakes import FakeMeetings
from tests.town import FRIDAY_MORNING, office_time

_TICK = timedelta(minutes=15)


def issue(provider: FakeMeetings, *, after: timedelta = timedelta()) -> None:
    """Let the scheduler's job issue what is wanted, so long after everything happened."""
    while issue_next(provider, services().keys, now=FRIDAY_MORNING + after, real_now=datetime.now(UTC)):
        pass


def remove(provider: FakeMeetings) -> None:
    """Let the scheduler's job remove what was withdrawn."""
    while remove_next(provider, now=FRIDAY_MORNING, real_now=datetime.now(UTC)):
        pass


def ticks(starts_at: str, count: int) -> list[datetime]:
    """`count` ticks from "2026-11-26 10:00" on (UTC)."""
    return [office_time(starts_at).astimezone(UTC) + _TICK * n for n in range(count)]


def claims_of(number: str) -> tuple[list[datetime], list[datetime]]:
    """The ticks (UTC) that the booking has claimed of its desk and of its seeker."""
    found = booking_of(number)
    desk = select(DeskClaim.tick).where(DeskClaim.booking_id == found.id, DeskClaim.desk_id == found.desk_id)
    seeker = select(SeekerClaim.tick).where(
        SeekerClaim.booking_id == found.id, SeekerClaim.seeker_id == found.seeker_id
    )
    return list(db.session.scalars(desk.order_by(DeskClaim.tick))), list(
        db.session.scalars(seeker.order_by(SeekerClaim.tick))
    )


def claims_in_all() -> tuple[int, int]:
    """How many ticks of desks and of seekers are claimed by anybody."""
    db.session.rollback()
    return len(db.session.scalars(select(DeskClaim.id)).all()), len(db.session.scalars(select(SeekerClaim.id)).all())


def meetings_of(number: str) -> list[MeetingState]:
    """The states of the booking's meetings, the first one first."""
    found = booking_of(number)
    return list(db.session.scalars(select(Meeting.state).where(Meeting.booking_id == found.id).order_by(Meeting.id)))


def sent_messages() -> list[tuple[str, DeliveryState]]:
    """Every message's kind with what became of its mail, in order."""
    db.session.rollback()
    rows = db.session.execute(
        select(Message.kind, Delivery.state).join(Delivery, Delivery.message_id == Message.id).order_by(Message.id)
    )
    return [(kind, state) for kind, state in rows]
