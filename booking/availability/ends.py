"""From which day on something is offered no more: an office, a procedure or a desk that ends; knows no tables."""

from datetime import date


def first_end(*ends: date | None) -> date | None:
    """The first day without, of what ends on several days (None: it does not end)."""
    return min((end for end in ends if end is not None), default=None)


def has_ended(ends_on: date | None, *, on: date) -> bool:
    """Whether it is over on that day; `ends_on` is the first day without."""
    return ends_on is not None and ends_on <= on
