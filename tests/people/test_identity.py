"""The identity check of a caller: number and two more facts, four facts without it, or a call back; for one call."""

from datetime import timedelta

import pytest

from booking.people.identity import CheckedBy, Fact, askable, checked_by, still_holds
from booking.people.refusals import IdentityNotChecked
from tests.town import FRIDAY_MORNING

FOUR = (Fact.NAME, Fact.BIRTH_DATE, Fact.PHONE, Fact.ADDRESS)


@pytest.mark.parametrize(
    ("ticked", "by"),
    [
        ((Fact.SEEKER_NUMBER, Fact.BIRTH_DATE, Fact.PHONE), CheckedBy.NUMBER),
        ((Fact.SEEKER_NUMBER, Fact.ADDRESS, Fact.PHONE), CheckedBy.NUMBER),
        (tuple(Fact), CheckedBy.NUMBER),
        (FOUR, CheckedBy.FOUR_FACTS),
        ((*FOUR, Fact.CALLED_BACK), CheckedBy.FOUR_FACTS),
        ((Fact.CALLED_BACK,), CheckedBy.CALL_BACK),
        ((Fact.SEEKER_NUMBER, Fact.NAME, Fact.CALLED_BACK), CheckedBy.CALL_BACK),
    ],
)
def test_what_is_enough_says_on_what_the_check_rests(ticked: tuple[Fact, ...], by: CheckedBy) -> None:
    assert checked_by(ticked) is by


@pytest.mark.parametrize(
    "ticked",
    [
        (),
        (Fact.SEEKER_NUMBER,),
        (Fact.SEEKER_NUMBER, Fact.BIRTH_DATE),
        (Fact.SEEKER_NUMBER, Fact.BIRTH_DATE, Fact.BIRTH_DATE),
        (Fact.SEEKER_NUMBER, Fact.BIRTH_DATE, Fact.NAME),  # the number was found by the name
        (Fact.BIRTH_DATE, Fact.PHONE, Fact.ADDRESS),
        FOUR[:3],
        FOUR[1:],
    ],
)
def test_anything_less_is_refused(ticked: tuple[Fact, ...]) -> None:
    with pytest.raises(IdentityNotChecked):
        checked_by(ticked)


def test_without_a_phone_on_record_nobody_confirms_or_calls_one() -> None:
    assert set(Fact) - set(askable(has_phone=False)) == {Fact.PHONE, Fact.CALLED_BACK}
    assert askable(has_phone=True) == tuple(Fact)


def test_a_check_holds_for_half_an_hour() -> None:
    assert still_holds(FRIDAY_MORNING, now=FRIDAY_MORNING + timedelta(minutes=29, seconds=59))
    assert not still_holds(FRIDAY_MORNING, now=FRIDAY_MORNING + timedelta(minutes=30))


def test_a_check_of_the_future_does_not_hold() -> None:
    assert not still_holds(FRIDAY_MORNING, now=FRIDAY_MORNING - timedelta(seconds=1))
