"""What a calendar shows of one entry, in the same words for every program."""

from dataclasses import dataclass
from datetime import UTC, date, datetime


@dataclass(frozen=True)
class Seen:
    """One entry as a program understood it; whole days have dates, and `ends` is the day after."""

    uid: str
    starts: date
    ends: date
    title: str
    cancelled: bool


def moment_of(text: str) -> date:
    """A date (20261123) or a UTC moment (20261125T010000Z, 2026-11-25T01:00:00.000Z) as a program wrote it."""
    if len(text) in {8, 10}:
        return date.fromisoformat(text)
    found = datetime.fromisoformat(text)
    assert found.tzinfo is not None, f"{text} floats"
    return found.astimezone(UTC)


def day_or_moment(value: date | None) -> date:
    """The same of a Python value."""
    assert value is not None
    if not isinstance(value, datetime):
        return value
    assert value.tzinfo is not None, f"{value} floats"
    return value.astimezone(UTC)
