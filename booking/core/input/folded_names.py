"""Names in the form in which they are compared: 高城 finds 髙城, ﾀｶｼﾛﾐｻｷ finds タカシロ ミサキ; knows no tables."""

import re
import unicodedata

from booking.core.input.name_variants import FOLDED
from booking.core.input.search_words import search_key

# Spaces, points and signs between the parts of foreign names, and selectors that choose one drawing of a letter.
_BETWEEN = re.compile("[\\s·・･=＝.,'’\ufe00-\ufe0f\U000e0100-\U000e01ef]+")


def name_key(text: str) -> str:
    """`text` without spaces, points and variation selectors, in kana of one kind and letters of one form."""
    return unicodedata.normalize("NFC", _BETWEEN.sub("", search_key(text)).translate(FOLDED))


def folded_names(name: str, kana: str) -> str:
    """What a search for names looks into: both keys, apart, so that nothing is found across them."""
    return f"{name_key(name)} {name_key(kana)}"
