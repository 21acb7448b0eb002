"""A running service on a Friday; its mail server knows three of the seekers no more and keeps a fourth one waiting."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from booking.app import create_app
from booking.bookings.book import book
from tests.bookings.builders import THU_10, THU_11, WED_10, WED_11, change_seeker, phone_request
from tests.mail_server.running import MailServer, mail_server
from tests.service import prepared_service
from tests.town import MISAKI, TARO, StandingClock, close_connections, config_for, office_time

SERVING_FROM = office_time("2026-11-20 10:00")  # Friday; as in tests.service
KAKUTO, LAN = "70000-0000003", "70000-0000006"

# The mail server does what the first part of an address says; Taro belongs to another office. By the minutes before
# the service begins, three are mailed when their meeting is there, and the fourth has waited for half an hour.
_BOOKED = (
    (MISAKI, "gone@example.com", WED_10, 5),
    (KAKUTO, "gone@example.org", WED_11, 5),
    (TARO, "gone@example.net", THU_10, 5),
    (LAN, "later@example.com", THU_11, 90),
)


@dataclass(frozen=True)
class FailedDeliveriesTown:
    """Where it runs, how its people sign in, and where their mail goes."""

    base_url: str
    passwords: dict[str, str]
    server: MailServer


@contextmanager
def failed_deliveries_town(folder: Path) -> Iterator[FailedDeliveriesTown]:
    """The service with its files in `folder`, on Friday 20 November 2026, ten in the morning."""
    with mail_server(folder / "arrived") as server:
        url = f"smtp://127.0.0.1:{server.port}/?from=madoguchi@example.jp&starttls=no"
        service, passwords = prepared_service(folder, {"MADOGUCHI_MAIL_URL": url})
        _book(service.environment["MADOGUCHI_DATABASE_URL"], folder)
        with service.serving() as base_url:
            yield FailedDeliveriesTown(base_url, passwords, server)


def _book(url: str, folder: Path) -> None:
    app = create_app(config_for(url, folder), clock=StandingClock())
    with app.app_context():
        for number, email, starts, minutes in _BOOKED:
            change_seeker(number, email=email)
            book(phone_request(number, starts=starts), now=SERVING_FROM - timedelta(minutes=minutes))
        close_connections()
