"""`madoguchi holidays import` and `list`."""

import json
from pathlib import Path

import pytest
from sqlalchemy import select

from booking.app import create_app
from booking.tables import Booking, ImportedHoliday
from calendars.holidays import NationalHolidays
from database.base import db
from notifier.tables import Message
from tests.bookings.town_bookings import booked
from tests.calendars.test_holiday_file import ROWS_2027, text
from tests.cli.conftest import Madoguchi
from tests.town import MISAKI, StandingClock, close_connections, config_for


def test_the_holidays_of_a_year_stand_with_their_source(madoguchi: Madoguchi) -> None:
    first, *_ = madoguchi("holidays", "list", "2026").printed.splitlines()
    assert first == "2026年1月1日（木）  元日  (holidays)"
    rows = json.loads(madoguchi("holidays", "list", "2026", "--json").printed)
    assert {"date": "2026-11-23", "name": "勤労感謝の日", "source": "holidays"} in rows


def test_an_imported_file_decides_about_its_years(madoguchi: Madoguchi, tmp_path: Path) -> None:
    moved = [row.replace("2027/7/19", "2027/7/23") for row in ROWS_2027]  # as in 2020: a law moved the holiday
    (tmp_path / "syukujitsu.csv").write_bytes(text(*moved).encode("cp932"))
    answer = madoguchi("holidays", "import", "syukujitsu.csv")
    assert answer.printed.splitlines() == [
        "2027年7月19日（月）: no holiday any more",
        "2027年7月23日（金）: 海の日",
        "imported 17 holidays from 2027-01-01 to 2027-11-23",
    ]
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


# A new holiday over bookings


@pytest.fixture
def closing_file(tmp_path: Path, sqlite_town_url: str) -> Path:
    """A file with a new holiday on Wednesday 2 December 2026, on which Misaki has booked at Omura."""
    app = create_app(config_for(sqlite_town_url, tmp_path), clock=StandingClock())
    with app.app_context():
        booked(MISAKI, "2026-12-02 10:00")
        close_connections()
    rows = [f"{one.day:%Y/%m/%d},{one.name}" for one in NationalHolidays().of_year(2026)]
    file = tmp_path / "syukujitsu.csv"
    file.write_bytes(text(*rows, "2026/12/2,特別な祝日").encode("cp932"))
    return file


def left(url: str, folder: Path) -> tuple[list[str], list[str], int]:
    """What the bookings are, which messages were told, and how many holidays were imported."""
    app = create_app(config_for(url, folder), clock=StandingClock())
    with app.app_context():
        statuses = [status.value for status in db.session.scalars(select(Booking.status))]
        kinds = list(db.session.scalars(select(Message.kind).order_by(Message.id)))
        imported = len(db.session.scalars(select(ImportedHoliday)).all())
        close_connections()
    return statuses, kinds, imported


@pytest.mark.parametrize("options", [[], ["--yes"]])
def test_a_holiday_over_a_booking_is_not_taken_in_without_a_decision(
    madoguchi: Madoguchi, closing_file: Path, tmp_path: Path, sqlite_town_url: str, options: list[str]
) -> None:
    answer = madoguchi("holidays", "import", closing_file, *options)
    assert answer.status == 1
    assert "add --keep, or --cancel REASON" in answer.complaint
    assert "2026年12月2日（水）: 特別な祝日" in answer.printed
    assert "ハローワーク大村 (omura)" in answer.printed
    assert "2026年12月2日（水） 10時00分～10時30分 (gets a message)" in answer.printed
    assert "髙城" not in answer.printed
    assert left(sqlite_town_url, tmp_path) == (["booked"], ["booked"], 0)


@pytest.mark.parametrize(
    ("options", "status", "printed_words"),
    [
        (["--keep"], "booked", "kept"),
        (["--cancel", "新しい祝日のため"], "cancelled_by_office", "cancelled"),
    ],
)
def test_a_holiday_over_a_booking_is_decided_by_options(
    madoguchi: Madoguchi,
    closing_file: Path,
    tmp_path: Path,
    sqlite_town_url: str,
    options: list[str],
    status: str,
    printed_words: str,
) -> None:
    answer = madoguchi("holidays", "import", closing_file, "--yes", *options)
    assert (answer.status, answer.complaint) == (0, "")
    assert "the office finds them in its list of calls" in answer.printed
    statuses, kinds, imported = left(sqlite_town_url, tmp_path)
    assert (statuses, kinds, imported > 0) == ([status], ["booked", printed_words], True)
