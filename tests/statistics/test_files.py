"""The files that managers take along open right, in programs that others wrote."""

import io
from datetime import date

import pandas as pd
import pytest

from booking.statistics.files import csv_of, xlsx_of
from booking.statistics.tables import Table

DANGEROUS = ["=SUM(A1)", "+81 90", "-1", "@cmd", "\tx", "＝HYPERLINK(1)"]
MONTH = Table(
    "手続きごとの件数",
    ("手続き", "予約", "日"),
    [("職業相談、\n「大村」", 12, date(2026, 11, 25)), ("𠮷田 髙﨑", None, date(2026, 11, 26))],
)


def test_csv_is_read_back_as_it_was() -> None:
    read = pd.read_csv(io.BytesIO(csv_of(MONTH)))
    assert list(read.columns) == ["手続き", "予約", "日"]
    assert list(read["手続き"]) == ["職業相談、\n「大村」", "𠮷田 髙﨑"]
    assert (read["予約"][0], read["日"][1]) == (12, "2026-11-26")


def test_csv_begins_with_the_mark_by_which_excel_knows_utf_8() -> None:
    assert csv_of(MONTH).startswith(b"\xef\xbb\xbf\xe6")


def test_xlsx_is_read_back_with_numbers_and_days() -> None:
    read = pd.read_excel(io.BytesIO(xlsx_of([MONTH, MONTH_BEFORE])), sheet_name=None)
    assert list(read) == ["手続きごとの件数", "前の月"]
    sheet = read["手続きごとの件数"]
    assert (sheet["予約"][0], sheet["日"][0].date()) == (12, date(2026, 11, 25))
    assert list(sheet["手続き"]) == ["職業相談、\n「大村」", "𠮷田 髙﨑"]


MONTH_BEFORE = Table("前の月", MONTH.headings, [])


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_cell_becomes_a_formula(text: str) -> None:
    table = Table("名簿", ("氏名",), [(text,)])
    assert csv_of(table).decode("utf-8-sig").splitlines()[1].lstrip('"').startswith("'")
    kept = pd.read_excel(io.BytesIO(xlsx_of([table])), engine_kwargs={"data_only": False}, dtype=str)
    assert kept["氏名"][0] == text


def test_what_excel_forbids_in_the_name_of_a_sheet_is_no_hindrance() -> None:
    table = Table("あ" * 40, ("件数",), [(1,)])
    assert list(pd.read_excel(io.BytesIO(xlsx_of([table])), sheet_name=None)) == ["あ" * 31]
