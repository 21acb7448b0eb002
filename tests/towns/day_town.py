"""A running service on the Wednesday of a consultation, with another one that the office has cancelled."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from booking.app import create_app
from booking.bookings.book import book
from booking.office_changes.closings import CloseDay
from tests.bookings.builders import THU_10, web_request
from tests.bookings.town_bookings import carried_out
from tests.days import day
from tests.service import prepared_service
from tests.town import FRIDAY_MORNING, StandingClock, close_connections, config_for
from tests.towns.missed_town import MissedTown

KAKUTO = "70000-0000003"


@contextmanager
def day_town(folder: Path, now: str) -> Iterator[MissedTown]:
    """Misaki's consultation is at ten on Wednesday 25 November 2026; Kakuto's, a day later, went with its day."""
    service, passwords = prepared_service(folder, {"MADOGUCHI_NOW": f"2026-11-25T{now}:00+09:00"})
    app = create_app(config_for(service.environment["MADOGUCHI_DATABASE_URL"], folder), clock=StandingClock())
    with app.app_context():
        book(web_request(), now=FRIDAY_MORNING)
        lost = book(web_request(starts=THU_10, seeker=KAKUTO), now=FRIDAY_MORNING)
        carried_out("omura", CloseDay(day("2026-11-26 Thu"), "設備点検"), cancel=[lost])
        close_connections()
    with service.serving() as base_url:
        yield MissedTown(base_url, passwords)
