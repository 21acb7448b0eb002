"""Office time (Asia/Tokyo): turns days and clock times into aware moments and back; formats nothing."""

from calendar import monthrange
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

TOKYO = ZoneInfo("Asia/Tokyo")


def at(day: date, clock: time) -> datetime:
    """The aware moment at which the office's clock shows `clock` on `day` (office time)."""
    return datetime.combine(day, clock, tzinfo=TOKYO)


def midnight(day: date) -> datetime:
    """The first moment of `day` in office time."""
    return at(day, time.min)


def day_of(moment: datetime) -> date:
    """The office's day at an aware `moment` of any zone; ValueError for a naive one."""
    return in_office_time(moment).date()


def in_office_time(moment: datetime) -> datetime:
    """The same moment on the office's clock; ValueError for a naive one."""
    return _aware(moment).astimezone(TOKYO)


def year_before(day: date) -> date:
    """The same date a year earlier; 28 February stands for the 29th of a leap year."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def months_after(moment: datetime, months: int) -> datetime:
    """The same time of day so many months later; the month's last day where it has no such day (民法 art. 143)."""
    local = in_office_time(moment)
    years, month = divmod(local.month - 1 + months, 12)
    year = local.year + years
    day = min(local.day, monthrange(year, month + 1)[1])
    return local.replace(year=year, month=month + 1, day=day)


def to_utc(moment: datetime) -> datetime:
    """The same moment in UTC, as rows hold it; ValueError for a naive one."""
    return _aware(moment).astimezone(UTC)


def _aware(moment: datetime) -> datetime:
    # astimezone() would quietly take a naive value for the machine's own zone.
    if moment.utcoffset() is None:
        raise ValueError(f"a moment needs an offset, got the naive {moment.isoformat()}")
    return moment
