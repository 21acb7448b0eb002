"""The identity check of a caller: which facts must be ticked, how long it holds; knows no tables."""

from collections.abc import Collection
from datetime import datetime, timedelta
from enum import StrEnum

from booking.people.refusals import IdentityNotChecked

OTHERS_NEEDED = 2
CHECK_LASTS = timedelta(minutes=30)  # as long as a call may take; the next caller is asked again


class Fact(StrEnum):
    """What the caller says and the clerk compares with the record, or what the clerk did to be sure."""

    SEEKER_NUMBER = "seeker_number"
    BIRTH_DATE = "birth_date"
    PHONE = "phone"
    ADDRESS = "address"
    NAME = "name"
    CALLED_BACK = "called_back"  # the clerk called the number on record and reached the person there


class CheckedBy(StrEnum):
    """What a check rests on; the audit log says which."""

    NUMBER = "number"
    FOUR_FACTS = "four_facts"
    CALL_BACK = "call_back"


_WITHOUT_NUMBER = frozenset({Fact.NAME, Fact.BIRTH_DATE, Fact.PHONE, Fact.ADDRESS})
_BESIDE_NUMBER = frozenset({Fact.BIRTH_DATE, Fact.PHONE, Fact.ADDRESS})


def checked_by(ticked: Collection[Fact]) -> CheckedBy:
    """Answer what is enough to know who calls (rules.md#identity-check).

    That is the seeker number and two of birth date, phone and address; without the number the name and all three; or
    a call back to the number on record.

    Raises:
        IdentityNotChecked: too little is ticked to read anything out or to change anything.
    """
    if Fact.SEEKER_NUMBER in ticked and len(_BESIDE_NUMBER & set(ticked)) >= OTHERS_NEEDED:
        return CheckedBy.NUMBER
    if set(ticked) >= _WITHOUT_NUMBER:
        return CheckedBy.FOUR_FACTS
    if Fact.CALLED_BACK in ticked:
        return CheckedBy.CALL_BACK
    raise IdentityNotChecked(None)


def askable(*, has_phone: bool) -> tuple[Fact, ...]:
    """The facts that can be compared with a record: without a phone on it nobody confirms or calls one."""
    of_phones = {Fact.PHONE, Fact.CALLED_BACK}
    return tuple(fact for fact in Fact if has_phone or fact not in of_phones)


def holds_until(checked_at: datetime) -> datetime:
    """The moment at which a check ends."""
    return checked_at + CHECK_LASTS


def still_holds(checked_at: datetime, *, now: datetime) -> bool:
    """Whether a check made at `checked_at` still holds at `now`."""
    return checked_at <= now < holds_until(checked_at)
