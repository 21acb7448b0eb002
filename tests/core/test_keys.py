"""Keys: sealing secrets, changing keys, deriving tokens."""

import pytest

from booking.core.keys import DataKeys, LostDataKey, derived_token, token_hash

OLD, NEW = "an old data key that is long enough", "a new data key that is long enough"


def test_what_is_sealed_can_be_opened_and_not_be_read() -> None:
    sealed = DataKeys([OLD]).seal("493021")
    assert b"493021" not in sealed
    assert DataKeys([OLD]).open(sealed) == "493021"


def test_after_a_change_of_keys_old_secrets_still_open() -> None:
    sealed = DataKeys([OLD]).seal("493021")
    assert DataKeys([NEW, OLD]).open(sealed) == "493021"


def test_the_first_key_seals() -> None:
    sealed = DataKeys([NEW, OLD]).seal("493021")
    assert DataKeys([NEW]).open(sealed) == "493021"
    with pytest.raises(LostDataKey):
        DataKeys([OLD]).open(sealed)


def test_a_secret_that_was_tampered_with_does_not_open() -> None:
    sealed = bytearray(DataKeys([OLD]).seal("493021"))
    sealed[-5] ^= 1
    with pytest.raises(LostDataKey):
        DataKeys([OLD]).open(bytes(sealed))


def test_a_derived_token_is_the_same_again_for_the_same_parts_only() -> None:
    token = derived_token(OLD, "seeker feed", "1", "nonce")
    assert token == derived_token(OLD, "seeker feed", "1", "nonce")
    others = {
        derived_token(NEW, "seeker feed", "1", "nonce"),
        derived_token(OLD, "seeker feed", "12", "nonce"),
        derived_token(OLD, "seeker feed", "1", "other"),
        derived_token(OLD, "seeker feed1", "nonce"),
    }
    assert len(others | {token}) == 5


def test_a_derived_token_fits_into_an_address() -> None:
    token = derived_token(OLD, "seeker feed", "1", "nonce")
    assert len(token) == 43
    assert token.replace("-", "").replace("_", "").isalnum()


def test_a_tokens_hash_does_not_show_the_token() -> None:
    assert token_hash("token") == token_hash("token") != "token"
    assert len(token_hash("token")) == 64
