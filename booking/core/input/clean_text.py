"""Reads what people type: one line, several lines, half-width digits; judges no rule.

Forms and the API clean a text, so that nobody types twice; files and commands refuse what cannot stand in one, because
whoever wrote it can mend it there.
"""

import re
import unicodedata

# PostgreSQL stores no NUL, and nobody types the others on purpose; line breaks are kept where lines are.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
# What nobody sees: zero-width characters, fillers, and controls that turn the order of letters round. Variation
# selectors stay, because names are written with them.
_UNSEEN = re.compile(
    "[\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0]"
)
_LINE_BREAKS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# What no text may hold: controls, separators of lines, what turns the order of letters round, halves of a pair.
_UNFIT = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
# Whatever keyboards, word processors and copied pages put where a hyphen belongs: Unicode's dashes, the minus, the long
# vowel mark beside the 0 of Japanese keyboards, lines of frames.
_HYPHENS = str.maketrans(dict.fromkeys("‐‑‒–—―−﹘﹣－ーｰ─━˗⁃", "-"))


def one_line(text: str) -> str:
    """`text` without what cannot be seen and outer spaces; letters stay as they are, names depend on it."""
    return several_lines(text).replace("\n", " ")


def several_lines(text: str) -> str:
    """`text` with LF line breaks and without control characters, invisible ones and outer spaces; a tab is a space."""
    return _UNSEEN.sub("", _CONTROLS.sub("", _LINE_BREAKS.sub("\n", text).replace("\t", " "))).strip()


def unfit_for_one_line(text: str) -> str:
    """The first character, as U+000A, that cannot stand in a text of one line; empty if there is none."""
    found = _UNFIT.search(text)
    return f"U+{ord(found[0]):04X}" if found else ""


def unfit_for_lines(text: str) -> str:
    """The first character, as U+0009, that cannot stand in a text of several lines; empty if there is none."""
    return unfit_for_one_line(text.replace("\n", ""))


def is_line(text: str, *, longest: int) -> bool:
    """Whether `text` says something on one line of at most `longest` characters, and can stand as it is."""
    return len(text) <= longest and not unfit_for_one_line(text) and says_something(text)


def says_something(text: str) -> bool:
    """Whether `text` holds a letter or a digit: marks and signs alone tell nobody anything."""
    return any(unicodedata.category(character)[0] in "LN" for character in text)


def half_width(text: str) -> str:
    """`text` as one line with full-width digits and letters made half-width; never for names and passwords."""
    return unicodedata.normalize("NFKC", one_line(text))


def hyphens(text: str) -> str:
    """`text` with whatever people write for a hyphen made one; for numbers and addresses only."""
    return text.translate(_HYPHENS)
