"""A running service on a Thursday: Misaki missed one consultation and was not seen at a second one, Kakuto came."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from booking.app import create_app
from booking.bookings.book import book
from booking.tables import BookingStatus
from tests.attendance.absences import WED_2, decide, missed
from tests.bookings.builders import WED_10, web_request
from tests.service import prepared_service
from tests.town import FRIDAY_MORNING, StandingClock, close_connections, config_for, office_time

KAKUTO, WED_2_AT_11 = "70000-0000003", "2026-12-02 11:00"  # Wednesday


@dataclass(frozen=True)
class MissedTown:
    """Where it runs, and how its people sign in."""

    base_url: str
    passwords: dict[str, str]


@contextmanager
def missed_town(folder: Path) -> Iterator[MissedTown]:
    """The service with its files in `folder`, on Thursday 3 December 2026, nine in the morning."""
    service, passwords = prepared_service(folder, {"MADOGUCHI_NOW": "2026-12-03T09:00:00+09:00"})
    _miss(service.environment["MADOGUCHI_DATABASE_URL"], folder)
    with service.serving() as base_url:
        yield MissedTown(base_url, passwords)


def _miss(url: str, folder: Path) -> None:
    app = create_app(config_for(url, folder), clock=StandingClock())
    with app.app_context():
        missed(WED_10)
        book(web_request(starts=WED_2), now=office_time(WED_2) - timedelta(days=5))
        decide(
            book(web_request(KAKUTO, starts=WED_2_AT_11), now=FRIDAY_MORNING), BookingStatus.ATTENDED, at=WED_2_AT_11
        )
        close_connections()
