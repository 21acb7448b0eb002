"""Literal days for tests that say their weekday and are checked for it."""

from datetime import date

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def day(text: str) -> date:
    """The date of a text like "2026-11-25 Wed"; a wrong weekday fails the test that wrote it."""
    iso, weekday = text.split()
    parsed = date.fromisoformat(iso)
    assert _WEEKDAYS[parsed.weekday()] == weekday, f"{iso} is not a {weekday}"
    return parsed
