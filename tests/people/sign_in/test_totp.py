"""Codes of authenticator programs (RFC 6238)."""

import base64
from datetime import UTC, datetime, timedelta

import pytest

from booking.people.second_factors.totp import address_of_set_up, code_of_step, secret_of_set_up, step_of_code
from tests.authenticator import Authenticator

NOW = datetime(2030, 1, 1, 9, 0, 10, tzinfo=UTC)
SECRET = secret_of_set_up("a secret key", "a token")


@pytest.mark.parametrize(
    ("second", "code"),
    [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")],
)
def test_codes_are_those_of_the_standard(second: int, code: str) -> None:
    """RFC 6238, appendix B, the last six digits of SHA-1."""
    secret = base64.b32encode(b"12345678901234567890").decode()
    assert code_of_step(secret, second // 30).decode() == code


@pytest.mark.parametrize(("steps", "good"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_clock_may_be_one_step_beside(steps: int, good: bool) -> None:
    code = Authenticator(SECRET).code(NOW, steps=steps)
    assert (step_of_code(SECRET, code, after=0, real_now=NOW) is not None) is good


def test_a_code_is_none_once_its_step_was_used() -> None:
    code = Authenticator(SECRET).code(NOW)
    used = step_of_code(SECRET, code, after=0, real_now=NOW)
    assert used is not None
    assert step_of_code(SECRET, code, after=used, real_now=NOW + timedelta(seconds=5)) is None


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "ABCDEF", "١٢٣٤٥٦", "髙"])
def test_what_is_no_code_fits_nothing(typed: str) -> None:
    assert step_of_code(SECRET, typed, after=0, real_now=NOW) is None


def test_every_browser_sets_up_another_secret_and_the_same_again() -> None:
    assert secret_of_set_up("a secret key", "a token") == SECRET
    assert len({SECRET, secret_of_set_up("a secret key", "another"), secret_of_set_up("another key", "a token")}) == 3


def test_the_two_dimensional_code_tells_a_program_all_that_it_needs() -> None:
    address = address_of_set_up(SECRET, login="kyoko@example.com", issuer="窓口 Madoguchi")
    assert address.startswith("otpauth://totp/")
    assert Authenticator.reading(address) == Authenticator(SECRET)
