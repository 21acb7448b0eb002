"""How long holds, what was typed into them and places given back are kept; bookings are kept for ever."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Text, cast, func, or_

from booking.core.erasure import Night, Retention, delete_old, erase_old
from booking.tables import GivenBack, Hold
from calendars.office_time import day_of

DRAFTS_KEPT = timedelta(hours=24)  # after the hold ended or something was typed: long enough to come back to it
HOLDS_KEPT = timedelta(days=30)  # their addresses still lead to the booking; the rules look back one day at most
GIVEN_BACK_KEPT = timedelta(days=60)  # after the day of the place: what time alone deletes must not decide


def _erase_drafts(night: Night) -> int:
    """Erase drafts of ended holds, used ones too: a booking has its own copy. What was typed later counts from then."""
    before = night.now - DRAFTS_KEPT
    something_typed = or_(Hold.topic != "", cast(Hold.wishes, Text) != "[]", Hold.drafted_at.is_not(None))
    too_old = something_typed & _ended(before) & or_(Hold.drafted_at.is_(None), Hold.drafted_at <= before)
    return erase_old(Hold, too_old, topic="", wishes=[], drafted_at=None)


def _ended(before: datetime) -> ColumnElement[bool]:
    return func.coalesce(Hold.ended_at, Hold.expires_at) <= before


RETAINED = (
    Retention("drafts", _erase_drafts),
    Retention("holds", lambda night: delete_old(Hold, _ended(night.now - HOLDS_KEPT))),
    Retention(
        "places given back", lambda night: delete_old(GivenBack, GivenBack.day < day_of(night.now) - GIVEN_BACK_KEPT)
    ),
)
