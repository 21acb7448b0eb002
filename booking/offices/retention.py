"""How long it is kept what an office's settings once were."""

from sqlalchemy import exists
from sqlalchemy.orm import aliased

from booking.core.erasure import Night, Retention, delete_old
from booking.tables import OfficeVersion
from calendars.office_time import day_of, midnight, year_before

_YEARS = 5  # after the version was replaced; the one that holds now stays however old it is


def _forget(night: Night) -> int:
    day = day_of(night.now)
    for _ in range(_YEARS):
        day = year_before(day)
    later = aliased(OfficeVersion)
    replaced = exists().where(
        later.office_id == OfficeVersion.office_id,
        later.version > OfficeVersion.version,
        later.made_at < midnight(day),
    )
    return delete_old(OfficeVersion, (OfficeVersion.made_at < midnight(day)) & replaced)


RETAINED = (Retention("offices as they were", _forget),)
