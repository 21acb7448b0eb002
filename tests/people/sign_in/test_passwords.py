"""Password hashes."""

import string

import pytest

from booking.people.sign_in import passwords
from booking.people.sign_in.passwords import hash_password, password_fits, random_password
from tests.cheap_passwords import REAL


@pytest.fixture(autouse=True)
def _as_in_service(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_HASHER", REAL)


def test_a_password_fits_its_own_hash_only() -> None:
    hashed = hash_password("correct-7a")
    assert password_fits("correct-7a", hashed)
    assert not password_fits("correct-7b", hashed)


def test_the_same_password_is_hashed_differently_each_time() -> None:
    assert hash_password("correct-7a") != hash_password("correct-7a")


def test_hashes_are_argon2id_with_19_mebibytes_and_two_rounds() -> None:
    assert hash_password("correct-7a").startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_without_a_hash_nothing_fits() -> None:
    assert not password_fits("anything", None)
    assert not password_fits("anything", "not a hash")


def test_a_random_password_satisfies_the_rule_of_the_my_page() -> None:
    drawn = {random_password() for _ in range(50)}
    assert len(drawn) == 50
    for password in drawn:
        assert 8 <= len(password) <= 32
        assert any(letter in string.ascii_letters for letter in password)
        assert any(letter in string.digits for letter in password)
        assert any(letter in string.punctuation for letter in password)
