"""A worker dies at each point between lease, send and record: nothing is lost; only what went out may be repeated."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from notifier import delivering
from notifier.channels import Letter, NotDelivered
from notifier.delivering import LEASE, Clocks, deliver_due
from notifier.tables import DeliveryState, Message
from tests.bookings.builders import all_of
from tests.meetings.fakes import FakeChannel, Killed
from tests.notifier.test_outbox import REAL, deliver, inbox, post_one, the_delivery, write
from tests.town import FRIDAY_MORNING


@dataclass
class Deaths:
    """Where the worker dies, the first time that it comes by."""

    at: str
    channel: FakeChannel = field(default_factory=FakeChannel)

    def compose(self, session: Session, message: Message, channel: str) -> Letter | None:
        self._die_at("leased")
        return write(session, message, channel)

    def send(self, letter: Letter) -> None:
        self._die_at("composed")
        self.channel.send(letter)
        self._die_at("sent")

    def record(self, settle: Callable[..., None]) -> Callable[..., None]:
        def recording(*given: object) -> None:
            settle(*given)
            self._die_at("recorded but not committed")

        return recording

    def _die_at(self, point: str) -> None:
        if point == self.at:
            self.at = ""
            raise Killed


@pytest.mark.parametrize(
    ("point", "copies"), [("leased", 1), ("composed", 1), ("sent", 2), ("recorded but not committed", 2)]
)
def test_a_worker_that_dies_loses_nothing_and_repeats_only_what_went_out(
    app: Flask, monkeypatch: pytest.MonkeyPatch, point: str, copies: int
) -> None:
    post_one()
    deaths = Deaths(point)
    monkeypatch.setattr(delivering, "_settle", deaths.record(delivering._settle))
    with pytest.raises(Killed):
        work(deaths, after=timedelta())
    assert work(deaths, after=LEASE - timedelta(seconds=1)) == 0  # the dead worker's lease
    assert work(deaths, after=LEASE) == 1
    assert [letter.key for letter in deaths.channel.letters] == ["mail-booked:5"] * copies
    assert (the_delivery().state, len(inbox())) == (DeliveryState.SENT, 1)


def test_a_mail_server_that_is_down_for_an_hour_costs_no_mail_and_no_reminder_comes_too_late(app: Flask) -> None:
    for number in range(20):
        post_one(f"booked:{number}", about=f"booking:{number}")
    post_one("soon", about="booking:20", useful_until=FRIDAY_MORNING + timedelta(minutes=40), lapses=True)
    post_one("later", about="booking:21", useful_until=FRIDAY_MORNING + timedelta(hours=3), lapses=True)
    channel = FakeChannel()
    for minute in range(90):
        passed = timedelta(minutes=minute)
        deliver(Down() if minute < 60 else channel, office=FRIDAY_MORNING + passed, after=passed)
    arrived = sorted(letter.key for letter in channel.letters)
    assert arrived == sorted([*(f"mail-booked:{number}" for number in range(20)), "mail-later"])
    states = {message.fact: message.deliveries[0].state for message in all_of(Message)}
    assert states.pop("soon") is DeliveryState.FAILED  # somebody may want to call
    assert set(states.values()) == {DeliveryState.SENT}


class Down(FakeChannel):
    """Nobody answers."""

    def send(self, letter: Letter) -> None:
        raise NotDelivered(f"no answer about {letter.key}")


def work(deaths: Deaths, *, after: timedelta) -> int:
    """A worker comes; how many deliveries it tried."""
    moments = Clocks(office=FRIDAY_MORNING, real=REAL + after)
    return len(list(deliver_due({"mail": deaths}, deaths.compose, clock=lambda: moments)))
