"""Turns what people type into words to be compared, whatever their width, kana, case and signs; knows no tables."""

import re
import unicodedata

# Hiragana ぁ..ゖ lie 0x60 below their katakana.
TO_KATAKANA = {code: code + 0x60 for code in range(0x3041, 0x3097)}
# Long vowels as readers of English write them: Ōmura.
_WITHOUT_LENGTH = str.maketrans("āīūēōâîûêô", "aiueoaiueo")
# Spaces, and the signs that stand between words, as they look after the folding; ー is part of a word.
_BETWEEN = re.compile(r"""[\s\x00-\x1f、。・,./|+&＆＝=「」『』〈〉《》【】\[\](){}<>"'`:;!?~〜*#_‐–—-]+""")
_OF = "ノ"  # 大村の職業相談
_SHORTEST_PIECE = 2
_LONGEST_TO_TAKE_APART = 40


def search_key(text: str) -> str:
    """`text` in the form in which it is compared: half-width Latin without marks, full-width katakana, lower case."""
    return unicodedata.normalize("NFKC", text).casefold().translate(_WITHOUT_LENGTH).translate(TO_KATAKANA)


def search_words(typed: str) -> tuple[str, ...]:
    """The words of a search; spaces (omura guide p.10: 「職業相談 大村」), 、・/ and other signs separate them."""
    return tuple(map(search_key, split_at_signs(typed)))


def split_at_signs(typed: str) -> list[str]:
    """The same words, as they were typed."""
    return _BETWEEN.sub(" ", unicodedata.normalize("NFKC", typed)).split()


def searched_text(*texts: str) -> str:
    """What a search looks into: all words of the texts, as `search_words` makes them."""
    return " ".join(word for text in texts for word in search_words(text))


def occurs(word: str, text: str) -> bool:
    """Whether the word stands in the searched text, or is several of its words without a space: 職業相談大村."""
    if word in text:
        return True
    may_be_several = not word.isascii()  # of two Latin letters each any word would be made
    return may_be_several and len(word) <= _LONGEST_TO_TAKE_APART and _is_made_of_pieces(word, text)


def _is_made_of_pieces(word: str, text: str) -> bool:
    """Whether pieces of the text make up the whole word, one behind the other or with a の between them."""
    # Pieces of one letter would make up anything. Most texts lack the first two letters, which ends it at once.
    begins = {0}
    for start in range(len(word)):
        if start not in begins:
            continue
        if start and word[start] == _OF:
            begins.add(start + 1)
        for end in range(start + _SHORTEST_PIECE, len(word) + 1):
            if word[start:end] not in text:
                break
            begins.add(end)
    return len(word) in begins
