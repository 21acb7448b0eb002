"""The town in which the walked forms stand: people with something to cancel, to move, to answer."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from flask import Flask, url_for
from playwright.sync_api import Browser, Page
from sqlalchemy import update
from sqlalchemy.orm import Session

from booking.app import create_app
from booking.bookings.book import book
from booking.bookings.hold import hold
from booking.jobs import deliver_mail
from booking.services import services
from booking.tables import Seeker, Suspension, SuspensionAnswer, SuspensionState
from database.transactions import transact
from tests.bookings.builders import web_request
from tests.bookings.town_bookings import booked, office_of
from tests.mails import key_in, mails_in
from tests.served import served
from tests.town import (
    FRIDAY_MORNING,
    HATSUE,
    MISAKI,
    TARO,
    StandingClock,
    config_for,
    office_time,
    password_of,
    seeker_id,
)
from tests.web.forms.walk import Fields, Walk
from tests.web.seeker_visits import SeekerVisit
from tests.web.staff_visits import ADMINISTRATOR, MANAGER, StaffVisit

YURI_TOO = "70000-0000009"

OWEN, YURI, LAN, KAKUTO, RAITA, SHO = (f"70000-00000{n}" for n in ("07", "08", "06", "03", "10", "05"))


@dataclass
class Town:
    """An app that is served, and what stands in the addresses of its forms."""

    app: Flask
    base_url: str
    has: dict[str, str]
    sessions: dict[str, str] = field(default_factory=dict)

    @contextmanager
    def tab(self, browser: Browser, who: str) -> Iterator[Page]:
        """An empty tab of a browser in which `who` is signed in."""
        context = browser.new_context(base_url=self.base_url, locale="ja-JP")
        if who:
            session = self._session_of(who)
            context.add_cookies([{"name": "madoguchi", "value": session, "url": self.base_url}])
        yield context.new_page()
        context.close()

    def address(self, walk: Walk) -> str:
        """Where the form is sent to."""
        with self.app.test_request_context():
            return url_for(walk.endpoint, **self.filled(walk.given))  # type: ignore[arg-type]  # parts of the address

    def filled(self, fields: Fields) -> dict[str, str]:
        """With what the town has in place of {words}; {mailed_key} is that of the newest mail."""
        if "{mailed_key}" in fields.values():
            self.has["mailed_key"] = self._mailed_key()
        return {name.format(**self.has): text.format(**self.has) for name, text in fields.items()}

    def _mailed_key(self) -> str:
        with self.app.app_context():
            deliver_mail()
            return key_in(mails_in(services().config.mail_folder)[-1])

    def _session_of(self, who: str) -> str:
        if who not in self.sessions:
            visit = self._staff(who) if who in {MANAGER, ADMINISTRATOR} else SeekerVisit(self.app).sign_in(who)
            cookie = visit.client.get_cookie("madoguchi")
            assert cookie is not None
            self.sessions[who] = cookie.value
        return self.sessions[who]

    def _staff(self, who: str) -> StaffVisit:
        """Who has checked the identity of those who call."""
        visit = StaffVisit(self.app).sign_in(who)
        for person in (MISAKI, OWEN):
            visit.open_checked(person)
        return visit


@contextmanager
def town_with_forms(url: str, folder: Path) -> Iterator[Town]:
    """People with something to cancel, to move, to answer: each walk has its own."""
    app = create_app(config_for(url, folder), clock=StandingClock())
    with app.app_context():
        has = _filled(app)
        transact(let_hatsue_have_mail)
    with served(app) as base_url:
        yield Town(app, base_url, has)


def _filled(app: Flask) -> dict[str, str]:
    return {
        "token": hold("omura-soudan", office_time("2026-11-25 11:00"), seeker_id=seeker_id(SHO), now=FRIDAY_MORNING),
        "kakuto": booked(KAKUTO, "2026-11-26 10:00"),
        "raita": booked(RAITA, "2026-11-25 15:00"),
        "lan": booked(LAN, "2026-11-27 10:00"),
        "misaki": booked(MISAKI, "2026-11-25 10:00"),
        "imposed": str(_suspension(TARO, SuspensionState.IMPOSED)),
        "proposed": str(_suspension(OWEN, SuspensionState.PROPOSED)),
        "declined": str(_suspension(LAN, SuspensionState.PROPOSED)),
        "lifted": str(_suspension(SHO, SuspensionState.IMPOSED)),
        "replied": str(suspension_answered(RAITA)),
        "over": book(web_request(YURI_TOO, starts="2026-11-18 10:00"), now=office_time("2026-11-10 09:00")),
        "yuri2": booked(YURI_TOO, "2026-12-03 10:00"),  # on the day that is closed
        "owen": str(seeker_id(OWEN)),
        "yuri": str(seeker_id(YURI)),
        "misaki_id": str(seeker_id(MISAKI)),
        "hatsue": str(seeker_id(HATSUE)),
        "password": password_of(app, "lan@example.com"),
        "managers": password_of(app, MANAGER),
        "naikos": password_of(app, "naiko@example.com"),
        "yuri2s": password_of(app, "yuri2@example.com"),
    }


def let_hatsue_have_mail(session: Session) -> None:
    """Whom the counter registered with a mail address, and who has not opened my-page yet."""
    session.execute(update(Seeker).where(Seeker.seeker_number == HATSUE).values(email="hatsue@example.com"))


def _suspension(seeker: str, state: SuspensionState) -> int:
    shiga = office_of("shiga").id
    row = Suspension(office_id=shiga, seeker_number=seeker, state=state, proposed_at=FRIDAY_MORNING)
    if state is SuspensionState.IMPOSED:
        row.decided_at, row.ends_on = FRIDAY_MORNING, office_time("2027-02-17 00:00").date()
    transact(lambda session: session.add(row))
    return row.id


def suspension_answered(seeker: str) -> int:
    """A suspension that lasts, to which the seeker has written."""
    suspension_id = _suspension(seeker, SuspensionState.IMPOSED)
    answer = SuspensionAnswer(suspension_id=suspension_id, text="入院していました。", written_at=FRIDAY_MORNING)
    transact(lambda session: session.add(answer))
    return suspension_id
