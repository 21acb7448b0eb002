"""Whether what somebody typed into the meeting is the booking's display name; keeps nothing of it, knows no tables."""

import unicodedata

_TITLES = ("さん", "様", "さま")
# Katakana ァ to ヶ lie this far above their hiragana.
_KATAKANA, _TO_HIRAGANA = range(ord("ァ"), ord("ヶ") + 1), ord("ァ") - ord("ぁ")


def is_same_name(typed: str, display_name: str) -> bool:
    """Whether `typed` means `display_name`, whatever spaces, signs, width, kana and case were chosen.

    A title behind it is forgiven, and a long vowel mark that is missing: two display names differ by far more.
    """
    wanted = _sounds(display_name)
    given = _sounds(typed)
    return bool(wanted) and given in {wanted, *(wanted + title for title in _TITLES)}


def _sounds(name: str) -> str:
    letters = unicodedata.normalize("NFKC", name).casefold()
    return "".join(_hiragana(letter) for letter in letters if _is_compared(letter))


def _is_compared(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "LN" and letter != "ー"


def _hiragana(letter: str) -> str:
    return chr(ord(letter) - _TO_HIRAGANA) if ord(letter) in _KATAKANA else letter
