"""Booking numbers catch what is misheard on the phone and accept how people type."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from booking.bookings.rules.booking_numbers import is_booking_number, new_booking_number, read_booking_number, spoken

PLACES = st.integers(0, 8)


def with_check_digit(body: int) -> str:
    return next(number for number in (f"{body}{check}" for check in range(10)) if is_booking_number(number))


NUMBERS = st.integers(10_000_000, 99_999_999).map(with_check_digit)


def test_a_new_number_has_nine_digits_and_begins_with_none_of_the_zeros() -> None:
    numbers = [new_booking_number() for _ in range(200)]
    assert all(is_booking_number(number) and number[0] != "0" for number in numbers)
    assert len(set(numbers)) == 200


@given(number=NUMBERS, place=PLACES, heard=st.sampled_from("0123456789"))
def test_every_single_misheard_digit_is_caught(number: str, place: int, heard: str) -> None:
    assume(heard != number[place])
    assert not is_booking_number(number[:place] + heard + number[place + 1 :])


@given(number=NUMBERS, place=st.integers(0, 7))
def test_every_swap_of_two_neighbours_is_caught(number: str, place: int) -> None:
    assume(number[place] != number[place + 1])
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assert not is_booking_number(swapped)


@given(number=NUMBERS)
def test_what_is_read_out_can_be_typed_back(number: str) -> None:
    assert read_booking_number(spoken(number)) == number


@pytest.mark.parametrize(
    "typed",
    [
        "572-401-836",
        "５７２４０１８３６",
        "５７２－４０１－８３６",
        "572 401 836",
        "　572　401　836　",
        "572ー401ー836",
        "572‐401–836",
        "572─401━836",
        "572‒401﹣836",
        "(572) 401.836",
    ],
)
def test_full_width_digits_spaces_and_any_hyphen_are_understood(typed: str) -> None:
    assert read_booking_number(typed) == "572401836"


@pytest.mark.parametrize("typed", ["", "12345678", "1234567890", "abcdefghi", "-", "①②③④⑤⑥⑦⑧", "१२३४५६७८९"])
def test_what_cannot_be_a_number_is_none(typed: str) -> None:
    assert read_booking_number(typed) is None


def test_a_number_is_read_out_in_threes() -> None:
    assert spoken("482917365") == "482-917-365"
