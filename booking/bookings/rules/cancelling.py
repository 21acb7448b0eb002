"""When a cancellation counts as one: the office hears of it before the start (rules.md#cancelling); knows no tables."""

from datetime import datetime

from booking.bookings.refusals import NotifiedInFuture, NotifiedTooLate
from booking.core.refusals import OfficeContact


def refuse_unless_in_time(notified_at: datetime, *, starts_at: datetime, now: datetime, office: OfficeContact) -> None:
    """Raise a refusal unless the office heard of the cancellation before the start.

    Raises:
        NotifiedTooLate: the consultation had begun; what came later is an absence, for staff to judge.
        NotifiedInFuture: nobody can have heard of it yet.
    """
    if notified_at > now:
        raise NotifiedInFuture(office)
    if notified_at >= starts_at:
        raise NotifiedTooLate(office, starts_at)
