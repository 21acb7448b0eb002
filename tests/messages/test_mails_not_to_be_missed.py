"""However many mails somebody has had today: that the office cancelled, or holds it elsewhere, still goes out."""

import pytest
from flask import Flask

from booking.bookings.cancel import Canceller, cancel
from notifier import bounds
from tests.bookings.town_bookings import office_of
from tests.messages.mailed_bookings import booked, mails, moved, send
from tests.town import StandingClock


@pytest.fixture(autouse=True)
def _used_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """One mail a day, and one more of those that nobody may miss."""
    monkeypatch.setattr(bounds, "A_DAY", 1)
    monkeypatch.setattr(bounds, "URGENT_A_DAY", 2)


def test_what_the_office_cancels_is_mailed_whatever_else_was(app: Flask, clock: StandingClock) -> None:
    number = booked(clock)
    moved(number, clock)
    assert len(mails()) == 1
    cancel(number, Canceller("staff:1", office_ids={office_of("omura").id}), reason="設備点検のため", now=clock())
    send(clock)
    assert ["取り消しました" in mail["Subject"] for mail in mails()] == [False, True]
