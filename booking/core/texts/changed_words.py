"""Two versions of a text side by side as one, word by word: what stayed, what was taken out, what came in.

Japanese has no spaces between words: a run of one script (漢字, ひらがな, カタカナ, figures, letters) stands for one.
So does a time, a date or a phone number: whoever reads of 13:00 instead of 11:00 reads both whole.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import zip_longest

# Anything else, such as a full stop or a space, is a word by itself.
_WORD = re.compile(r"[一-鿿々〆]+|[ぁ-ゖ]+|[ァ-ヺー]+|[0-9０-９]+(?:[:.,/-][0-9０-９]+)*|[A-Za-z]+|.", re.DOTALL)
_TOO_SHORT = 1  # characters that stayed between two changes are read sooner as a part of them


class Kind(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True)
class Piece:
    """A piece of text and what became of it."""

    kind: Kind
    text: str


def changed_words(old: str, new: str) -> tuple[Piece, ...]:
    """One text, in its order; what was taken out stands before what came in instead."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    gone, came, pieces = "", "", list[Piece]()
    for what, first, last, new_first, new_last in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        was, becomes = "".join(before[first:last]), "".join(after[new_first:new_last])
        if what != "equal" or (0 < len(was) <= _TOO_SHORT and (gone or came) and last < len(before)):
            gone, came = gone + was, came + becomes
            continue
        pieces += [*_replaced(gone, came), Piece(Kind.SAME, was)]
        gone = came = ""
    return (*pieces, *_replaced(gone, came))


def changed_paragraphs(old: Sequence[str], new: Sequence[str]) -> tuple[tuple[Piece, ...], ...]:
    """The same of texts in paragraphs, each of the two by itself; paragraphs that stayed are found first."""
    paragraphs: list[tuple[Piece, ...]] = []
    for what, first, last, new_first, new_last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            paragraphs += [(Piece(Kind.SAME, text),) for text in old[first:last]]
        else:
            pairs = zip_longest(old[first:last], new[new_first:new_last], fillvalue="")
            paragraphs += [changed_words(was, becomes) for was, becomes in pairs]
    return tuple(paragraphs)


def _replaced(gone: str, came: str) -> Iterator[Piece]:
    if gone:
        yield Piece(Kind.GONE, gone)
    if came:
        yield Piece(Kind.NEW, came)
