"""A running service on a Friday at ten past eight: snow, and six consultations of the day at Shiomizaka."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import time
from pathlib import Path

from booking.app import create_app
from booking.office_changes.changes import NewTimetable
from booking.offices.file.shape import WeeklyStart
from tests.bookings.builders import change_seeker
from tests.bookings.town_bookings import booked, carried_out
from tests.days import day
from tests.service import prepared_service
from tests.town import StandingClock, close_connections, config_for

SOUDAN = "shiomizaka-soudan"
FRIDAY = (WeeklyStart(4, time(10)), WeeklyStart(4, time(11)), WeeklyStart(4, time(13, 30)))
OWEN = "70000-0000007"
# Who comes at which hour of Friday 27 November; there are two desks.
SIX = {
    "70000-0000001": "10:00",
    "70000-0000002": "10:00",
    "70000-0000003": "11:00",
    "70000-0000005": "11:00",
    "70000-0000006": "13:30",
    OWEN: "13:30",
}


@dataclass(frozen=True)
class SnowTown:
    """Where it runs, and how its people sign in."""

    base_url: str
    passwords: dict[str, str]


@contextmanager
def snow_town(folder: Path) -> Iterator[SnowTown]:
    """The service with its files in `folder`, on Friday 27 November 2026, ten past eight."""
    service, passwords = prepared_service(folder, {"MADOGUCHI_NOW": "2026-11-27T08:10:00+09:00"})
    _book(service.environment["MADOGUCHI_DATABASE_URL"], folder)
    with service.serving() as base_url:
        yield SnowTown(base_url, passwords)


def _book(url: str, folder: Path) -> None:
    app = create_app(config_for(url, folder), clock=StandingClock())
    with app.app_context():
        carried_out("shiomizaka", NewTimetable(SOUDAN, day("2026-11-27 Fri"), FRIDAY))
        for seeker, hour in SIX.items():
            booked(seeker, f"2026-11-27 {hour}", procedure=SOUDAN)
        change_seeker(OWEN, my_page_opened=False, email=None)  # whom no message reaches
        close_connections()
