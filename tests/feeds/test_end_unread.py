"""An address that no calendar reads for half a year ends; one that is read lives on, on both engines."""

from datetime import timedelta

import pytest
from flask import Flask

from booking.feeds.desk_addresses import make_desk_feed
from booking.feeds.end_unread import end_unread_feeds
from booking.feeds.seeker_addresses import ensure_feed, note_reading
from booking.operations.purge import purge
from booking.tables import AuditLine, Desk, DeskFeed, SeekerFeed
from tests.bookings.builders import OMURA_CLERK, all_of
from tests.town import FRIDAY_MORNING, MISAKI, TARO, seeker_id, staff_id

pytestmark = pytest.mark.any_engine

HALF_A_YEAR_LATER = FRIDAY_MORNING + timedelta(days=180)  # Wednesday 19 May 2027
A_SECOND = timedelta(seconds=1)
KEY = "a secret key for feeds"


def make(seeker: str = MISAKI) -> None:
    """Give the seeker a feed on Friday morning."""
    ensure_feed(seeker_id(seeker), secret_key=KEY, now=FRIDAY_MORNING)


def live() -> list[int]:
    """The seekers whose addresses still answer."""
    return [feed.seeker_id for feed in all_of(SeekerFeed) if feed.revoked_at is None]


@pytest.mark.each_engine
def test_an_address_that_was_never_read_ends_half_a_year_after_it_was_made(app: Flask) -> None:
    make()
    assert end_unread_feeds(now=HALF_A_YEAR_LATER - A_SECOND) == 0
    assert end_unread_feeds(now=HALF_A_YEAR_LATER) == 1
    assert live() == []


def test_a_reading_keeps_an_address_for_another_half_year(app: Flask) -> None:
    make()
    make(TARO)
    (read, _) = all_of(SeekerFeed)
    note_reading(read.id, now=FRIDAY_MORNING + timedelta(days=1))
    assert end_unread_feeds(now=HALF_A_YEAR_LATER) == 1
    assert live() == [read.seeker_id]


def test_the_address_of_a_desk_ends_like_that_of_a_seeker(app: Flask) -> None:
    make_desk_feed(staff_id(OMURA_CLERK), all_of(Desk)[0].id, secret_key=KEY, now=FRIDAY_MORNING)
    assert end_unread_feeds(now=HALF_A_YEAR_LATER) == 1
    assert [feed.revoked_at for feed in all_of(DeskFeed)] == [HALF_A_YEAR_LATER]


def test_the_audit_log_tells_whose_address_ended_and_only_once(app: Flask) -> None:
    make()
    for _ in range(2):
        end_unread_feeds(now=HALF_A_YEAR_LATER)
    lines = [line for line in all_of(AuditLine) if line.act == "end_unread_feed"]
    assert [line.object for line in lines] == [f"seeker:{seeker_id(MISAKI)}"]


def test_who_comes_back_makes_a_new_address(app: Flask) -> None:
    make()
    end_unread_feeds(now=HALF_A_YEAR_LATER)
    ensure_feed(seeker_id(MISAKI), secret_key=KEY, now=HALF_A_YEAR_LATER)
    assert live() == [seeker_id(MISAKI)]


@pytest.mark.each_engine
def test_the_nightly_purge_ends_them(app: Flask) -> None:
    make()
    purge(now=HALF_A_YEAR_LATER, real_now=HALF_A_YEAR_LATER)
    assert live() == []
