"""Names in the form in which they are compared: 高城 finds 髙城, ﾀｶｼﾛﾐｻｷ finds タカシロ ミサキ; knows no tables."""

import re
import unicodedata
from collections.abc import Iterator

from booking.core.input.name_variants import FOLDED
from booking.core.input.search_words import search_key

# Spaces, points and signs between the parts of foreign names, and selectors that choose one drawing of a letter.
_SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_BETWEEN = re.compile(f"[\\s·・･=＝.,'’{_SELECTORS}]+")
_BETWEEN_PARTS = re.compile("[\\s·・･=＝]+")

# Core systems keep キヨウコ for キョウコ, and old ones know no others.
_LARGE = str.maketrans("ァィゥェォッャュョヮヵヶ", "アイウエオツヤユヨワカケ")
_KANA = range(0x30A1, 0x30FB)
# ア of カ, イ of キ: their Unicode names end in the vowel; ン has none.
_VOWELS = {
    chr(code): dict(zip("AIUEO", "アイウエオ", strict=True)).get(unicodedata.name(chr(code))[-1], "") for code in _KANA
}
_LONG, _AGAIN, _AGAIN_VOICED = "ー", "々ヽゝ", "ヾゞ"

_VOICED = "\u3099"
_HEARD = {"ティ": "チ", "ディ": "ジ", "ヴァ": "バ", "ヴィ": "ビ", "ヴェ": "ベ", "ヴォ": "ボ", "ヴ": "ブ", "ッ": ""}
_HEARD |= {"ヂ": "ジ", "ヅ": "ズ", "ヲ": "オ", "ヰ": "イ", "ヱ": "エ"}
_SOUNDS = re.compile("|".join(_HEARD))
_VOICING = dict.fromkeys(map(ord, "\u3099\u309a"))
_LENGTHENS = {
    "ア": "ア",
    "イ": "イエ",
    "ウ": "ウオ",
    "エ": "エ",
    "オ": "オ",
}  # which vowels each makes long: エイ is エー


def name_key(text: str) -> str:
    """`text` without spaces, points and variation selectors, in kana of one kind and size and letters of one form.

    What is said long stands as its vowel (オーノ is オオノ), and a mark that repeats a letter as that letter (佐々木).
    """
    key, before = _folded(text), text
    while key != before:  # what is left out may have stood between a letter and its mark, or be one of two marks
        key, before = _folded(key), key
    return key


def name_parts(text: str) -> list[str]:
    """The parts of a name, as spaces and points keep them apart."""
    return [part for part in _BETWEEN_PARTS.split(unicodedata.normalize("NFKC", text)) if name_key(part)]


def heard_key(text: str) -> str:
    """`text` as it may be misheard: ヤマザキ as ヤマサキ, コウノ as コノ, ハットリ as ハトリ. Near, not the same."""
    sounds = _SOUNDS.sub(lambda found: _HEARD[found[0]], _one_form(text))
    unvoiced = unicodedata.normalize("NFD", _written_out(sounds.translate(_LARGE))).translate(_VOICING)
    return "".join(_not_lengthened(unicodedata.normalize("NFC", unvoiced)))


def has_kana(key: str) -> bool:
    """Whether there is something to be misheard in a key."""
    return any(ord(letter) in _KANA for letter in key)


def _folded(text: str) -> str:
    return _written_out(_one_form(text).translate(_LARGE))


def _one_form(text: str) -> str:
    return unicodedata.normalize("NFC", _BETWEEN.sub("", search_key(text)).translate(FOLDED))


def _written_out(text: str) -> str:
    """The same with letters for the marks that lengthen or repeat the one before."""
    letters: list[str] = []
    for letter in unicodedata.normalize("NFC", text):
        before = letters[-1] if letters else ""
        if letter == _LONG:
            letters.append(_VOWELS.get(before, ""))
        elif letter in _AGAIN:
            letters.append(before)
        elif letter in _AGAIN_VOICED:
            letters.append(unicodedata.normalize("NFC", before + _VOICED) if before in _VOWELS else before)
        else:
            letters.append(letter)
    return unicodedata.normalize("NFC", "".join(letters))


def _not_lengthened(text: str) -> Iterator[str]:
    vowel = ""
    for letter in text:
        if not vowel or vowel not in _LENGTHENS.get(letter, ""):
            yield letter
            vowel = _VOWELS.get(letter, "")
