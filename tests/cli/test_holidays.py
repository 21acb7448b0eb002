"""`madoguchi holidays import` and `list`."""

import json
from pathlib import Path

from tests.calendars.test_holiday_file import ROWS_2027, text
from tests.cli.conftest import Madoguchi


def test_the_holidays_of_a_year_stand_with_their_source(madoguchi: Madoguchi) -> None:
    first, *_ = madoguchi("holidays", "list", "2026").printed.splitlines()
    assert first == "2026年1月1日（木）  元日  (holidays)"
    rows = json.loads(madoguchi("holidays", "list", "2026", "--json").printed)
    assert {"date": "2026-11-23", "name": "勤労感謝の日", "source": "holidays"} in rows


def test_an_imported_file_decides_about_its_years(madoguchi: Madoguchi, tmp_path: Path) -> None:
    moved = [row.replace("2027/7/19", "2027/7/23") for row in ROWS_2027]  # as in 2020: a law moved the holiday
    (tmp_path / "syukujitsu.csv").write_bytes(text(*moved).encode("cp932"))
    answer = madoguchi("holidays", "import", "syukujitsu.csv")
    assert answer.printed == "imported 17 holidays from 2027-01-01 to 2027-11-23\n"
    assert "2027年7月23日（金）  海の日  (syukujitsu.csv)" in madoguchi("holidays", "list", "2027").printed


def test_a_repeated_day_of_an_old_year_is_told_and_next_year_is_imported(madoguchi: Madoguchi, tmp_path: Path) -> None:
    old = [row.replace("2027", "2026") for row in ROWS_2027]
    rows = ["2025/12/31,休日", "2025/12/31,休日", *old, *ROWS_2027]
    (tmp_path / "syukujitsu.csv").write_bytes(text(*rows).encode("cp932"))
    answer = madoguchi("holidays", "import", "syukujitsu.csv")
    assert (answer.status, answer.complaint) == (0, "")
    assert "passed over: syukujitsu.csv: 3行目: 2025/12/31は2行目にもあります" in answer.printed
    assert "imported 35 holidays from 2025-12-31 to 2027-11-23" in answer.printed


def test_an_imported_holiday_moves_a_deadline(madoguchi: Madoguchi, tmp_path: Path) -> None:
    moved = [row.replace("2027/7/19", "2027/7/20") for row in ROWS_2027]  # from Monday to Tuesday
    (tmp_path / "syukujitsu.csv").write_bytes(text(*moved).encode("cp932"))
    madoguchi("holidays", "import", "syukujitsu.csv")
    # Wednesday 21 July 2027: Monday 19 and Friday 16 are the two office days before.
    assert "2027-07-16" in madoguchi("deadline", "omura-soudan", "2027-07-21").printed


def test_a_broken_line_is_named_and_nothing_is_imported(madoguchi: Madoguchi, tmp_path: Path) -> None:
    (tmp_path / "syukujitsu.csv").write_bytes(text("2027-01-01;元日").encode("cp932"))
    answer = madoguchi("holidays", "import", "syukujitsu.csv")
    assert answer.status == 1
    assert answer.complaint.startswith("madoguchi: syukujitsu.csv: 2行目: ")
    assert "(holidays)" in madoguchi("holidays", "list", "2027").printed


def test_a_missing_file_is_named(madoguchi: Madoguchi) -> None:
    assert "nowhere.csv: No such file" in madoguchi("holidays", "import", "nowhere.csv").complaint


def test_a_year_that_nobody_knows_is_refused(madoguchi: Madoguchi) -> None:
    answer = madoguchi("holidays", "list", "2150")
    assert answer.status == 1
    assert "national holidays of 2150 are unknown" in answer.complaint
