"""The files that managers take along, opened in LibreOffice, which many offices have instead of Excel."""

import subprocess
from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pytest

from booking.statistics.files import csv_of, xlsx_of
from booking.statistics.tables import Table

pytestmark = pytest.mark.late  # starting LibreOffice takes seconds; make soak installs it

# A cell that is reckoned with would be read back as what it comes to.
TEXTS = ["職業相談、\n「大村」", "𠮷田 髙﨑", "=SUM(B2:B3)", "+81 90", "-1+1", "@cmd", "＝HYPERLINK(1)"]
MONTH = Table("手続きごとの件数", ("手続き", "予約", "日"), [(text, 12, date(2026, 11, 25)) for text in TEXTS])
AS_CSV = "--infilter=CSV:44,34,76"  # commas, double quotes, UTF-8: what its dialogue proposes for a file with that mark


def opened_and_saved(file: Path, *options: str) -> pd.DataFrame:
    saved, own_profile = file.parent / "saved", f"-env:UserInstallation={file.parent.as_uri()}/profile"
    command: list[str | Path] = ["soffice", own_profile, "--headless", *options, "--convert-to", "xlsx"]
    subprocess.run([*command, "--outdir", saved, file], check=True, capture_output=True, timeout=120)
    return pd.read_excel(saved / f"{file.stem}.xlsx")


def test_the_workbook_keeps_its_texts_numbers_and_days(tmp_path: Path) -> None:
    (tmp_path / "month.xlsx").write_bytes(xlsx_of([MONTH]))
    read = opened_and_saved(tmp_path / "month.xlsx")
    assert list(read.columns) == ["手続き", "予約", "日"]
    assert list(read["手続き"]) == TEXTS
    assert list(read["予約"]) == [12] * len(TEXTS)
    assert set(read["日"]) == {datetime(2026, 11, 25)}  # noqa: DTZ001  a day on a sheet has no zone


def test_the_list_with_commas_keeps_its_texts_and_numbers(tmp_path: Path) -> None:
    (tmp_path / "month.csv").write_bytes(csv_of(MONTH))
    read = opened_and_saved(tmp_path / "month.csv", AS_CSV)
    assert [text.removeprefix("'") for text in read["手続き"]] == TEXTS
    assert list(read["予約"]) == [12] * len(TEXTS)
