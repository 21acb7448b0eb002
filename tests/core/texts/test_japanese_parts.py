"""What is Japanese on an English page is marked so, once, and nowhere where no tag can stand."""

import pytest

from booking.core.texts.japanese_parts import with_japanese_marked


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        ("<p>Call ハローワーク大村.</p>", '<p>Call <span lang="ja">ハローワーク大村</span>.</p>'),
        ("<dd>長崎県大村市見本町0-0</dd>", '<dd><span lang="ja">長崎県大村市見本町0-0</span></dd>'),
        ("<p>Join as “コアラ42”.</p>", '<p>Join as “<span lang="ja">コアラ42</span>”.</p>'),
        ("<a>職業相談（面談予約）大村</a>", '<a><span lang="ja">職業相談（面談予約）大村</span></a>'),
        ("𠮷田、髙城", '<span lang="ja">𠮷田、髙城</span>'),
    ],
)
def test_a_part_is_marked_with_its_digits_and_brackets(page: str, shown: str) -> None:
    assert with_japanese_marked(page) == shown


@pytest.mark.parametrize(
    "page",
    [
        "<title>ハローワーク大村</title>",
        '<option value="1" selected>ハローワーク大村</option>',
        '<input value="a &gt; 大村" placeholder="大村">',
        "<textarea>\n大村</textarea>",
        "<!-- 大村 --><script>'大村'</script>",
        '<p lang="ja">大村で<b>面談</b></p>',
        '<a href="?lang=ja" lang="ja-simple" hreflang="ja-simple">やさしい日本語</a>',
        "<td>〇 × ＊ ｜</td>",
    ],
)
def test_everything_else_stays_as_it_is(page: str) -> None:
    assert with_japanese_marked(page) == page
