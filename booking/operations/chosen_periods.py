"""For how many days things are kept where administrators have chosen (rules.md#retention)."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.tables import ChosenPeriod


def chosen_days(session: Session) -> dict[str, int]:
    """The days that were chosen, by the code of their period."""
    return {row.code: row.days for row in session.execute(select(ChosenPeriod.code, ChosenPeriod.days))}
