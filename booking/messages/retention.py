"""How long messages and the record of their mail are kept."""

from booking.core.erasure import ROWS_AT_ONCE, Night, Retention, in_batches
from calendars.office_time import day_of, midnight, year_before
from notifier.retention import forget_messages


def _forget(night: Night) -> int:
    """Messages stay for a year after they were sent (「送受信後１年経過すると自動消去」, guide to the my-page)."""
    year_ago = midnight(year_before(day_of(night.now)))
    return in_batches(lambda session: forget_messages(session, made_before=year_ago, most=ROWS_AT_ONCE))


RETAINED = (Retention("messages", _forget),)
