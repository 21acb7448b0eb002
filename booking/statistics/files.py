"""Tables as files that Excel opens as they are: CSV with a byte order mark, and XLSX.

A cell never becomes a formula: in CSV a text that a program might reckon with begins with an apostrophe (OWASP, CSV
injection), and in XLSX every text is written as one.
"""

import csv
import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from booking.statistics.tables import Cell, Table

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MAY_BE_RECKONED = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_LONGEST_SHEET_NAME = 31  # Excel's limit
_WIDEST = 40  # characters


def csv_of(table: Table) -> bytes:
    """The table with its headings in the first line; no sentence above or below, so that programs read it too."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow([_safe(heading) for heading in table.headings])
    writer.writerows([_safe(cell) for cell in row] for row in table.rows)
    return written.getvalue().encode("utf-8-sig")


def xlsx_of(tables: Sequence[Table]) -> bytes:
    """The tables, each on a sheet of its own."""
    from xlsxwriter import Workbook

    written = io.BytesIO()
    # Texts stay texts: none is made a formula, a link or a number.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(written, options) as book:
        heading, day = book.add_format({"bold": True, "text_wrap": True}), book.add_format({"num_format": "yyyy/m/d"})
        for table in tables:
            sheet = book.add_worksheet(table.name[:_LONGEST_SHEET_NAME])
            sheet.freeze_panes(1, 0)
            sheet.write_row(0, 0, table.headings, heading)
            for at, row in enumerate(table.rows, start=1):
                for column, cell in enumerate(row):
                    _write(sheet, at, column, cell, day)
            for column, width in enumerate(_widths(table)):
                sheet.set_column(column, column, width)
    return written.getvalue()


def _write(sheet: "Worksheet", row: int, column: int, cell: Cell, day: "Format") -> None:
    match cell:
        case None:
            sheet.write_blank(row, column, None)
        case str():
            sheet.write_string(row, column, cell)
        case int():
            sheet.write_number(row, column, cell)
        case _:
            sheet.write_datetime(row, column, cell, day)


def _safe(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case str():
            return f"'{cell}" if cell.startswith(_MAY_BE_RECKONED) else cell
        case _:
            return str(cell)


def _widths(table: Table) -> Sequence[int]:
    """Room for the widest cell of each column; a Japanese letter takes two."""
    columns = zip(*table.rows, strict=True) if table.rows else [() for _ in table.headings]
    return [
        min(_WIDEST, max(map(_width, [heading[:8], *column])) + 2)
        for heading, column in zip(table.headings, columns, strict=True)
    ]


def _width(cell: Cell) -> int:
    return sum(1 if letter.isascii() else 2 for letter in str(cell if cell is not None else ""))
