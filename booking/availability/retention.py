"""How long claims are kept."""

from datetime import timedelta

from sqlalchemy import ColumnElement, or_

from booking.core.erasure import Night, Retention, delete_old
from booking.tables import DeskClaim, SeekerClaim
from calendars.office_time import day_of, midnight

CLAIMS_KEPT = timedelta(days=60)  # after their day: a clock that was ahead must not have freed what is booked


def _nobodys(table: type[DeskClaim] | type[SeekerClaim], night: Night) -> ColumnElement[bool]:
    """Claims that are nobody's any more: of a time that is long past, or of a hold that lapsed before today."""
    today = day_of(night.now)
    return or_(table.tick < midnight(today - CLAIMS_KEPT), table.expires_at <= midnight(today))


RETAINED = (
    Retention("desk claims", lambda night: delete_old(DeskClaim, _nobodys(DeskClaim, night))),
    Retention("seeker claims", lambda night: delete_old(SeekerClaim, _nobodys(SeekerClaim, night))),
)
