"""Two fields for the first and the last day of what is shown, the same wherever staff choose days."""

from datetime import date

from booking.core.input.parsing import read_typed_day
from booking.core.texts import _


def span_of(first: str, last: str) -> tuple[date, date] | None:
    """The two days as typed; None where one cannot be read, or the last comes before the first."""
    days = read_typed_day(first), read_typed_day(last)
    return (days[0], days[1]) if days[0] and days[1] and days[0] <= days[1] else None


def span_complaints(first: str, last: str) -> tuple[str, str]:
    """What is wrong with the first day, and with the last one; empty for nothing."""
    begins, ends = read_typed_day(first), read_typed_day(last)
    no_day = _("日付を入力してください。例：2026年11月1日")
    turned = _("終わりの日には、始めの日か、それより後の日を入力してください。")
    return "" if begins else no_day, no_day if ends is None else turned if begins and ends < begins else ""
