"""What is open with a person at some offices: what a clerk should know before they pick up the phone."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from booking.attendance.absences import days_of_unmarked
from booking.attendance.suspensions.reads import SuspensionLine, waiting_of
from booking.bookings.holds import OwnHold, open_hold
from booking.messages.failed_deliveries.open import how_many_failed_of
from booking.tables import Booking, BookingStatus, Seeker, WaitingListEntry
from booking.waiting_list.reads import open_entries
from calendars.office_time import day_of


@dataclass(frozen=True)
class OpenMatters:
    """All that waits, at the offices of whoever asks; of other offices only how many bookings come."""

    coming: Sequence[Booking]
    elsewhere: int
    unmarked: Sequence[Booking]
    suspensions: Sequence[SuspensionLine]
    undelivered: int
    hold: OwnHold | None
    waits: Sequence[WaitingListEntry]

    def __bool__(self) -> bool:
        """Whether there is anything."""
        return any(vars(self).values())


def open_with(session: Session, seeker: Seeker, *, office_ids: Collection[int], now: datetime) -> OpenMatters:
    """What is open with the person."""
    booked = _undecided(session, seeker.id, now)
    here = [each for each in booked if each.office_id in office_ids]
    hold = open_hold(session, seeker_id=seeker.id)
    waits = open_entries(session, seeker_id=seeker.id, now=now)
    return OpenMatters(
        coming=[each for each in here if each.ends_at > now],
        elsewhere=sum(each.ends_at > now for each in booked if each.office_id not in office_ids),
        unmarked=[each for each in here if each.ends_at <= now],
        suspensions=waiting_of(session, seeker.seeker_number, office_ids=office_ids),
        undelivered=how_many_failed_of(session, seeker.id, office_ids=office_ids),
        hold=hold if hold is not None and hold.expires_at > now and hold.procedure.office_id in office_ids else None,
        waits=[each for each in waits if each.procedure.office_id in office_ids],
    )


def _undecided(session: Session, seeker_id: int, now: datetime) -> Sequence[Booking]:
    """Bookings about which nobody has decided: those to come, and those of the days that somebody still remembers."""
    since = days_of_unmarked(day_of(now))["since"]
    return session.scalars(
        select(Booking)
        .where(
            Booking.seeker_id == seeker_id,
            Booking.status == BookingStatus.BOOKED,
            Booking.day >= since,
        )
        .order_by(Booking.starts_at)
        .options(joinedload(Booking.procedure), joinedload(Booking.office))
    ).all()
