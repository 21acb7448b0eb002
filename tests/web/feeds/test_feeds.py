"""The seeker's calendar feed: fresh when it changes, cheap when not, and silent about who and where."""

import re
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from booking.app import create_app
from booking.bookings.book import BookingRequest, book
from booking.bookings.cancel import Canceller, cancel
from booking.core.channels import Channel
from booking.feeds import seeker_addresses
from booking.tables import Booking, Consent, SeekerFeed
from database.base import db
from database.errors import DatabaseBusy
from tests.bookings.builders import web_request
from tests.town import FRIDAY_MORNING, MISAKI, StandingClock, close_connections, config_for, office_time, seeker_id
from tests.web.staff_visits import issue_meetings


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def address(app: Flask, clock: StandingClock) -> str:
    """Where Misaki's feed is read."""
    token = seeker_addresses.ensure_feed(seeker_id(MISAKI), secret_key=app.config["SECRET_KEY"], now=clock())
    return f"/feeds/seeker/{token}.ics"


def book_for_misaki(now: datetime) -> Booking:
    request = BookingRequest(
        procedure="omura-soudan",
        starts_at=office_time("2026-11-25 10:00"),  # Wednesday
        seeker_id=seeker_id(MISAKI),
        channel=Channel.WEB,
        topic="転職の相談",
        terms_version="2026-10-01",
        consent=Consent.WEB,
        consented_at=now,
        key="test",
    )
    number = book(request, now=now)
    return db.session.scalars(select(Booking).where(Booking.number == number)).one()


def test_the_feed_holds_the_booking_and_tells_nobody_more(
    app: Flask, client: FlaskClient, address: str, clock: StandingClock
) -> None:
    booking = book_for_misaki(clock())
    issue_meetings(app)
    feed = client.get(address).text.replace("\r\n ", "")
    assert "DTSTART:20261125T010000Z" in feed
    assert f"/mypage/calendar/{booking.calendar_uid}" in feed
    for secret in (
        "髙城",
        MISAKI,
        booking.number,
        booking.display_name,
        "転職",
        "大村",
        "demo-meeting",
        "ハローワーク",
    ):
        assert secret not in feed


def test_the_feed_has_the_headers_that_keep_it_private(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Content-Disposition"].startswith("inline")
    assert "Set-Cookie" not in answer.headers
    assert not answer.headers["ETag"].startswith("W/")


def test_an_unchanged_feed_costs_a_304_and_a_booking_ends_that(
    client: FlaskClient, address: str, clock: StandingClock
) -> None:
    known = {"If-None-Match": client.get(address).headers["ETag"]}
    unchanged = client.get(address, headers=known)
    assert (unchanged.status_code, unchanged.data) == (304, b"")
    assert unchanged.headers["ETag"] == known["If-None-Match"]
    book_for_misaki(clock())
    assert client.get(address, headers=known).status_code == 200


def test_what_is_booked_in_another_process_is_in_the_feed_at_once(
    client: FlaskClient, address: str, clock: StandingClock, town_url: str, tmp_path: Path
) -> None:
    other = create_app(config_for(town_url, tmp_path), clock=clock)
    reader = other.test_client()
    known = {"If-None-Match": reader.get(address).headers["ETag"]}
    assert [reader.get(address, headers=known).status_code for _ in range(2)] == [304, 304]
    book_for_misaki(clock())
    assert reader.get(address, headers=known).status_code == 200
    with other.app_context():
        close_connections()


def test_a_cancelled_booking_leaves_the_feed_after_a_week_without_any_write(
    client: FlaskClient, address: str, clock: StandingClock
) -> None:
    number = book_for_misaki(clock()).number
    cancel(number, Canceller("test", seeker_id=seeker_id(MISAKI)), now=clock())
    book(web_request(starts="2026-12-10 10:00"), now=clock())  # Thursday
    clock.set("2026-12-02 10:24")  # Wednesday, six minutes before: the last reading that is noted
    assert [client.get(address).text.count("STATUS:CANCELLED") for _ in range(2)] == [1, 1]
    clock.set("2026-12-02 10:30")
    assert "STATUS:CANCELLED" not in client.get(address).text


def test_a_feed_before_the_first_booking_is_a_calendar_all_the_same(client: FlaskClient, address: str) -> None:
    empty = client.get(address)
    assert (empty.status_code, empty.text.count("BEGIN:VTIMEZONE"), empty.text.count("BEGIN:VEVENT")) == (200, 1, 0)
    book_for_misaki(FRIDAY_MORNING)
    assert "VTIMEZONE" not in client.get(address).text


@pytest.mark.parametrize("until", ["2026-12-02 10:30", "2027-02-23 10:30", "2030-01-01 09:00"])
def test_the_last_entry_stays_until_another_comes(
    client: FlaskClient, address: str, clock: StandingClock, until: str
) -> None:
    number = book_for_misaki(clock()).number
    cancel(number, Canceller("test", seeker_id=seeker_id(MISAKI)), now=clock())
    clock.set(until)
    answers = [client.get(address).text for _ in range(2)]
    assert [answer.count("STATUS:CANCELLED") for answer in answers] == [1, 1]


def test_of_a_cancelled_and_a_kept_booking_the_one_that_was_shown_longer_stays(
    client: FlaskClient, address: str, clock: StandingClock
) -> None:
    book_for_misaki(clock())  # 25 November, shown until 23 February
    clock.set("2026-11-25 11:00")
    number = book(web_request(starts="2026-12-10 10:00"), now=clock())  # cancelled, shown until 17 December
    cancel(number, Canceller("test", seeker_id=seeker_id(MISAKI)), now=clock())
    clock.set("2027-03-01 09:00")
    assert re.findall("DTSTART:([0-9]+)T", client.get(address).text) == ["20261125"]


def test_head_answers_as_get_does_without_the_calendar(client: FlaskClient, address: str) -> None:
    whole, head = client.get(address), client.head(address)
    assert (head.status_code, head.data) == (200, b"")
    assert head.headers["ETag"] == whole.headers["ETag"]
    assert head.headers["Content-Length"] == whole.headers["Content-Length"]


def test_a_renewed_address_is_gone_and_what_never_was_one_is_not_found(
    app: Flask, client: FlaskClient, address: str, clock: StandingClock
) -> None:
    seeker_addresses.renew_feed(seeker_id(MISAKI), secret_key=app.config["SECRET_KEY"], now=clock())
    assert client.get(address).status_code == 410
    assert client.get("/feeds/seeker/AAAA.ics").status_code == 404
    assert client.get("/feeds/seeker/%00%F0%9F%98%80.ics").status_code == 404


def test_a_reading_is_noted_for_the_owner(client: FlaskClient, address: str, clock: StandingClock) -> None:
    client.get(address)
    assert db.session.scalars(select(SeekerFeed.last_read_at)).one() == clock()


def test_readings_of_an_unchanged_feed_are_noted_as_well(
    client: FlaskClient, address: str, clock: StandingClock
) -> None:
    for minutes in (0, 5, 6):
        clock.move(minutes=minutes)
        client.get(address)
    db.session.rollback()
    assert db.session.scalars(select(SeekerFeed.last_read_at)).one() == clock()


def test_a_reading_that_cannot_be_noted_is_answered_all_the_same(
    client: FlaskClient, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_given: object, **_named: object) -> None:
        raise DatabaseBusy

    monkeypatch.setattr("booking.web.feeds.secret.note_reading", busy)
    assert client.get(address).status_code == 200
