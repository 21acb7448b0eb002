"""The one mail of a booking: when it goes out, and that it goes out once (rules.md#mail)."""

from collections.abc import Sequence
from email.message import EmailMessage

import pytest
from flask import Flask

from booking.bookings.book import book
from booking.jobs import deliver_mail, issue_meetings
from booking.services import services
from notifier.channels.mail import Mail
from notifier.channels.mail_files import MailFiles
from notifier.tables import Delivery, DeliveryState, Message
from tests.bookings.builders import all_of, change_seeker, web_request
from tests.mails import mails_in, text_of
from tests.town import MISAKI, StandingClock

pytestmark = pytest.mark.any_engine


def mails() -> Sequence[EmailMessage]:
    """The mails that lie in the folder."""
    return mails_in(services().config.mail_folder)


def test_the_mail_waits_a_quarter_of_an_hour_for_the_meeting(app: Flask, clock: StandingClock) -> None:
    book(web_request(), now=clock())
    clock.set("2026-11-20 09:14:59")
    assert deliver_mail() == 0
    clock.set("2026-11-20 09:15")
    assert deliver_mail() == 1
    assert len(mails()) == 1


@pytest.mark.each_engine
def test_the_mail_goes_out_as_soon_as_the_meeting_is_issued(app: Flask, clock: StandingClock) -> None:
    book(web_request(), now=clock())
    issue_meetings()
    assert deliver_mail() == 1
    (mail,) = mails()
    assert mail["To"] == "misaki@example.com"
    assert "/demo-meeting/" in text_of(mail)  # Omura's web bookings get the link by mail


def test_a_booking_is_mailed_once(app: Flask, clock: StandingClock) -> None:
    book(web_request(), now=clock())
    issue_meetings()
    deliver_mail()
    clock.move(hours=2)
    assert deliver_mail() == 0
    assert len(mails()) == 1


def test_after_a_mail_without_the_meeting_a_second_one_follows(app: Flask, clock: StandingClock) -> None:
    book(web_request(), now=clock())
    clock.move(minutes=15)
    deliver_mail()
    assert "もう一度メールでお知らせします" in text_of(mails()[0])
    issue_meetings()
    assert deliver_mail() == 1
    (second,) = (text for text in map(text_of, mails()) if "お待たせしました" in text)
    assert "/demo-meeting/" in second
    assert [message.kind for message in all_of(Message)] == ["booked", "meeting_ready"]


@pytest.mark.each_engine
def test_a_mail_that_is_on_its_way_when_the_meeting_comes_is_followed_by_a_second_one(
    app: Flask, clock: StandingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The letter was written without the meeting, and the worker has not yet noted that it is sent."""
    book(web_request(), now=clock())
    clock.move(minutes=15)
    send = MailFiles.send

    def send_slowly(channel: MailFiles, letter: Mail) -> None:
        monkeypatch.undo()
        send(channel, letter)
        issue_meetings()

    monkeypatch.setattr(MailFiles, "send", send_slowly)
    deliver_mail()
    assert sorted("お待たせしました" in text_of(mail) for mail in mails()) == [False, True]


def test_a_mail_that_failed_before_the_meeting_came_carries_it_alone(app: Flask, clock: StandingClock) -> None:
    book(web_request(), now=clock())
    clock.move(minutes=15)
    services().config.mail_folder.touch()  # a file where the folder should be
    deliver_mail()
    issue_meetings()
    assert [message.kind for message in all_of(Message)] == ["booked"]


def test_a_mail_before_the_meeting_holds_no_link(app: Flask, clock: StandingClock) -> None:
    book(web_request(), now=clock())
    clock.move(minutes=15)
    deliver_mail()
    (mail,) = mails()
    assert "/demo-meeting/" not in text_of(mail)


def test_a_seeker_without_an_address_is_written_no_mail(app: Flask, clock: StandingClock) -> None:
    change_seeker(MISAKI, email=None)
    book(web_request(), now=clock())
    issue_meetings()
    deliver_mail()
    (delivery,) = all_of(Delivery)
    assert not mails()
    assert delivery.state is DeliveryState.DROPPED
