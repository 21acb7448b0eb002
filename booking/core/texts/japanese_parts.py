"""What stays Japanese on a page in English (names, words of leaflets, what people typed) is marked as Japanese, PURE.

A voice reads it as Japanese then, and a phone shows its kanji as they are written in Japan (WCAG 3.1.2). It is found
on the finished page, by its letters: a name stands in a hundred places, and a sentence that holds one cannot say so.
"""

import re

_LETTER = "々ぁ-ゖァ-ヺー一-鿿㐀-䶿豈-﫿𠀀-𯨟ｦ-ﾟ"
_BETWEEN = "・、。（）「」『』：～－　 0-9０-９-"
_PARTS = re.compile(
    rf"""
    <(title|option|textarea|script|style)\b.*?</\1\s*>  # holds no tags
    | <!--.*?-->
    | <(\w+)\b(?=[^<>]*\slang="ja)[^<>]*>.*?</\2\s*>    # says it itself
    | <(?:"[^"]*"|'[^']*'|[^'">])*>
    | (?P<japanese>[{_LETTER}]+(?:[{_BETWEEN}]*[{_LETTER}]+)*[0-9-]*[）」]?)
    """,
    re.DOTALL | re.IGNORECASE | re.VERBOSE,
)


def with_japanese_marked(page: str) -> str:
    """A page in a language with other letters, in which each Japanese part of its texts is marked."""
    return _PARTS.sub(_marked, page)


def _marked(found: re.Match[str]) -> str:
    return f'<span lang="ja">{found[0]}</span>' if found["japanese"] else found[0]
