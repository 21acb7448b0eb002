"""Reads files of people as table programs and core systems save them."""

import tracemalloc

import pytest

from booking.people.importing import file as files
from booking.people.importing.file import BadPersonFile, FileFault, PersonLine, read_person_file
from booking.people.records.fields import PersonField as F

HEADER = "求職番号,氏名,氏名のカナ,生年月日,電話番号,住所,メールアドレス,有効期限"
LINE = "70000-0000101,髙﨑 花,タカサキ ハナ,1990/1/2,090-0000-0101,大村市,hana@example.com,2027/1/31"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_a_file_is_read_however_it_was_saved(encoding: str, separator: str) -> None:
    text = f"{HEADER}\r\n{LINE}\r\n".replace(",", separator)
    (line,) = read_person_file(text.encode(encoding)).lines
    assert line.number == 2
    assert line.cells[F.NAME] == "髙﨑 花"
    assert line.cells[F.SEEKER_NUMBER] == "70000-0000101"
    assert len(line.cells) == len(F)


def test_columns_stand_in_any_order_and_unknown_ones_are_named() -> None:
    sheet = read_person_file("備考,生年月日,フリガナ,メモ\r\nx,S55.3.21,カケノ ライタ,y\r\n".encode())
    assert sheet.passed_over == ("備考", "メモ")
    assert sheet.lines == (PersonLine(2, {F.BIRTH_DATE: "S55.3.21", F.KANA: "カケノ ライタ"}),)


@pytest.mark.parametrize("heading", ["氏名（カナ）", "　氏名 カナ", "ﾌﾘｶﾞﾅ", "フリガナ"])
def test_a_heading_is_known_in_any_width(heading: str) -> None:
    (line,) = read_person_file(f"{heading},生年月日\r\nカケノ,1980/3/21\r\n".encode()).lines
    assert line.cells[F.KANA] == "カケノ"


@pytest.mark.parametrize(
    ("cell", "read"),
    [("9000000101", "09000000101"), ("957400032", "0957400032"), ('"=""0900000101"""', "0900000101"), ("110", "110")],
)
def test_the_zero_that_table_programs_drop_is_put_back(cell: str, read: str) -> None:
    (line,) = read_person_file(f"求職番号,電話番号\r\n70000-0000101,{cell}\r\n".encode()).lines
    assert line.cells[F.PHONE] == read


def test_an_empty_cell_says_nothing_and_empty_lines_keep_the_numbers() -> None:
    (line,) = read_person_file("求職番号,氏名,住所\r\n\r\n70000-0000101,, \r\n".encode()).lines
    assert (line.number, line.cells) == (3, {F.SEEKER_NUMBER: "70000-0000101"})


@pytest.mark.parametrize(
    ("content", "fault", "line"),
    [
        (b"", FileFault.EMPTY, 0),
        ("求職番号,氏名\r\n".encode(), FileFault.EMPTY, 0),
        ("氏名,住所\r\n見本,大村市\r\n".encode(), FileFault.HEADER, 1),
        ("求職番号\r\n70000-0000101\r\n".encode(), FileFault.HEADER, 1),
        ("求職番号,氏名,名前\r\n1,2,3\r\n".encode(), FileFault.HEADING_TWICE, 1),
        ('求職番号,氏名\r\n1,"見本\r\n'.encode(), FileFault.QUOTES, 2),
        (b"\x81\xff\x00\x9f,\xff", FileFault.NOT_TEXT, 0),
    ],
)
def test_a_file_that_nobody_can_read_is_refused_with_the_line(content: bytes, fault: FileFault, line: int) -> None:
    with pytest.raises(BadPersonFile) as refused:
        read_person_file(content)
    assert (refused.value.fault, refused.value.line) == (fault, line)


def test_a_file_that_is_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_LINES", 1)
    with pytest.raises(BadPersonFile) as refused:
        read_person_file(f"{HEADER}\r\n{LINE}\r\n{LINE}\r\n".encode())
    assert refused.value.fault is FileFault.TOO_MANY_LINES


def test_of_a_file_of_empty_words_no_more_is_read_than_is_taken() -> None:
    tracemalloc.start()
    with pytest.raises(BadPersonFile) as refused:
        read_person_file(f"{HEADER}\r\n".encode() + b"a\n" * 1_000_000)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert refused.value.fault is FileFault.TOO_MANY_LINES
    assert most < 60 * 2**20


def test_more_cells_than_headings_are_noted() -> None:
    (line,) = read_person_file("求職番号,氏名\r\n70000-0000101,見本,太郎\r\n".encode()).lines
    assert line.is_too_long
