"""The identity check of a caller: which facts must be ticked, how long it holds; knows no tables."""

from collections.abc import Collection
from datetime import datetime, timedelta
from enum import StrEnum

from booking.people.refusals import IdentityNotChecked

OTHERS_NEEDED = 2
CHECK_LASTS = timedelta(minutes=30)  # as long as a call may take; the next caller is asked again


class Fact(StrEnum):
    """What the caller says and the clerk compares with the record."""

    SEEKER_NUMBER = "seeker_number"
    BIRTH_DATE = "birth_date"
    PHONE = "phone"
    ADDRESS = "address"


def refuse_unless_checked(ticked: Collection[Fact]) -> None:
    """Raise IdentityNotChecked unless the seeker number and two more facts are ticked (rules.md#identity-check).

    Raises:
        IdentityNotChecked: too little is ticked to read anything out or to change anything.
    """
    others = set(ticked) - {Fact.SEEKER_NUMBER}
    if Fact.SEEKER_NUMBER not in ticked or len(others) < OTHERS_NEEDED:
        raise IdentityNotChecked(None)


def still_holds(checked_at: datetime, *, now: datetime) -> bool:
    """Whether a check made at `checked_at` still holds at `now`."""
    return checked_at <= now < checked_at + CHECK_LASTS
