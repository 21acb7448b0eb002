"""What people type is compared without regard to width, kana and case."""

import pytest

from booking.core.input.search_words import search_key, search_words


@pytest.mark.parametrize("typed", ["職業相談 大村", "職業相談　大村", " 職業相談 　大村　"])
def test_full_width_and_half_width_spaces_separate_words(typed: str) -> None:
    assert search_words(typed) == ("職業相談", "大村")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("オンライン", "おんらいん"),
        ("オンライン", "ｵﾝﾗｲﾝ"),
        ("がんばる", "ｶﾞﾝﾊﾞﾙ"),
        ("ＺＯＯＭ", "zoom"),
        ("Zoom", "zoom"),
        ("１０", "10"),
        ("ゔ", "ヴ"),
    ],
)
def test_width_kana_and_case_do_not_matter(one: str, other: str) -> None:
    assert search_key(one) == search_key(other)


def test_long_vowels_and_voicing_do_matter() -> None:
    assert search_key("はろわ") != search_key("ハローワ")
    assert search_key("かき") != search_key("がき")


def test_nothing_typed_is_no_words() -> None:
    assert search_words(" 　") == ()
