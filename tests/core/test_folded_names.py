"""Names are compared without regard to how they are drawn and spaced, and never across two names."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking.core.input.folded_names import heard_key, name_key
from booking.core.input.name_variants import FOLDED


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("髙城 美咲", "高城美咲"),
        ("山﨑", "山崎"),
        ("葛\U000e0100城", "葛城"),
        ("渡邉", "渡邊"),
        ("𠮷野", "吉野"),
        ("齋藤", "斉藤"),
        ("グエン・ティ・ラン", "グエンティラン"),
        ("ＮＧＵＹＥＮ THI LAN", "Nguyen Thi Lan"),
        ("か\u3099くと", "ガクト"),
        ("ﾀｶｼﾛ ﾐｻｷ", "たかしろみさき"),
        ("ショウイチ", "シヨウイチ"),
        ("オーノ", "オオノ"),
        ("佐々木", "佐佐木"),
        ("みすゞ", "ミスズ"),
        ("三ヶ島", "三ケ島"),
        ("KU¯KAI", "Kūkai"),
        ("Ê¯mi", "Emi"),
    ],
)
def test_one_name_in_two_drawings_has_one_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(("one", "other"), [("仮谷", "仮屋"), ("ガ", "カ"), ("オーノ", "オノ")])
def test_different_names_keep_different_keys(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


@given(name=st.text(max_size=20))
def test_a_key_stays_its_own_key(name: str) -> None:
    assert name_key(name_key(name)) == name_key(name)


def test_each_letter_of_the_list_stands_for_one_letter() -> None:
    assert not {ord(letter) for letter in FOLDED.values()} & set(FOLDED)
    assert all(unicodedata.name(chr(form)).startswith("CJK") for form in FOLDED)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ヤマザキ", "やまさき"),
        ("コウノ", "コーノ"),
        ("ハットリ", "ハトリ"),
        ("ユウコ", "ユコ"),
        ("ケイコ", "ケーコ"),
        ("ティナ", "チナ"),
        ("ヴィトール", "ビトル"),
        ("シズ", "シヅ"),
    ],
)
def test_what_may_be_misheard_is_heard_alike(one: str, other: str) -> None:
    assert heard_key(one) == heard_key(other)
