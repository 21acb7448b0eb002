"""A display name is recognised however it was typed, and no other name passes for it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking.attendance.rules.same_name import is_same_name
from booking.bookings.rules.display_names import DIGITS, WORDS

NAMES = st.builds(lambda word, one, two: word + one + two, st.sampled_from(WORDS), *[st.sampled_from(DIGITS)] * 2)


@pytest.mark.parametrize(
    ("typed", "display_name"),
    [
        ("みかん36", "みかん36"),
        ("みかん３６", "みかん36"),
        (" みかん 36 ", "みかん36"),
        ("みかん　36", "みかん36"),  # a full-width space
        ("ミカン36", "みかん36"),
        ("ﾐｶﾝ36", "みかん36"),
        ("ﾊﾞﾅﾅ24", "バナナ24"),  # a voiced mark of its own
        ("バナナ24", "バナナ24"),  # the mark as a combining character
        ("ばなな２４", "バナナ24"),
        ("カンガル-27", "カンガルー27"),
        ("かんがる27", "カンガルー27"),
        ("みかん36さん", "みかん36"),
        ("みかん36 様", "みかん36"),
        ("「みかん36」", "みかん36"),
        ("みかん\u200b36", "みかん36"),  # nobody sees it
    ],
)
def test_a_name_typed_a_little_differently_is_the_same(typed: str, display_name: str) -> None:
    assert is_same_name(typed, display_name)


@pytest.mark.parametrize(
    "typed", ["", "　", "みかん", "36", "みかん37", "みかん 3", "りんご36", "見本 太郎", "みかん366", "iPhone"]
)
def test_another_name_is_another(typed: str) -> None:
    assert not is_same_name(typed, "みかん36")


@given(NAMES, NAMES)
def test_no_display_name_passes_for_another(one: str, other: str) -> None:
    assert is_same_name(one, other) == (one == other)


@given(st.text(max_size=30))
def test_any_text_can_be_asked_about(typed: str) -> None:
    assert not is_same_name(typed, "")
    is_same_name(typed, "みかん36")


@given(NAMES, st.sampled_from([" ", "　", "・", "-", "\u200b"]), st.integers(0, 7))
def test_a_space_or_sign_anywhere_changes_nothing(name: str, sign: str, place: int) -> None:
    assert is_same_name(name[:place] + sign + name[place:], name)
