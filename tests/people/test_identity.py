"""The identity check of a caller: the seeker number and two more facts, for one call."""

from datetime import timedelta

import pytest

from booking.people.identity import Fact, refuse_unless_checked, still_holds
from booking.people.refusals import IdentityNotChecked
from tests.town import FRIDAY_MORNING


@pytest.mark.parametrize(
    "ticked",
    [
        (Fact.SEEKER_NUMBER, Fact.BIRTH_DATE, Fact.PHONE),
        (Fact.SEEKER_NUMBER, Fact.ADDRESS, Fact.PHONE),
        tuple(Fact),
    ],
)
def test_the_number_and_two_more_facts_are_enough(ticked: tuple[Fact, ...]) -> None:
    refuse_unless_checked(ticked)


@pytest.mark.parametrize(
    "ticked",
    [
        (),
        (Fact.SEEKER_NUMBER,),
        (Fact.SEEKER_NUMBER, Fact.BIRTH_DATE),
        (Fact.SEEKER_NUMBER, Fact.BIRTH_DATE, Fact.BIRTH_DATE),
        (Fact.BIRTH_DATE, Fact.PHONE, Fact.ADDRESS),
    ],
)
def test_anything_less_is_refused(ticked: tuple[Fact, ...]) -> None:
    with pytest.raises(IdentityNotChecked):
        refuse_unless_checked(ticked)


def test_a_check_holds_for_half_an_hour() -> None:
    assert still_holds(FRIDAY_MORNING, now=FRIDAY_MORNING + timedelta(minutes=29, seconds=59))
    assert not still_holds(FRIDAY_MORNING, now=FRIDAY_MORNING + timedelta(minutes=30))


def test_a_check_of_the_future_does_not_hold() -> None:
    assert not still_holds(FRIDAY_MORNING, now=FRIDAY_MORNING - timedelta(seconds=1))
