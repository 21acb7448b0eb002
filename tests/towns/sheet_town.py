"""A running service on a busy Friday at the office with two desks: somebody waits at the door, somebody cancelled."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from booking import jobs
from booking.app import create_app
from booking.bookings.cancel import Canceller, cancel
from booking.bookings.colleagues.notes import Author, write_note
from booking.bookings.rules.display_names import WORDS
from booking.core.meeting_events import Sign, Source, Who
from booking.tables import Booking, Meeting, MeetingEvent
from database.base import db
from tests.bookings.town_bookings import booked, office_of
from tests.service import prepared_service
from tests.town import FRIDAY_MORNING, StandingClock, close_connections, config_for, office_time, seeker_id, staff_id

SHO, LAN, KAKUTO, MISAKI, TARO = (f"70000-000000{n}" for n in (5, 6, 3, 2, 1))
CLERK = "uketsuke.shiomizaka@example.com"
DAY = "2026-11-27"
LONG_NAME = "グエン・ティ・ラン・フォン・アレクサンドラ ヴェルヘルミーナ"


@dataclass(frozen=True)
class SheetTown:
    """Where it runs, how its people sign in, and its bookings by seeker number."""

    base_url: str
    passwords: dict[str, str]
    numbers: Mapping[str, str]
    url: str
    folder: Path

    def see(self, seeker: str, sign: Sign, clock: str) -> None:
        """Let the provider tell of the seeker, on the day at "09:52"."""
        app = create_app(config_for(self.url, self.folder), clock=StandingClock())
        with app.app_context():
            happened(self.numbers[seeker], sign, clock)
            close_connections()


@contextmanager
def sheet_town(folder: Path, now: str, *, with_long_names: bool = False) -> Iterator[SheetTown]:
    """Friday 27 November 2026: two people at ten, one at eleven, one cancelled. The first waits since 9:52."""
    service, passwords = prepared_service(folder, {"MADOGUCHI_NOW": f"{DAY}T{now}:00+09:00"})
    url = service.environment["MADOGUCHI_DATABASE_URL"]
    app = create_app(config_for(url, folder), clock=StandingClock())
    with app.app_context():
        times = {SHO: "10:00", LAN: "10:00", KAKUTO: "11:00", MISAKI: "11:00"}
        numbers = {who: booked(who, f"{DAY} {clock}", procedure="shiomizaka-soudan") for who, clock in times.items()}
        cancel(numbers[MISAKI], Canceller("seeker:1", seeker_id=seeker_id(MISAKI)), now=FRIDAY_MORNING)
        by = Author(staff_id("受付 三奈"), [office_of("shiomizaka").id])
        write_note(numbers[SHO], "応募書類は窓口で預かっています", by, key="the-key-of-a-note", now=FRIDAY_MORNING)
        jobs.issue_meetings()
        happened(numbers[SHO], Sign.WAITED, "09:52")
        if with_long_names:
            _lengthen_names(numbers[SHO])
        close_connections()
    with service.serving() as base_url:
        yield SheetTown(base_url, passwords, numbers, url, folder)


def _lengthen_names(number: str) -> None:
    """Call somebody by the longest of the display names, and by a name longer than any column of the sheet."""
    booking = db.session.scalars(select(Booking).where(Booking.number == number)).one()
    booking.display_name = f"{max(WORDS, key=len)}79"
    booking.seeker.name = LONG_NAME
    db.session.commit()


def happened(number: str, sign: Sign, clock: str) -> None:
    """The provider tells what the seeker of a booking does."""
    meeting = db.session.scalars(select(Meeting).join(Booking).where(Booking.number == number)).one()
    db.session.add(
        MeetingEvent(
            meeting_id=meeting.id,
            run="a-run",
            participant="p1",
            who=Who.NAMED,
            sign=sign,
            at=office_time(f"{DAY} {clock}"),
            source=Source.WEBHOOK,
        )
    )
    db.session.commit()
