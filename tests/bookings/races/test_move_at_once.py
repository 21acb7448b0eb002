"""Several moves, or a move and something else, at the same moment: on both engines alike."""

from collections.abc import Callable
from functools import partial

import pytest
from flask import Flask

from booking.availability.refusals import SlotTaken
from booking.bookings.cancel import Canceller, cancel
from booking.bookings.move import MoveRequest, move
from booking.bookings.refusals import NotOpenAnyMore
from booking.tables import BookingStatus, MeetingState
from tests.bookings.changed_bookings import claims_in_all, meetings_of, sent_messages
from tests.bookings.moves import (
    FRIDAY_AT_ELEVEN,
    KAKUTO,
    LAN,
    THURSDAY_AT_TEN,
    assert_claims_are_those_of_the_bookings,
    assert_unmoved,
    by_seeker,
)
from tests.bookings.races.at_once import at_once
from tests.bookings.town_bookings import booked, booking_of
from tests.town import FRIDAY_MORNING, MISAKI, seeker_id


def act(change: MoveRequest) -> str:
    move(change, now=FRIDAY_MORNING)
    return "moved"


@pytest.mark.parametrize("attempt", range(3))
def test_of_two_moves_into_the_same_place_one_succeeds(app: Flask, attempt: int) -> None:
    first, second = booked(MISAKI, THURSDAY_AT_TEN), booked(KAKUTO, "2026-11-26 11:00")
    wishes = [by_seeker(first, FRIDAY_AT_ELEVEN), by_seeker(second, FRIDAY_AT_ELEVEN, seeker=KAKUTO)]
    answers = at_once(app, [partial(act, wish) for wish in wishes])
    assert sorted(type(answer).__name__ for answer in answers) == ["SlotTaken", "str"]
    assert_claims_are_those_of_the_bookings()


@pytest.mark.parametrize("attempt", range(3))
def test_two_bookings_that_exchange_times_never_lose_one(app: Flask, attempt: int) -> None:
    first, second = booked(MISAKI, THURSDAY_AT_TEN), booked(KAKUTO, FRIDAY_AT_ELEVEN)
    wishes = [by_seeker(first, FRIDAY_AT_ELEVEN), by_seeker(second, THURSDAY_AT_TEN, seeker=KAKUTO)]
    answers = at_once(app, [partial(act, wish) for wish in wishes])
    # Each place is taken until the other has left it: neither can go first, and both keep what they have.
    assert [type(answer) for answer in answers] == [SlotTaken, SlotTaken]
    assert_unmoved(first)
    assert_unmoved(second, FRIDAY_AT_ELEVEN)


@pytest.mark.parametrize("attempt", range(5))
def test_a_move_beside_a_cancellation_leaves_no_moved_cancelled_booking(app: Flask, attempt: int) -> None:
    number = booked(MISAKI, THURSDAY_AT_TEN)
    misaki = seeker_id(MISAKI)

    def give_up() -> str:
        cancel(number, Canceller(f"seeker:{misaki}", seeker_id=misaki), now=FRIDAY_MORNING)
        return "cancelled"

    acts: list[Callable[[], str]] = [partial(act, by_seeker(number, FRIDAY_AT_ELEVEN)), give_up]
    moved, cancelled = at_once(app, acts)
    assert cancelled == "cancelled"
    assert moved == "moved" or isinstance(moved, NotOpenAnyMore)
    found = booking_of(number)
    assert (found.status, claims_in_all()) == (BookingStatus.CANCELLED_BY_SEEKER, (0, 0))
    assert set(meetings_of(number)) == {MeetingState.WITHDRAWN}
    assert found.sequence == (2 if moved == "moved" else 1)


def test_the_same_move_pressed_twice_at_once_moves_once(app: Flask) -> None:
    number = booked(MISAKI, THURSDAY_AT_TEN)
    answers = at_once(app, [partial(act, by_seeker(number, FRIDAY_AT_ELEVEN))] * 2)
    assert answers == ["moved", "moved"]
    assert booking_of(number).sequence == 1
    assert [kind for kind, _state in sent_messages()] == ["booked", "moved"]


def test_somebody_who_books_the_place_while_it_is_moved_to_gets_it_or_is_refused(app: Flask) -> None:
    number = booked(MISAKI, THURSDAY_AT_TEN)
    answers = at_once(app, [partial(act, by_seeker(number, FRIDAY_AT_ELEVEN)), partial(booked, LAN, FRIDAY_AT_ELEVEN)])
    assert sum(isinstance(answer, SlotTaken) for answer in answers) == 1
    assert_claims_are_those_of_the_bookings()
