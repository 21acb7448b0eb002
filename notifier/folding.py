"""Breaks the lines of a plain mail: a sentence a line, and none wider than 35 full-width characters."""

import re
import unicodedata
from collections.abc import Iterator

WIDTH = 70  # in half-width columns: what mail programs show without breaking lines themselves
_SENTENCES = re.compile(r"[^。]*。[」）]*|[^。]+")
_NEVER_FIRST = "、。，．）」』】〕！？ー～々・.,:;!?ぁぃぅぇぉっゃゅょァィゥェォッャュョ)]"
_NEVER_LAST = "（「『【〔(["
_GOOD_ENDS = ("、。 \u3000", "）」")  # the first before the second: a reading in brackets stands within its word
_ONE_WORD = (re.compile("[0-9A-Za-z]{2}"), re.compile("[ァ-ヺー]{2}"))


def fold(text: str) -> str:
    """The text with its wide lines broken after sentences, then after commas; addresses of pages stay whole."""
    return "\n".join(folded for line in text.split("\n") for folded in _fold_line(line))


def width(text: str) -> int:
    """How many half-width columns the text takes; a full-width character takes two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)


def _fold_line(line: str) -> Iterator[str]:
    if width(line) <= WIDTH or "://" in line:
        yield line
        return
    for sentence in _SENTENCES.findall(line):
        rest = sentence.strip()
        while width(rest) > WIDTH:
            at = _break_of(rest)
            yield rest[:at].rstrip()
            rest = rest[at:].lstrip()
        if rest:
            yield rest


def _break_of(line: str) -> int:
    """Where to break: after the last comma or blank of the second half, else a bracket, else where nothing is torn."""
    most = next(at for at in range(len(line), 0, -1) if width(line[:at]) <= WIDTH)
    ends = [at for at in range(most, most // 2, -1) if _may_break(line, at)]
    good = (at for ends_well in _GOOD_ENDS for at in ends if line[at - 1] in ends_well)
    return next(good, ends[0] if ends else most)


def _may_break(line: str, at: int) -> bool:
    before, after = line[at - 1], line[at : at + 1]
    if not after or after in _NEVER_FIRST or before in _NEVER_LAST:
        return False
    return not any(word.fullmatch(before + after) for word in _ONE_WORD)
