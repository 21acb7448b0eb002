"""How long a registration is valid, and who may make it valid again without the office; knows no tables."""

from datetime import date, timedelta
from enum import Enum, auto
from functools import lru_cache

from dateutil.relativedelta import relativedelta

from booking.core.refusals import OfficeContact
from booking.people.validity.refusals import InvalidAlready, InvalidTooLong, ValidAlready

# 「15分～30分程度」 (my-page guide, p. 13): done and told at the end of the first quarter of an hour, or soon after.
TAKES_EFFECT_AFTER = timedelta(minutes=15)

_MOST_STATES = 512  # a year's last days, and some
_MONTH, _WEEK, _YEAR = relativedelta(months=1), timedelta(weeks=1), relativedelta(years=1)


class Notice(Enum):
    """Which of the two messages is due before a registration ends; the value is its place in their order."""

    A_MONTH = 1
    A_WEEK = 2


class State(Enum):
    """How a registration stands on a day."""

    VALID = auto()
    ENDS_SOON = auto()  # within a month: it may be prolonged already
    INVALID = auto()  # the seeker may make it valid again
    INVALID_TOO_LONG = auto()  # only the office may
    NEVER_VALID = auto()  # the office knows no day until which it was


def invalid_since(valid_until: date) -> date:
    """The first day without a valid registration."""
    return valid_until + timedelta(days=1)


def last_day_to_return(valid_until: date) -> date:
    """The last day on which a seeker makes it valid again: a year after the first invalid one, that day included."""
    return invalid_since(valid_until) + _YEAR


@lru_cache(_MOST_STATES)
def state_on(today: date, valid_until: date | None) -> State:
    """How a registration whose last valid day is this stands today."""
    if valid_until is None:
        return State.NEVER_VALID
    if today <= valid_until:
        return State.ENDS_SOON if today >= valid_until - _MONTH else State.VALID
    return State.INVALID if today <= last_day_to_return(valid_until) else State.INVALID_TOO_LONG


def notice_due(today: date, valid_until: date) -> Notice | None:
    """Which message is due today: that of the week from a week before on, and until then that of the month."""
    if not valid_until - _MONTH <= today <= valid_until:
        return None
    return Notice.A_WEEK if today >= valid_until - _WEEK else Notice.A_MONTH


def last_day_with_notice(today: date) -> date:
    """No registration that ends later than this has a message due today."""
    return today + _MONTH + timedelta(days=3)  # a month back from 31 March is 28 February


def refuse_unless_may_become_valid(today: date, valid_until: date | None, *, office: OfficeContact) -> None:
    """Raise a refusal unless the seeker may make the registration valid, or longer valid, today.

    Raises:
        ValidAlready: and not about to end.
        InvalidTooLong: for more than a year, or it never was valid: the office has to be asked.
    """
    match state_on(today, valid_until):
        case State.VALID if valid_until is not None:
            raise ValidAlready(office, valid_until)
        case State.INVALID_TOO_LONG | State.NEVER_VALID:
            raise InvalidTooLong(office, invalid_since(valid_until) if valid_until else None)
        case _:
            return


def refuse_unless_may_become_invalid(today: date, valid_until: date | None, *, office: OfficeContact) -> None:
    """Raise InvalidAlready unless the registration is valid today.

    Raises:
        InvalidAlready: there is nothing to end.
    """
    if valid_until is None or valid_until < today:
        raise InvalidAlready(office)
