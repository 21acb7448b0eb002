"""With a second channel beside mail: each message goes out on those that its kind and its person have, as each does."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from booking import jobs
from booking.app import create_app
from booking.bookings.book import book
from booking.services import services
from notifier.channels import NotDelivered
from notifier.channels.mail import Mail
from notifier.delivering import NO_CHANNEL
from notifier.tables import Delivery, DeliveryState, FailedDelivery
from tests.bookings.builders import all_of, change_seeker, web_request
from tests.meetings.fakes import FakeChannel
from tests.messages.postcards import mail_and_postcards
from tests.town import FRIDAY_MORNING, MISAKI, TARO, StandingClock, close_connections, config_for

TUESDAY_TEN = "2026-11-24 10:00"  # Wednesday's consultations are reminded of; Monday was a holiday


@pytest.fixture
def mail() -> FakeChannel:
    return FakeChannel()


@pytest.fixture
def post() -> FakeChannel:
    return FakeChannel()


@pytest.fixture
def posting_app(
    town_url: str, clock: StandingClock, tmp_path: Path, mail: FakeChannel, post: FakeChannel
) -> Iterator[Flask]:
    """The service with both channels, on both engines."""
    config = config_for(town_url, tmp_path)
    app = create_app(config, clock=clock, channels=mail_and_postcards(config, mail, post))
    with app.app_context():
        yield app
        close_connections()


def post_reminder(clock: StandingClock, number: str = MISAKI) -> None:
    """Book for Wednesday 25 November, and post the reminder of the day before."""
    book(web_request(number), now=FRIDAY_MORNING)
    jobs.issue_meetings()
    jobs.deliver_mail()
    clock.set(TUESDAY_TEN)
    jobs.remind_the_day_before()


def remind(clock: StandingClock, number: str = MISAKI) -> None:
    """And let the scheduler send it."""
    post_reminder(clock, number)
    jobs.deliver_mail()


def states() -> dict[str, list[DeliveryState]]:
    """What became of the deliveries on each channel."""
    found: dict[str, list[DeliveryState]] = {"mail": [], "postcard": []}
    for one in all_of(Delivery):
        found[one.channel].append(one.state)
    return found


def test_each_channel_gets_what_it_carries_at_its_own_address(
    posting_app: Flask, clock: StandingClock, mail: FakeChannel, post: FakeChannel
) -> None:
    change_seeker(MISAKI, address="大村市玖島1丁目25番地")
    remind(clock)
    assert [letter.to for letter in mail.letters] == ["misaki@example.com"] * 2
    (card,) = post.letters
    assert (card.to, isinstance(card, Mail)) == ("大村市玖島1丁目25番地", False)
    assert card.key.startswith("postcard-")


def test_whoever_wants_none_is_posted_none(posting_app: Flask, clock: StandingClock) -> None:
    remind(clock, TARO)
    assert len(states()["mail"]) == 2
    assert states()["postcard"] == []


def test_whoever_has_no_address_on_one_channel_is_reached_by_the_other(
    posting_app: Flask, clock: StandingClock
) -> None:
    change_seeker(MISAKI, address="")
    remind(clock)
    assert states() == {"mail": [DeliveryState.SENT] * 2, "postcard": [DeliveryState.DROPPED]}


def test_what_one_channel_refuses_the_other_delivers(
    posting_app: Flask, clock: StandingClock, post: FakeChannel
) -> None:
    post.failures.append(NotDelivered("returned: moved", permanent=True))
    remind(clock)
    assert states() == {"mail": [DeliveryState.SENT] * 2, "postcard": [DeliveryState.FAILED]}


def test_a_channel_that_is_configured_no_more_fails_what_waits_for_it_and_is_posted_nothing_more(
    posting_app: Flask, clock: StandingClock, mail: FakeChannel
) -> None:
    post_reminder(clock)
    posting_app.extensions["channels"] = mail_and_postcards(services().config, mail, None)
    jobs.deliver_mail()
    clock.set("2026-11-25 09:00")  # Wednesday, an hour before the consultation
    jobs.remind_an_hour_before()
    jobs.deliver_mail()
    assert states() == {"mail": [DeliveryState.SENT] * 3, "postcard": [DeliveryState.FAILED]}
    assert [failed.delivery.failure for failed in all_of(FailedDelivery)] == [NO_CHANNEL]
