"""Whoever books whatever: the feeds stay readable and tell nothing of any person."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar

from booking import jobs
from booking.bookings.book import book
from booking.feeds.desk_addresses import desk_feed_token, make_desk_feed
from booking.feeds.seeker_addresses import ensure_feed
from booking.meetings.reads import meeting_of
from booking.services import services
from booking.tables import Booking, DeskFeed, Seeker
from database.base import db
from tests.api.calls import Caller, token_of
from tests.bookings.builders import OMURA_CLERK, all_of, web_request
from tests.town import FRIDAY_MORNING, MISAKI, seeker_id, staff_id

pytestmark = pytest.mark.any_engine

STARTS = [
    f"2026-{day} {start}" for day in ("11-25", "11-26", "11-27", "12-02") for start in ("10:00", "11:00", "15:00")
]
ODD_TOPICS = [
    "笑顔😀と𠮷",
    "切\u2028れ\u2029目\x85",
    "無\x00駄\x1b",
    "迷子\ud83d",
    "\ufeff; , \\ END:VEVENT\r\nBEGIN:VALARM",
]


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def addresses(app: Flask) -> Iterator[str]:
    """Every feed that shows something of Omura's bookings."""
    secret = app.config["SECRET_KEY"]
    yield "/feeds/procedures/omura-soudan.ics"
    for person in all_of(Seeker):
        yield f"/feeds/seeker/{ensure_feed(person.id, secret_key=secret, now=FRIDAY_MORNING)}.ics"
    desk_id = all_of(Booking)[0].desk_id
    make_desk_feed(staff_id(OMURA_CLERK), desk_id, secret_key=secret, now=FRIDAY_MORNING)
    yield f"/feeds/desk/{desk_feed_token(secret, desk_id, all_of(DeskFeed)[0].nonce)}.ics"


def facts_of(person: Seeker) -> set[str]:
    """What is kept of somebody and could stand in a text."""
    texts = {person.name, *re.split(r"\s", person.name), person.kana, person.seeker_number, person.address}
    return texts | {text for text in (person.email, person.phone) if text}


def facts_of_booking(booking: Booking) -> set[str]:
    """What only the booking's two sides may know."""
    details = meeting_of(db.session(), booking, services().keys)
    assert details.passcode
    known = {booking.number, booking.display_name, booking.topic, *details.join_url.split("?")}
    return known | {details.meeting_id, details.passcode}


@pytest.mark.each_engine
def test_no_feed_tells_anything_of_any_sample_person(app: Flask, client: FlaskClient) -> None:
    bookers = [one for one in all_of(Seeker) if one.my_page_opened and one.registration_valid_until]
    for person, start in zip([one.seeker_number for one in bookers if one.name != "期切 無子"], STARTS, strict=False):
        book(web_request(person, starts=start), now=FRIDAY_MORNING)
    jobs.issue_meetings()
    booked = all_of(Booking)
    assert len(booked) >= 6
    secrets = set[str]().union(*map(facts_of, all_of(Seeker)), *map(facts_of_booking, booked))
    for address in addresses(app):
        feed = client.get(address).text.replace("\r\n ", "")
        assert [secret for secret in secrets if secret in feed] == [], address


@pytest.mark.parametrize("topic", ODD_TOPICS)
def test_no_topic_breaks_a_feed(app: Flask, client: FlaskClient, topic: str) -> None:
    answer = Caller(app, token_of(app, "misaki@example.com")).post("/bookings", body(topic))
    assert answer.status_code in {201, 400, 422}, answer.text
    if answer.status_code != 201:  # refused in words: the same topic without what cannot be kept
        book(web_request(topic="".join(filter(str.isprintable, topic))), now=FRIDAY_MORNING)
    token = ensure_feed(seeker_id(MISAKI), secret_key=app.config["SECRET_KEY"], now=FRIDAY_MORNING)
    feed = Calendar.from_ical(client.get(f"/feeds/seeker/{token}.ics").data)
    assert isinstance(feed, Calendar)
    assert len(feed.events) == 1


def body(topic: str) -> dict[str, str]:
    """A booking on Wednesday 25 November at ten."""
    starts_at = "2026-11-25T10:00:00+09:00"
    return {"procedure": "omura-soudan", "starts_at": starts_at, "topic": topic, "terms_version": "2026-10-01"}
