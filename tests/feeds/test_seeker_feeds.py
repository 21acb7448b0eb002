"""A seeker's feed: its address, and what stands in it and what does not."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import text, update

from booking.bookings.book import book
from booking.feeds.seeker_addresses import ensure_feed, feed_token, note_reading, renew_feed
from booking.feeds.seeker_feeds import FeedTexts, feed_by_token, feed_of_seeker, seeker_entries
from booking.tables import AuditLine, Booking, BookingStatus, SeekerFeed
from calendars.ical import Entry
from database.base import db
from database.transactions import transact
from tests.bookings.builders import TOPIC, WED_10, all_of, how_many, the_booking, web_request
from tests.bookings.races.at_once import at_once
from tests.town import FRIDAY_MORNING, MISAKI, TARO, office_time, seeker_id

pytestmark = pytest.mark.any_engine

TEXTS = FeedTexts(title="オンライン相談", description="くわしくはマイページで", location="オンライン", join="参加")


def ensured(app: Flask, seeker: str = MISAKI) -> str:
    """The token of the seeker's feed."""
    return ensure_feed(seeker_id(seeker), secret_key=app.config["SECRET_KEY"], now=FRIDAY_MORNING)


def renewed(app: Flask) -> str:
    """The token of Misaki's feed after she renewed its address."""
    renew_feed(seeker_id(MISAKI), secret_key=app.config["SECRET_KEY"], now=FRIDAY_MORNING)
    return ensured(app)


def entries(*, at: str = "2026-11-20 09:00", seeker: str = MISAKI) -> list[Entry]:
    """What the feed shows when the office's clock shows `at`."""
    db.session.rollback()
    return seeker_entries(
        db.session(),
        seeker_id=seeker_id(seeker),
        base_url="https://madoguchi.invalid",
        texts=TEXTS,
        now=office_time(at),
    )


def cancel() -> None:
    """Let every booking be cancelled."""
    transact(lambda session: session.execute(update(Booking).values(status=BookingStatus.CANCELLED_BY_OFFICE)))


@pytest.mark.each_engine
def test_a_feed_is_made_once_and_its_address_can_be_shown_again(app: Flask) -> None:
    assert ensured(app) == ensured(app)
    assert how_many(SeekerFeed) == 1


def test_two_seekers_have_two_addresses(app: Flask) -> None:
    assert ensured(app, MISAKI) != ensured(app, TARO)


def test_only_the_hash_of_an_address_is_kept(app: Flask) -> None:
    token = ensured(app)
    assert token not in str(db.session.execute(text("select * from seeker_feeds")).all())
    found = feed_by_token(db.session(), token)
    assert found is not None
    assert found.seeker_id == seeker_id(MISAKI)


def test_what_is_kept_does_not_give_the_address_to_somebody_without_the_secret_key(app: Flask) -> None:
    token = ensured(app)
    (feed,) = all_of(SeekerFeed)
    assert feed_token("another secret key", feed.seeker_id, feed.nonce) != token


def test_an_invented_address_is_no_feed(app: Flask) -> None:
    ensured(app)
    assert feed_by_token(db.session(), "nobody-was-given-this") is None


def test_a_renewed_feed_has_a_new_address_and_the_old_one_is_revoked(app: Flask) -> None:
    old = ensured(app)
    new = renewed(app)
    revoked, live = feed_by_token(db.session(), old), feed_of_seeker(db.session(), seeker_id(MISAKI))
    assert new != old
    assert revoked is not None
    assert revoked.revoked_at == FRIDAY_MORNING
    assert live == feed_by_token(db.session(), new)


def test_renewing_is_audited(app: Flask) -> None:
    renewed(app)
    assert [line.act for line in all_of(AuditLine)][-1] == "renew_feed"


@pytest.mark.each_engine
def test_two_pages_that_make_the_feed_at_once_show_one_address(app: Flask) -> None:
    misaki, secret = seeker_id(MISAKI), app.config["SECRET_KEY"]
    first, second = at_once(app, [lambda: ensure_feed(misaki, secret_key=secret, now=FRIDAY_MORNING)] * 2)
    assert first == second


@pytest.mark.each_engine
def test_a_reading_is_noted_at_most_every_ten_minutes(app: Flask) -> None:
    ensured(app)
    (feed,) = all_of(SeekerFeed)
    for minutes in (0, 9, 11):
        note_reading(feed.id, now=FRIDAY_MORNING + timedelta(minutes=minutes))
        noted = all_of(SeekerFeed)[0].last_read_at
        assert noted == FRIDAY_MORNING + timedelta(minutes=11 if minutes == 11 else 0)


@pytest.mark.each_engine
def test_a_booking_stands_in_the_feed_neutrally(app: Flask) -> None:
    booking = the_booking(book(web_request(), now=FRIDAY_MORNING))
    (entry,) = entries()
    assert (entry.uid, entry.sequence, entry.cancelled) == (booking.calendar_uid, 0, False)
    assert (entry.starts_at, entry.ends_at) == (office_time(WED_10), office_time("2026-11-25 10:30"))
    assert entry.title == "オンライン相談"
    assert entry.url == f"https://madoguchi.invalid/mypage/calendar/{booking.calendar_uid}"
    for private in (booking.number, booking.display_name, TOPIC, "美咲", "大村"):
        assert private not in repr(entry)


def test_a_feed_shows_no_other_seekers_bookings(app: Flask) -> None:
    book(web_request(TARO), now=FRIDAY_MORNING)
    assert entries(seeker=MISAKI) == []


@pytest.mark.parametrize(
    ("at", "shown"),
    [
        ("2026-12-02 10:29", True),  # Wednesday a week later
        ("2026-12-02 10:30", False),
    ],
)
def test_a_cancelled_booking_is_shown_as_such_until_a_week_after_its_time(app: Flask, at: str, shown: bool) -> None:
    book(web_request(), now=FRIDAY_MORNING)
    cancel()
    book(web_request(starts="2026-12-10 10:00"), now=FRIDAY_MORNING)  # Thursday
    assert [entry.cancelled for entry in entries(at=at)] == ([True, False] if shown else [False])


@pytest.mark.each_engine
@pytest.mark.parametrize(
    ("at", "shown"),
    [
        ("2027-02-23 10:29", 2),  # 90 days after Wednesday 25 November
        ("2027-02-23 10:30", 1),
    ],
)
def test_a_past_booking_leaves_the_feed_after_ninety_days(app: Flask, at: str, shown: int) -> None:
    book(web_request(), now=FRIDAY_MORNING)
    book(web_request(starts="2026-12-10 10:00"), now=office_time("2026-11-25 11:00"))  # Thursday
    assert len(entries(at=at)) == shown
