"""How often a seeker changes their mind on a day before they have to call."""

import pytest

from booking.bookings.refusals import TooManyGivenBack, TooManyMoves
from booking.bookings.rules.second_thoughts import (
    SecondThoughts,
    refuse_unless_may_give_back,
    refuse_unless_may_move_again,
)
from tests.core.test_explain import OMURA
from tests.days import day

TODAY, YESTERDAY = day("2026-11-20 Fri"), day("2026-11-19 Thu")


@pytest.mark.parametrize("given_back", [0, 1, 2])
def test_three_bookings_are_given_back_on_a_day(given_back: int) -> None:
    thoughts = SecondThoughts(given_back=given_back)
    refuse_unless_may_give_back(thoughts, booked_on=TODAY, today=TODAY, office=OMURA)
    assert thoughts.last_giving_back is (given_back == 2)


def test_the_fourth_takes_a_call() -> None:
    with pytest.raises(TooManyGivenBack):
        refuse_unless_may_give_back(SecondThoughts(given_back=3), booked_on=TODAY, today=TODAY, office=OMURA)


def test_what_was_booked_yesterday_is_given_back_whatever_happened_today() -> None:
    refuse_unless_may_give_back(SecondThoughts(given_back=7), booked_on=YESTERDAY, today=TODAY, office=OMURA)


@pytest.mark.parametrize("moved", [0, 1, 2])
def test_bookings_are_moved_three_times_on_a_day(moved: int) -> None:
    thoughts = SecondThoughts(given_back=3, moved=moved)  # the two are counted apart
    refuse_unless_may_move_again(thoughts, office=OMURA)
    assert thoughts.last_move is (moved == 2)


def test_the_fourth_move_takes_a_call() -> None:
    with pytest.raises(TooManyMoves):
        refuse_unless_may_move_again(SecondThoughts(moved=3), office=OMURA)
