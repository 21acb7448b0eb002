"""Until when a registration (求職) is valid; knows no tables."""

from datetime import date

from dateutil.relativedelta import relativedelta

_LAST = 31  # relativedelta takes the last day of a month that has fewer


def valid_until(accepted_on: date) -> date:
    """The last valid day of a registration that is accepted on a day: the end of the month after next (翌々月末)."""
    return accepted_on + relativedelta(months=2, day=_LAST)
