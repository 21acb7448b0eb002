"""Display names in Latin letters, as who cannot read kana says them on the phone."""

import pytest

from booking.bookings.rules.display_names import WORDS
from booking.core.texts.romaji import in_latin


@pytest.mark.parametrize(
    ("kana", "said"),
    [
        ("コアラ・よん・に", "koara, yon, ni"),
        ("ふくろう・きゅう・なな", "fukurou, kyuu, nana"),
        ("かぼちゃ", "kabocha"),
        ("じてんしゃ", "jitensha"),
        ("カンガルー", "kangaruu"),
        ("きっぷ", "kippu"),
    ],
)
def test_kana_are_written_as_they_sound(kana: str, said: str) -> None:
    assert in_latin(kana) == said


def test_every_word_of_a_display_name_has_a_sound_of_its_own() -> None:
    said = [in_latin(word) for word in WORDS]
    assert all(word.isascii() and word.isalpha() for word in said)
    assert len(set(said)) == len(WORDS)
