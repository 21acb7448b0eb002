"""Texts in the language that is spoken: by the catalogues as they are."""

import pytest

from booking.core.texts import _, ngettext
from booking.core.texts.languages import Language, language, speak, speaking


def test_whoever_says_nothing_speaks_japanese() -> None:
    assert language() is Language.JAPANESE
    assert _("ログイン") == "ログイン"


@pytest.mark.parametrize(("spoken", "words"), [(Language.ENGLISH, "Log in"), (Language.EASY, "ログイン")])
def test_a_text_is_said_in_the_language_that_is_spoken(spoken: Language, words: str) -> None:
    with speaking(spoken):
        assert _("ログイン") == words
    assert language() is Language.JAPANESE


def test_a_text_that_no_catalogue_has_stays_japanese() -> None:
    with speaking(Language.ENGLISH):
        assert _("%(n)s番の窓口へ", n=3) == "3番の窓口へ"


def test_a_fault_inside_ends_with_the_language_before() -> None:
    with speaking(Language.EASY):
        with pytest.raises(ZeroDivisionError), speaking(Language.ENGLISH):
            raise ZeroDivisionError
        assert language() is Language.EASY
    speak(Language.JAPANESE)


@pytest.mark.parametrize(("number", "words"), [(1, "1 service found for “x”"), (2, "2 services found for “x”")])
def test_english_has_a_singular(number: int, words: str) -> None:
    text = "「%(typed)s」が見つかりました：%(num)s件"
    with speaking(Language.ENGLISH):
        assert ngettext(text, text, number) % {"typed": "x", "num": number} == words
