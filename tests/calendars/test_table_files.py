"""Files of rows as Excel, old programs and offices save them."""

import pytest

from calendars.table_files import BrokenRow, NotText, Row, rows_of, text_of

TEXT = "ホスト,メモ\r\n窓口,予備"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
@pytest.mark.parametrize("end", ["", "\r\n", "\n", "\x1a", "\r\n\x1a", "\r\n\x1a\r\n", "\0\0\0", "\x1a\0\0"], ids=repr)
def test_the_text_is_read_in_every_usual_encoding_with_any_end(encoding: str, end: str) -> None:
    assert text_of((TEXT + end).encode(encoding)) == TEXT


def test_big_endian_text_is_read_by_its_mark() -> None:
    assert text_of(b"\xfe\xff" + TEXT.encode("utf-16-be")) == TEXT


@pytest.mark.parametrize("content", [b"PK\x03\x04\xff\xfe\x81", b"\xff\xfeA", b"\x81"])
def test_what_is_no_text_is_refused(content: bytes) -> None:
    with pytest.raises(NotText):
        text_of(content)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a,b\r\nc,d", [Row(1, ("a", "b")), Row(2, ("c", "d"))]),
        ("a,b,,\n\n,,\nc", [Row(1, ("a", "b")), Row(4, ("c",))]),
        ('"a\r\nb",c\r\n"d, e"', [Row(1, ("a\r\nb", "c")), Row(2, ("d, e",))]),
        ("a\tb\tc, d\ne\tf", [Row(1, ("a", "b", "c, d")), Row(2, ("e", "f"))]),
        ("a;b\nc;d", [Row(1, ("a", "b")), Row(2, ("c", "d"))]),
        ("a,b\rc,d\r", [Row(1, ("a", "b")), Row(2, ("c", "d"))]),
        (",a\n　,b", [Row(1, ("", "a")), Row(2, ("　", "b"))]),
        ('say ""hi""'.replace('""', ""), [Row(1, ("say hi",))]),
        ("", []),
        ("\r\n,,\r\n", []),
    ],
    ids=[
        "plain",
        "empty ends and lines",
        "quoted",
        "tabs",
        "semicolons",
        "old Mac",
        "empty firsts",
        "one",
        "no",
        "bare",
    ],
)
def test_rows_are_numbered_as_excel_counts_them(text: str, rows: list[Row]) -> None:
    assert list(rows_of(text)) == rows


@pytest.mark.parametrize(("text", "number"), [('a,b\n"c,d\ne,f', 2), ('"a', 1), ('a\n"b"c,d', 2)])
def test_a_quotation_mark_that_is_not_closed_is_named_by_its_row(text: str, number: int) -> None:
    with pytest.raises(BrokenRow) as broken:
        list(rows_of(text))
    assert broken.value.number == number


@pytest.mark.parametrize("text", ["a\n" + "a," * 60_000, 'a\n"' + "a\n" * 60_000 + '"', "a\n" + 'a,"\n",' * 20_000])
def test_a_row_that_has_no_end_is_named_before_it_is_in_memory(text: str) -> None:
    with pytest.raises(BrokenRow) as broken:
        list(rows_of(text))
    assert broken.value.number == 2


def test_many_rows_have_their_end_each() -> None:
    assert len(list(rows_of("a,b\n" * 60_000))) == 60_000


def test_a_short_row_is_filled_up_and_a_long_one_does_not_fit() -> None:
    assert Row(1, ("a",)).padded(3) == ("a", "", "")
    assert Row(1, ("a", "b", "c")).padded(2) is None
