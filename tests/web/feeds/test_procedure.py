"""The public feed of a procedure: open slots and closing days, for everybody, and nothing of who booked what."""

from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar, Event

from booking.bookings.book import book
from booking.bookings.cancel import Canceller, cancel
from booking.bookings.hold import hold
from booking.office_changes.changes import NewTimetable
from tests.bookings.builders import TOPIC, change_procedure, the_booking, web_request
from tests.bookings.town_bookings import carried_out
from tests.days import day
from tests.town import FRIDAY_MORNING, MISAKI, StandingClock, office_time, seeker_id

ADDRESS = "/feeds/procedures/omura-soudan.ics"


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def events(client: FlaskClient, code: str = "omura-soudan") -> list[Event]:
    found = Calendar.from_ical(client.get(f"/feeds/procedures/{code}.ics").data)
    assert isinstance(found, Calendar)
    return found.events


def at(client: FlaskClient, start: str) -> Event | None:
    """The entry of the slot that begins when the office's clock shows `start`."""
    return next((event for event in events(client) if event.start == office_time(start)), None)


def test_every_open_slot_is_a_public_entry_that_blocks_nothing(client: FlaskClient) -> None:
    slot = at(client, "2026-11-25 10:00")  # Wednesday
    assert slot is not None
    assert slot.end == office_time("2026-11-25 10:30")
    assert slot.summary == "空きあり：職業相談（オンライン面談予約）ハローワーク大村"
    assert "11月20日（金）23時59分まで" in str(slot.description)
    assert (slot.classification, slot.transparency, slot.status) == ("PUBLIC", "TRANSPARENT", "CONFIRMED")
    assert str(slot["URL"]).endswith("/procedures/omura-soudan?day=2026-11-25")


def test_holidays_and_the_offices_own_closing_days_are_whole_days(client: FlaskClient) -> None:
    closed = {
        f"{event.start:%m-%d}": event.summary
        for event in events(client, "shiomizaka-soudan")
        if not isinstance(event.start, datetime)
    }
    assert closed["11-23"] == "休み（勤労感謝の日）"  # Monday
    assert closed["12-29"] == "休み（年末年始）"
    assert "11-22" not in closed  # an ordinary Sunday, which every calendar shows
    assert len(closed) == 9  # one of its own, 23 November, 29 December to 3 January, 11 January


def test_a_booking_takes_the_slot_out_and_a_cancellation_brings_the_same_entry_back(client: FlaskClient) -> None:
    before = at(client, "2026-11-25 10:00")
    number = book(web_request(), now=FRIDAY_MORNING)
    assert at(client, "2026-11-25 10:00") is None
    cancel(number, Canceller("test", seeker_id=seeker_id(MISAKI)), now=FRIDAY_MORNING)
    assert at(client, "2026-11-25 10:00") == before


def test_a_hold_takes_the_slot_out_until_it_lapses(client: FlaskClient, clock: StandingClock) -> None:
    hold("omura-soudan", office_time("2026-11-25 10:00"), seeker_id=seeker_id(MISAKI), now=FRIDAY_MORNING)
    assert at(client, "2026-11-25 10:00") is None
    clock.move(minutes=30)
    assert at(client, "2026-11-25 10:00") is not None


def test_time_alone_closes_slots_and_opens_new_ones(client: FlaskClient, clock: StandingClock) -> None:
    assert at(client, "2026-12-23 10:00") is None  # Wednesday, more than 28 days ahead
    client.get(ADDRESS)
    clock.set("2026-11-25 00:00")
    assert at(client, "2026-11-25 10:00") is None  # its deadline has passed
    assert at(client, "2026-12-23 10:00") is not None


def test_without_times_and_closing_days_the_last_closing_day_stays(client: FlaskClient, clock: StandingClock) -> None:
    carried_out("omura", NewTimetable("omura-soudan", day("2026-11-25 Wed"), ()))
    clock.set("2027-05-10 09:00")  # Monday; the next holiday is on 19 July, more than 60 days ahead
    (last,) = events(client)
    assert (str(last.summary), last.start) == ("休み（こどもの日）", day("2027-05-05 Wed"))


def test_a_procedure_by_phone_says_whom_to_call(client: FlaskClient) -> None:
    slot = next(event for event in events(client, "shiga-soudan") if isinstance(event.start, datetime))
    assert "電話か窓口で申し込みます" in str(slot.description)
    assert "077-5" in str(slot.description)


def test_an_office_that_changes_raises_the_revision_of_its_entries(client: FlaskClient) -> None:
    before = at(client, "2026-12-02 10:00")
    change_procedure("omura-soudan", title="職業相談（大村）")
    after = at(client, "2026-12-02 10:00")
    assert before is not None
    assert after is not None
    assert after.uid == before.uid
    assert after.sequence > before.sequence


def test_uids_look_random_and_are_no_two_alike(client: FlaskClient) -> None:
    uids = [event.uid for event in [*events(client), *events(client, "omura-nintei")]]
    assert len(set(uids)) == len(uids)
    assert not [uid for uid in uids if "omura" in uid or "2026" in uid.replace("-", "")[:8]]


def test_the_feed_is_public_cheap_and_never_packed(client: FlaskClient) -> None:
    answer = client.get(ADDRESS, headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"] == "public, max-age=300"
    assert {"Content-Encoding", "Set-Cookie", "Vary"}.isdisjoint(answer.headers.keys())
    known = {"If-None-Match": answer.headers["ETag"]}
    unchanged = client.get(ADDRESS, headers=known)
    assert (unchanged.status_code, unchanged.data) == (304, b"")
    head = client.head(ADDRESS)
    assert (head.status_code, head.data, head.headers["ETag"]) == (200, b"", answer.headers["ETag"])


def test_nothing_of_a_booking_stands_in_it(client: FlaskClient) -> None:
    booking = the_booking(book(web_request(), now=FRIDAY_MORNING))
    feed = client.get(ADDRESS).text.replace("\r\n ", "")
    for secret in (booking.number, booking.calendar_uid, booking.display_name, TOPIC, MISAKI, "髙城", "zoom"):
        assert secret not in feed


def test_an_unknown_procedure_has_no_feed(client: FlaskClient) -> None:
    answer = client.get("/feeds/procedures/nowhere.ics")
    assert (answer.status_code, answer.mimetype) == (404, "text/plain")


def test_the_page_of_the_procedure_offers_the_feed(client: FlaskClient) -> None:
    page = client.get("/procedures/omura-soudan").text
    assert 'href="webcal://' in page
    assert f"{ADDRESS}</" in page
