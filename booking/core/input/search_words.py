"""Turns what people type into words that can be compared: width, kana and case do not matter; knows no tables."""

import unicodedata

# Hiragana ぁ..ゖ lie 0x60 below their katakana.
TO_KATAKANA = {code: code + 0x60 for code in range(0x3041, 0x3097)}


def search_key(text: str) -> str:
    """`text` in the form in which it is compared: half-width Latin, full-width katakana, lower case."""
    return unicodedata.normalize("NFKC", text).casefold().translate(TO_KATAKANA)


def search_words(typed: str) -> tuple[str, ...]:
    """The words of a search; full-width and half-width spaces separate them (omura guide p.10: 「職業相談 大村」)."""
    return tuple(search_key(typed).split())
