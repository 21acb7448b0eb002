"""Reads what people type: one line, several lines, half-width digits; judges no rule."""

import re
import unicodedata

# PostgreSQL stores no NUL, and nobody types the others on purpose; line break and tab are kept where lines are.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_LINE_BREAKS = re.compile("\r\n|[\r\v\f\u2028\u2029]")


def one_line(text: str) -> str:
    """`text` without control characters and outer spaces; letters stay as they are, names depend on it."""
    return several_lines(text).replace("\n", " ")


def several_lines(text: str) -> str:
    """`text` with LF line breaks and without control characters and outer spaces."""
    return _CONTROLS.sub("", _LINE_BREAKS.sub("\n", text)).strip()


def half_width(text: str) -> str:
    """`text` as one line with full-width digits and letters made half-width; never for names and passwords."""
    return unicodedata.normalize("NFKC", one_line(text))
