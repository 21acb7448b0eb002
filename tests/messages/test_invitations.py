"""The calendar entry in a booking's mail: a file by hand, or for who wants it an invitation that stays correct."""

from email.message import EmailMessage

import pytest
from flask import Flask
from sqlalchemy import update

from booking.bookings.book import book
from booking.jobs import deliver_mail
from booking.meetings.reads import meeting_of
from booking.services import services
from booking.tables import AuditLine
from database.base import db
from database.transactions import transact
from notifier.tables import Delivery, DeliveryState
from tests.bookings.builders import all_of, phone_request, the_booking, web_request
from tests.bookings.moves import FRIDAY_AT_ELEVEN
from tests.mails import calendar_part_of, entry_of, text_of
from tests.messages.mailed_bookings import booked, cancelled, mails, moved, send, switch
from tests.town import StandingClock, office_time

pytestmark = pytest.mark.any_engine

PERSONAL = ("髙城", "美咲", "70000-0000002", "履歴書", "大村", "職業相談", "demo-meeting", "求職")


def method_of(mail: EmailMessage) -> str | None:
    """What the mail asks of a calendar; "file" if it is to be added by hand, None if there is nothing."""
    part = calendar_part_of(mail)
    if part is None:
        return None
    if part.get_content_disposition() == "attachment":
        assert "METHOD" not in entry_of(mail)[0]
        return "file"
    method = str(part.get_param("method"))
    assert entry_of(mail)[0]["METHOD"] == method  # or Outlook refuses it
    return method


def test_a_booking_and_a_move_bring_a_file_to_add_by_hand(app: Flask, clock: StandingClock) -> None:
    number = booked(clock)
    moved(number, clock)
    cancelled(number, clock)
    assert [method_of(mail) for mail in mails()] == ["file", "file", None]
    first, second = (entry_of(mail)[1] for mail in mails()[:2])
    assert first["UID"] == second["UID"] == the_booking(number).calendar_uid
    assert (first["SEQUENCE"], second["SEQUENCE"]) == (0, 1)
    assert office_time("2026-11-25 10:00") == first.DTSTART
    assert office_time(FRIDAY_AT_ELEVEN) == second.DTSTART


def test_a_mail_tells_of_its_file_and_an_invitation_speaks_for_itself(app: Flask, clock: StandingClock) -> None:
    number = booked(clock)
    switch(on=True)
    moved(number, clock)
    assert ["添付のファイルを開くと" in text_of(mail) for mail in mails()] == [True, False]


@pytest.mark.each_engine
def test_who_switched_it_on_is_invited_to_each_time_and_at_last_to_none(app: Flask, clock: StandingClock) -> None:
    switch(on=True)
    number = booked(clock)
    moved(number, clock)
    cancelled(number, clock)
    assert [method_of(mail) for mail in mails()] == ["REQUEST", "REQUEST", "CANCEL"]
    events = [entry_of(mail)[1] for mail in mails()]
    assert {event["UID"] for event in events} == {the_booking(number).calendar_uid}
    assert [event["SEQUENCE"] for event in events] == [0, 1, 2]
    assert [event["STATUS"] for event in events] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    stamps = [event.DTSTAMP for event in events if event.DTSTAMP]
    assert stamps == sorted(set(stamps))
    assert len(stamps) == 3


def test_an_invitation_comes_from_whom_the_mail_comes_and_asks_nothing(app: Flask, clock: StandingClock) -> None:
    switch(on=True)
    booked(clock)
    (mail,) = mails()
    event = entry_of(mail)[1]
    (attendee,) = event.attendees
    assert event["ORGANIZER"] == f"mailto:{mail['From'].addresses[0].addr_spec}"
    assert attendee == "mailto:misaki@example.com"
    assert {name: attendee.params[name] for name in ("PARTSTAT", "RSVP")} == {"PARTSTAT": "ACCEPTED", "RSVP": "FALSE"}
    assert "CN" not in attendee.params


@pytest.mark.parametrize("on", [False, True])
@pytest.mark.parametrize("by_phone", [False, True])
def test_no_calendar_learns_who_or_why_or_how_to_join(
    app: Flask, clock: StandingClock, on: bool, by_phone: bool
) -> None:
    switch(on=on)
    number = book((phone_request if by_phone else web_request)(), now=clock())
    send(clock)
    (mail,) = mails()
    part = calendar_part_of(mail)
    assert part is not None
    shown = entry_of(mail)[0].to_ical().replace(b"\r\n ", b"").decode()
    details = meeting_of(db.session(), the_booking(number), services().keys)
    for secret in (*PERSONAL, number, details.meeting_id, details.passcode, the_booking(number).display_name):
        assert secret
        assert secret not in shown
    assert text_of(mail)  # the mail stands on its own


def test_a_booking_of_before_is_invited_to_when_it_moves(app: Flask, clock: StandingClock) -> None:
    number = booked(clock)
    switch(on=True)
    moved(number, clock)
    cancelled(number, clock)
    assert [method_of(mail) for mail in mails()] == ["file", "REQUEST", "CANCEL"]


def test_what_no_invitation_brought_none_takes_back(app: Flask, clock: StandingClock) -> None:
    number = booked(clock)
    switch(on=True)
    cancelled(number, clock)
    assert [method_of(mail) for mail in mails()] == ["file", None]


def test_whoever_switched_it_off_is_sent_no_more(app: Flask, clock: StandingClock) -> None:
    switch(on=True)
    number = booked(clock)
    switch(on=False)
    moved(number, clock)
    cancelled(number, clock)
    assert [method_of(mail) for mail in mails()] == ["REQUEST", "file", None]


def test_a_second_press_changes_nothing(app: Flask, clock: StandingClock) -> None:
    for _ in range(2):
        switch(on=True)
    lines = [line for line in all_of(AuditLine) if line.act == "switch_invitations"]
    assert [line.facts for line in lines] == [{"on": True}]


def test_a_repeated_delivery_has_the_same_bytes(app: Flask, clock: StandingClock) -> None:
    switch(on=True)
    booked(clock)
    (path,) = services().config.mail_folder.glob("*.eml")
    before = path.read_bytes()
    _let_the_outbox_forget()
    clock.move(minutes=1)
    deliver_mail()
    assert path.read_bytes() == before


def _let_the_outbox_forget() -> None:
    """As if the worker had died after it sent and before it noted that."""
    unsent = {"state": DeliveryState.WAITING, "sent_at": None}
    transact(lambda session: session.execute(update(Delivery).values(unsent)))
