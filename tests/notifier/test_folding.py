"""Mails are read in plain text: a sentence a line, at most 35 full-width characters, nothing lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifier.folding import WIDTH, fold, width

FIRST = "相談が始まるまでに、マイページで手続きするか、お電話でご連絡ください。"
SECOND = "ご連絡なく欠席されると、今後の利用をお断りすることがあります。"


def test_a_line_that_fits_stays() -> None:
    line = "あ" * 35
    assert fold(line) == line


def test_sentences_stand_on_lines_of_their_own() -> None:
    assert fold(FIRST + SECOND).split("\n") == [FIRST, SECOND]


@pytest.mark.parametrize(
    ("line", "first"),
    [
        ("い" * 30 + "、" + "う" * 10, "い" * 30 + "、"),  # after the comma
        ("あ" * 35 + "。", "あ" * 34),  # a full stop does not begin a line
        ("x" * 40 + " " + "y" * 29 + ".", "x" * 40),  # nor an English one
        ("あ" * 34 + "（" + "い" * 9, "あ" * 34),  # and a bracket does not end one
        ("あ" * 30 + "ハローワーク大村", "あ" * 30),  # a word in katakana is one
        ("い" * 25 + " 受（う）け付（つ）けました", "い" * 25),  # nor is a word parted after its reading
        ("い" * 25 + "（え）" + "あ" * 10, "い" * 25 + "（え）"),  # but where there is no blank
    ],
)
def test_a_long_sentence_is_broken_where_nothing_is_torn_apart(line: str, first: str) -> None:
    assert fold(line).split("\n")[0] == first


def test_the_address_of_a_page_stays_whole() -> None:
    address = "https://madoguchi.example.jp/procedures/" + "x" * 80
    assert fold(address) == address


@given(st.text(alphabet="あいう、。（）「」ー12ab \n", max_size=300))
def test_nothing_but_blanks_is_lost_and_no_line_is_wider(text: str) -> None:
    folded = fold(text)
    assert "".join(folded.split()) == "".join(text.split())
    assert all(width(line) <= WIDTH for line in folded.split("\n"))
