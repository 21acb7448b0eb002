"""When Zoom may be asked again, read from what it says (Zoom's rate limits page)."""

from datetime import UTC, datetime, time, timedelta
from email.utils import parsedate_to_datetime

LONGEST = timedelta(days=2)  # no limit of Zoom lasts longer; a stranger answer is not believed


def retry_at(given: str | None, *, now: datetime) -> datetime | None:
    """The moment that a Retry-After header names: seconds, an ISO date-time or an HTTP date. None if it names none."""
    moment = _moment(given.strip(), now) if given else None
    return None if moment is None else min(max(moment, now), now + LONGEST)


def _moment(given: str, now: datetime) -> datetime | None:
    if given.isascii() and given.isdigit():
        return now + min(timedelta(seconds=int(given[:9])), LONGEST)
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = read(given)
        except ValueError:
            continue
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return None


def next_day_of_limits(now: datetime) -> datetime:
    """The next 00:00 UTC, which is 09:00 in Japan: daily limits begin anew."""
    return day_of_limits(now) + timedelta(days=1)


def day_of_limits(now: datetime) -> datetime:
    """When the present day of limits began."""
    return datetime.combine(now.astimezone(UTC).date(), time(), tzinfo=UTC)
