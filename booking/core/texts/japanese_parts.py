"""What stays Japanese on a page in English (names, words of leaflets, what people typed) is marked as Japanese, PURE.

A voice reads it as Japanese then, and a phone shows its kanji as they are written in Japan (WCAG 3.1.2). It is found
on the finished page, by its letters: a name stands in a hundred places, and a sentence that holds one cannot say so.
"""

import re

_LETTER = "々ぁ-ゖァ-ヺー一-鿿㐀-䶿豈-﫿𠀀-𯨟ｦ-ﾟ"
_BETWEEN = "・、。（）「」『』：～－　 0-9０-９-"
# What holds no tags, and what says itself that it is Japanese.
_LEFT_ALONE = re.compile(
    r"""<(?:(title|option|textarea|script|style)\b.*?</\1\s*>|!--.*?-->|(\w+)(?=[^<>]*\slang="ja)[^<>]*>.*?</\2\s*>)""",
    re.DOTALL,
)
_JAPANESE = re.compile(rf"[{_LETTER}]+(?:[{_BETWEEN}]*[{_LETTER}]+)*[0-9-]*[）」]?")


def with_japanese_marked(page: str) -> str:
    """A page in a language with other letters, in which each Japanese part of its texts is marked."""
    marked, done = [], 0
    for alone in _LEFT_ALONE.finditer(page):
        marked += [_JAPANESE.sub(_marked, page[done : alone.start()]), alone[0]]
        done = alone.end()
    return "".join([*marked, _JAPANESE.sub(_marked, page[done:])])


def _marked(found: re.Match[str]) -> str:
    """A part in a tag stays as it is; no attribute holds a bare angle bracket."""
    is_in_tag = found.string.rfind("<", 0, found.start()) > found.string.rfind(">", 0, found.start())
    return found[0] if is_in_tag else f'<span lang="ja">{found[0]}</span>'
