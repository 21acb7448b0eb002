"""Staff see to what did not arrive while others do, on both engines: nothing untrue waits to be sent again."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

import pytest
from flask import Flask

from booking.bookings.book import book
from booking.bookings.move import move
from booking.messages.failed_deliveries.resolve import put_back, resolve
from booking.messages.refusals import DeliveryOvertaken, DeliveryResolved, DeliveryTooLate
from booking.tables import Office
from notifier.channels import Letter, NotDelivered
from notifier.delivering import Clocks, deliver_due
from notifier.tables import Delivery, DeliveryState, FailedDelivery, Resolution
from tests.bookings.builders import all_of, web_request
from tests.bookings.moves import THURSDAY_AT_TEN, by_seeker
from tests.bookings.races.forced_races import forced_race
from tests.meetings.fakes import FakeChannel
from tests.town import FRIDAY_MORNING, office_time

REAL = datetime(2030, 1, 1, tzinfo=UTC)
TEN = office_time("2026-11-20 10:00")  # Friday


@pytest.fixture
def number(app: Flask) -> str:
    """A booking for Wednesday 25 November at ten, whose mail came back."""
    booked = book(web_request(), now=FRIDAY_MORNING)
    refusing = {"mail": FakeChannel(failures=[NotDelivered("550", permanent=True)])}
    letter = Letter(key="key", to="misaki@example.com", text="本文", written_at=FRIDAY_MORNING)
    list(deliver_due(refusing, lambda *_: letter, clock=lambda: Clocks(TEN, REAL)))
    return booked


def seeing(how: Resolution, clerk: int = 1, *, now: datetime = TEN) -> Callable[[], None]:
    """What resolves the one that failed, when it is called."""
    failed_id, offices = all_of(FailedDelivery)[0].id, [office.id for office in all_of(Office)]
    return partial(resolve, failed_id, how, actor=f"staff:{clerk}", office_ids=offices, now=now)


def putting_back(clerk: int = 1) -> Callable[[], bool]:
    """What puts it back on the list, when it is called."""
    failed_id, offices = all_of(FailedDelivery)[0].id, [office.id for office in all_of(Office)]
    return partial(put_back, failed_id, actor=f"staff:{clerk}", office_ids=offices, now=TEN)


def moving(number: str) -> Callable[[], None]:
    return partial(move, by_seeker(number, THURSDAY_AT_TEN), now=TEN)


def open_ones() -> list[FailedDelivery]:
    return [one for one in all_of(FailedDelivery) if one.resolved_at is None]


def test_a_move_takes_off_what_is_being_put_back(app: Flask, number: str) -> None:
    seeing(Resolution.CALLED)()
    assert forced_race(app, putting_back(), moving(number)) == (True, None)
    assert open_ones() == []
    assert all_of(Delivery)[0].state is DeliveryState.DROPPED


def test_what_is_being_overtaken_is_not_put_back(app: Flask, number: str) -> None:
    seeing(Resolution.CALLED)()
    _, refused = forced_race(app, moving(number), putting_back())
    assert type(refused) is DeliveryOvertaken
    assert open_ones() == []


def test_what_is_being_sent_again_is_not_sent_once_it_is_overtaken(app: Flask, number: str) -> None:
    assert forced_race(app, seeing(Resolution.SENT_AGAIN), moving(number)) == (None, None)
    assert all_of(Delivery)[0].state is DeliveryState.DROPPED


def test_of_two_who_resolve_it_at_once_the_second_is_told_so(app: Flask, number: str) -> None:
    _, refused = forced_race(app, seeing(Resolution.CALLED), seeing(Resolution.SENT_AGAIN, clerk=2))
    assert type(refused) is DeliveryResolved
    assert all_of(Delivery)[0].state is DeliveryState.FAILED


def test_of_two_who_put_it_back_at_once_the_second_changes_nothing(app: Flask, number: str) -> None:
    seeing(Resolution.NOTHING_TO_DO)()
    assert forced_race(app, putting_back(), putting_back(clerk=2)) == (True, False)
    assert [one.owner for one in open_ones()] == ["staff:1"]


def test_the_way_to_a_consultation_is_not_sent_again_once_that_is_over(app: Flask, number: str) -> None:
    with pytest.raises(DeliveryTooLate):
        seeing(Resolution.SENT_AGAIN, now=office_time("2026-11-25 10:30"))()  # Wednesday, when it ends
    seeing(Resolution.SENT_AGAIN, now=office_time("2026-11-25 10:29"))()
    assert all_of(Delivery)[0].useful_until == office_time("2026-11-25 10:30")
