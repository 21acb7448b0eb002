"""Kana as it is kept: full-width katakana, whichever keyboard it was typed with; knows no tables."""

import re
import unicodedata

from booking.core.input.clean_text import hyphens, one_line
from booking.core.input.search_words import TO_KATAKANA

# What stands between the parts of a name; a foreign name may have a point there.
_SPACES = re.compile(r"[\s　]+")
_POINTS = str.maketrans({"·": "・", "･": "・", "゠": "・", "=": "・", "＝": "・", ".": "・"})
# Marks that are typed as letters of their own join the kana before them.
_MARKS = str.maketrans({"゛": "\u3099", "゜": "\u309a"})
_KANA = re.compile(r"[ァ-ヺー・ヽヾ]+( [ァ-ヺー・ヽヾ]+)*")


def kana_as_kept(typed: str) -> str | None:
    """`typed` in full-width katakana, its parts apart by one space; None where it holds something else."""
    marked = unicodedata.normalize("NFKC", one_line(typed).translate(_MARKS)).translate(TO_KATAKANA)
    text = hyphens(_SPACES.sub(" ", marked.translate(_POINTS))).replace("-", "ー").strip()
    return text if _KANA.fullmatch(text) and re.search("[ァ-ヺ]", text) else None
