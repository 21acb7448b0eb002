"""Two versions of a text as one: whole words, and nothing is lost of either."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking.core.texts.changed_words import Kind, Piece, changed_paragraphs, changed_words


def marked(pieces: tuple[Piece, ...]) -> str:
    signs = {Kind.SAME: "{}", Kind.GONE: "[-{}-]", Kind.NEW: "[+{}+]"}
    return "".join(signs[piece.kind].format(piece.text) for piece in pieces)


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("予約は2開庁日前まで。", "予約は3開庁日前まで。", "予約は[-2-][+3+]開庁日前まで。"),
        ("録音は禁止です。", "録音・録画は禁止です。", "録音[+・録画+]は禁止です。"),
        ("カメラを使います。", "", "[-カメラを使います。-]"),
        ("", "カメラを使います。", "[+カメラを使います。+]"),
        ("同じ", "同じ", "同じ"),
        ("水曜 11:00から", "水曜 13:00から", "水曜 [-11:00-][+13:00+]から"),
        ("電話 0957-52-8609", "電話 0957-52-8600", "電話 [-0957-52-8609-][+0957-52-8600+]"),
        ("2026-12-02から", "2026-12-09から", "[-2026-12-02-][+2026-12-09+]から"),
        ("相談の予約", "面談の申込", "[-相談の予約-][+面談の申込+]"),
    ],
)
def test_words_are_marked_whole(old: str, new: str, shown: str) -> None:
    assert marked(changed_words(old, new)) == shown


def test_a_paragraph_that_came_in_between_leaves_the_others_as_they_are() -> None:
    shown = changed_paragraphs(["一つめです。", "二つめです。"], ["一つめです。", "新しい文です。", "二つめです。"])
    assert [marked(one) for one in shown] == ["一つめです。", "[+新しい文です。+]", "二つめです。"]


@given(st.text("あ漢字。カナ 12:-ab", max_size=30), st.text("あ漢字。カナ 12:-ab", max_size=30))
def test_both_texts_can_be_read_out_of_it(old: str, new: str) -> None:
    pieces = changed_words(old, new)
    assert "".join(one.text for one in pieces if one.kind is not Kind.NEW) == old
    assert "".join(one.text for one in pieces if one.kind is not Kind.GONE) == new
