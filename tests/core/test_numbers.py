"""Numbers are read alike wherever they are typed, however people group their digits."""

import pytest

from booking.core.input.numbers import digits, phone_digits, read_seeker_number

HYPHENS = "-‐‑‒–—―−﹘﹣－ーｰ─━"


@pytest.mark.parametrize("hyphen", HYPHENS)
def test_every_hyphen_is_one(hyphen: str) -> None:
    assert digits(f"070{hyphen}0000{hyphen}0001") == "07000000001"
    assert read_seeker_number(f"70000{hyphen}0000001") == "70000-0000001"


@pytest.mark.parametrize(
    "typed",
    [
        "070-0000-0001",
        "(070)0000-0001",
        "070（0000）0001",
        "+81 70 0000 0001",
        "+81(0)70-0000-0001",
        "００８１７００００００００１",
    ],
)
def test_a_phone_number_is_read_with_its_leading_zero(typed: str) -> None:
    assert phone_digits(typed) == "07000000001"


@pytest.mark.parametrize("typed", ["", "-", "070-0000-000a", "+1 202 555 0100", "०७०", "内線12"])
def test_what_is_no_phone_number_is_empty(typed: str) -> None:
    assert phone_digits(typed) == ""


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("700000000001", "70000-0000001"),
        ("7000000000001", "70000-00000001"),  # 5 and 8 digits
        ("700000001", "70000-0001"),  # 5 and 4
        ("70000000", "70000000"),
        ("70000-000000x", "70000-000000x"),
        ("", ""),
    ],
)
def test_a_seeker_number_gets_its_hyphen_if_it_can_be_one(typed: str, read: str) -> None:
    assert read_seeker_number(typed) == read
