"""The outbox and a real mail server: a bounce is seen to by staff, an outage is waited out, nothing comes twice."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from booking import jobs
from booking.announcements.channels import channels
from booking.app import create_app
from booking.bookings.book import book
from booking.jobs import deliver_mail, issue_meetings
from booking.settings.mail import read_mail
from notifier.delivering import Clocks, deliver_due
from notifier.tables import Delivery, DeliveryState
from tests.bookings.builders import all_of, change_seeker, web_request
from tests.mail_server.running import MailServer, mail_server
from tests.town import MISAKI, StandingClock, close_connections, config_for


@pytest.fixture
def server(tmp_path: Path) -> Iterator[MailServer]:
    with mail_server(tmp_path / "arrived") as running:
        yield running


@pytest.fixture
def mailing_app(sqlite_town_url: str, clock: StandingClock, tmp_path: Path, server: MailServer) -> Iterator[Flask]:
    """The service as MADOGUCHI_MAIL_URL has it."""
    mail = read_mail(f"smtp://127.0.0.1:{server.port}/?from=madoguchi@example.jp&starttls=no")
    app = create_app(replace(config_for(sqlite_town_url, tmp_path), mail=mail), clock=clock)
    with app.app_context():
        yield app
        channels().carriers["mail"].close()  # type: ignore[attr-defined]  # an Smtp, whose socket is open
        close_connections()


def book_and_send(clock: StandingClock) -> Delivery:
    """Book for Misaki and send the mail; what became of it."""
    book(web_request(), now=clock())
    issue_meetings()
    deliver_mail()
    return all_of(Delivery)[0]


def test_the_mail_of_a_booking_arrives(mailing_app: Flask, server: MailServer, clock: StandingClock) -> None:
    assert book_and_send(clock).state is DeliveryState.SENT
    (mail,) = server.mails()
    assert mail["To"] == "misaki@example.com"
    assert str(mail["From"]) == "ハローワーク大村 <madoguchi@example.jp>"
    assert mail["Reply-To"].addresses[0].addr_spec == "omura-soudan@mhlw.go.jp"


def test_a_bounce_ends_the_delivery(mailing_app: Flask, server: MailServer, clock: StandingClock) -> None:
    change_seeker(MISAKI, email="gone@example.com")
    delivery = book_and_send(clock)
    assert (delivery.state, delivery.tries) == (DeliveryState.FAILED, 1)
    assert delivery.failure == "the mail server refused the address: 550 5.1.1"


def test_an_outage_is_waited_out(mailing_app: Flask, server: MailServer, clock: StandingClock) -> None:
    server.end()
    assert book_and_send(clock).state is DeliveryState.WAITING
    with mail_server(server.folder, port=server.port):
        in_an_hour = Clocks(office=clock(), real=datetime.now(UTC) + timedelta(hours=1))
        assert len(list(deliver_due(channels().carriers, jobs._compose, clock=lambda: in_an_hour))) == 1
        assert len(server.mails()) == 1
