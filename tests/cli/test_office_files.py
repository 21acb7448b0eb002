"""`madoguchi office import` and `export`."""

from pathlib import Path

import pytest
from sqlalchemy import select

from booking.app import create_app
from booking.assets import assets
from booking.tables import Booking, BookingStatus, OfficeChange
from database.base import db
from tests.bookings.town_bookings import booked
from tests.cli.conftest import Madoguchi
from tests.town import MISAKI, StandingClock, close_connections, config_for


def changed_omura(folder: Path, written: str, changed: str) -> Path:
    """A file of Omura with one thing changed."""
    text = (assets("offices") / "omura.toml").read_text(encoding="utf-8")
    assert written in text
    file = folder / "omura.toml"
    file.write_text(text.replace(written, changed, 1), encoding="utf-8")
    return file


def test_what_was_exported_changes_nothing_when_imported(madoguchi: Madoguchi, tmp_path: Path) -> None:
    file = tmp_path / "exported.toml"
    assert madoguchi("office", "export", "omura", file).printed == f"wrote {file}\n"
    assert madoguchi("office", "import", file).printed == "nothing to change\n"


def test_an_import_shows_each_change_before_it_takes_it_in(madoguchi: Madoguchi, tmp_path: Path) -> None:
    file = changed_omura(tmp_path, 'desk_opens = "08:30"', 'desk_opens = "08:45"')
    answer = madoguchi("office", "import", file, "--yes")
    assert answer.printed.splitlines() == ["desk_opens: 08:30 → 08:45", "imported ハローワーク大村"]
    assert madoguchi("office", "import", file).printed == "nothing to change\n"


def test_without_anybody_to_ask_nothing_is_taken_in(madoguchi: Madoguchi, tmp_path: Path) -> None:
    file = changed_omura(tmp_path, 'desk_opens = "08:30"', 'desk_opens = "08:45"')
    first, again = madoguchi("office", "import", file), madoguchi("office", "import", file)
    assert (first.status, first.complaint) == (
        1,
        "madoguchi: nobody is there to ask; use --yes to take the changes in\n",
    )
    assert again.printed == "desk_opens: 08:30 → 08:45\n"


@pytest.mark.parametrize(("answer", "taken"), [("y", True), ("yes", True), ("", False), ("はい", False)])
def test_changes_are_taken_in_after_a_yes_only(
    madoguchi: Madoguchi, operator: pytest.MonkeyPatch, tmp_path: Path, answer: str, taken: bool
) -> None:
    file = changed_omura(tmp_path, 'desk_opens = "08:30"', 'desk_opens = "08:45"')
    operator.setattr("sys.stdin.isatty", lambda: True)
    operator.setattr("builtins.input", lambda _question: answer)
    assert ("imported" in madoguchi("office", "import", file).printed) is taken


def test_a_malformed_file_is_answered_with_file_key_and_what_is_allowed(madoguchi: Madoguchi, tmp_path: Path) -> None:
    answer = madoguchi("office", "import", changed_omura(tmp_path, 'desk_opens = "08:30"', 'desk_opens = "8.30"'))
    assert (answer.status, answer.printed) == (1, "")
    assert answer.complaint.startswith("madoguchi: omura.toml: desk_opens: ")
    assert "（使える値: " in answer.complaint


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"code = ", "office.toml: "),
        (b"PK\x03\x04\xff\xfe\x81", "office.toml: ファイル全体: 文字コードを読み取れません（使える値: UTF-8、"),
    ],
    ids=["not TOML", "no text"],
)
def test_a_file_of_another_kind_is_refused(
    madoguchi: Madoguchi, tmp_path: Path, content: bytes, complaint: str
) -> None:
    (tmp_path / "office.toml").write_bytes(content)
    answer = madoguchi("office", "import", "office.toml")
    assert answer.status == 1
    assert answer.complaint.startswith(f"madoguchi: {complaint}")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
@pytest.mark.parametrize("end", ["", "\r\n\x1a"], ids=["", "end mark"])
def test_a_file_is_read_as_its_editor_saved_it(madoguchi: Madoguchi, tmp_path: Path, encoding: str, end: str) -> None:
    file = changed_omura(tmp_path, 'desk_opens = "08:30"', 'desk_opens = "08:45"')
    text = file.read_text(encoding="utf-8").replace("\n", "\r\n")
    file.write_bytes((text + end).encode(encoding))
    assert madoguchi("office", "import", file).printed.splitlines() == ["desk_opens: 08:30 → 08:45"]


def test_an_exported_office_takes_its_first_opening_under_a_heading(madoguchi: Madoguchi, tmp_path: Path) -> None:
    file = tmp_path / "exported.toml"
    madoguchi("office", "export", "omura", file)
    opening = '[[extra_openings]]\nday = 2026-12-12\nname = "土曜相談"\ncounts_as_office_day = false\n'
    with file.open("a", encoding="utf-8") as exported:
        exported.write(f'\n{opening}starts = {{ omura-soudan = ["10:00"] }}\n')
    assert madoguchi("office", "import", file).printed == "extra_openings[2026-12-12]: （なし） → 土曜相談\n"


def test_an_empty_list_of_an_earlier_export_is_told_beside_its_first_entry(
    madoguchi: Madoguchi, tmp_path: Path
) -> None:
    file = changed_omura(tmp_path, "fictional = false", "fictional = false\nextra_openings = []\n\n[[extra_openings]]")
    answer = madoguchi("office", "import", file)
    assert "extra_openings = [] の行を消して [[extra_openings]] を書く" in answer.complaint


def test_a_copy_is_complained_of_under_its_own_name(madoguchi: Madoguchi, tmp_path: Path) -> None:
    text = (assets("offices") / "omura.toml").read_text(encoding="utf-8")
    copy = tmp_path / "あたらしい安定所.toml"
    copy.write_text(text.replace('code = "omura"', 'code = "omura2"'), encoding="utf-8")
    lines = madoguchi("office", "import", copy).complaint.removeprefix("madoguchi: ").splitlines()
    assert len(lines) == 4  # two hosts, two procedures
    assert {line.partition(": ")[0] for line in lines} == {"あたらしい安定所.toml"}


def test_what_is_left_out_is_told_under_the_name_of_the_file(madoguchi: Madoguchi, tmp_path: Path) -> None:
    whole = (assets("offices") / "omura.toml").read_text(encoding="utf-8")
    soudan_alone = whole[: whole.rindex("[[procedures]]")]
    (tmp_path / "short.toml").write_text(soudan_alone, encoding="utf-8")
    answer = madoguchi("office", "import", tmp_path / "short.toml")
    assert answer.complaint.startswith("madoguchi: short.toml: procedures[omura-nintei]: すでにあるもの")
    assert "ends_on = 2026-12-31" in answer.complaint


def test_a_procedure_ends_and_its_end_is_taken_back(madoguchi: Madoguchi) -> None:
    end = ("office", "end", "omura", "--procedure", "omura-nintei")
    answer = madoguchi(*end, "--on", "2026-11-26", "--yes")
    assert answer.printed.splitlines()[0] == "procedures[omura-nintei].ends_on: （なし） → 2026-11-26"
    assert "2026-11-26  -           この手続きは、この日には終わっています。" in days_of_nintei(madoguchi)
    assert madoguchi(*end, "--not", "--yes").status == 0
    assert "終わっています" not in days_of_nintei(madoguchi)


def days_of_nintei(madoguchi: Madoguchi) -> str:
    return madoguchi("deadline", "omura-nintei", "2026-11-25", "--to", "2026-11-27").printed


def test_the_end_of_an_office_asks_about_what_is_booked_after_it(
    madoguchi: Madoguchi, tmp_path: Path, sqlite_town_url: str
) -> None:
    closing_omura(tmp_path, sqlite_town_url)  # books Thursday 26 November at ten
    end = ("office", "end", "omura", "--on", "2026-11-26", "--yes")
    assert "1 booked times lose their place" in madoguchi(*end).complaint
    assert madoguchi(*end, "--cancel", "窓口を閉じるため").status == 0
    assert madoguchi(*end).printed == "nothing to change\n"


@pytest.mark.parametrize(
    ("part", "complaint"),
    [
        (["--procedure", "omura-nanika"], "この手続きは見つかりません"),
        (["--desk", "omura-desk-9"], "この窓口は変えられません"),
        (["--desk", "omura-desk-1"], "相談窓口がすべて 2026-11-26 までに終わり"),
    ],
)
def test_what_cannot_end_is_told(madoguchi: Madoguchi, part: list[str], complaint: str) -> None:
    answer = madoguchi("office", "end", "omura", *part, "--on", "2026-11-26", "--yes")
    assert (answer.status, complaint in answer.complaint) == (1, True), answer.complaint


def test_a_missing_file_is_named(madoguchi: Madoguchi) -> None:
    answer = madoguchi("office", "import", "nowhere.toml")
    assert (answer.status, answer.complaint) == (1, "madoguchi: nowhere.toml: No such file or directory\n")


def test_an_export_needs_a_known_office_and_a_folder_that_is_there(madoguchi: Madoguchi) -> None:
    assert "no office has the code 'tokyo'" in madoguchi("office", "export", "tokyo", "tokyo.toml").complaint
    assert "nowhere/omura.toml: No such file" in madoguchi("office", "export", "omura", "nowhere/omura.toml").complaint


CLOSED_THURSDAY = """fictional = false

[[closing_days]]
day = 2026-11-26 # Thursday
reason = "庁舎の設備点検"
"""


def closing_omura(folder: Path, url: str) -> Path:
    """A file that closes Omura on Thursday 26 November, on which Misaki has booked 10:00."""
    app = create_app(config_for(url, folder), clock=StandingClock())
    with app.app_context():
        booked(MISAKI, "2026-11-26 10:00")
        close_connections()
    return changed_omura(folder, "fictional = false\n", CLOSED_THURSDAY)


def test_an_import_names_who_loses_their_place_and_wants_a_decision(
    madoguchi: Madoguchi, tmp_path: Path, sqlite_town_url: str
) -> None:
    answer = madoguchi("office", "import", closing_omura(tmp_path, sqlite_town_url), "--yes")
    assert answer.status == 1
    assert (
        "1 booked times lose their place, and nothing was changed: add --keep, or --cancel REASON" in answer.complaint
    )
    assert "2026年11月26日（木） 10時00分～10時30分 (gets a message)" in answer.printed
    assert "deadline of 11月27日（金） 職業相談: 11月25日（水）23時59分 → 11月24日（火）23時59分" in answer.printed
    assert "髙城" not in answer.printed


@pytest.mark.parametrize(
    ("decision", "status"),
    [(["--keep"], "booked"), (["--cancel", "庁舎の設備点検のため"], "cancelled_by_office")],
)
def test_an_import_keeps_or_cancels_as_it_is_told(
    madoguchi: Madoguchi, tmp_path: Path, sqlite_town_url: str, decision: list[str], status: str
) -> None:
    file = closing_omura(tmp_path, sqlite_town_url)
    assert madoguchi("office", "import", file, "--yes", *decision).status == 0
    app = create_app(config_for(sqlite_town_url, tmp_path), clock=StandingClock())
    with app.app_context():
        assert db.session.scalars(select(Booking.status)).all() == [BookingStatus(status)]
        close_connections()
    assert madoguchi("office", "import", file).printed == "nothing to change\n"


@pytest.mark.parametrize(
    ("answers", "status"),
    [
        (["", "はい", "k", "y"], "booked"),  # asked again until it is an answer
        (["c", "", "庁舎の設備点検のため", "y"], "cancelled_by_office"),
        (["c", "庁舎の設備点検のため", "n"], "booked"),
    ],
)
def test_on_a_terminal_each_booking_is_asked_about(
    madoguchi: Madoguchi,
    operator: pytest.MonkeyPatch,
    tmp_path: Path,
    sqlite_town_url: str,
    answers: list[str],
    status: str,
) -> None:
    file, typed = closing_omura(tmp_path, sqlite_town_url), iter(answers)
    operator.setattr("sys.stdin.isatty", lambda: True)
    operator.setattr("builtins.input", lambda _question: next(typed))
    assert madoguchi("office", "import", file).status == 0
    assert list(typed) == []
    app = create_app(config_for(sqlite_town_url, tmp_path), clock=StandingClock())
    with app.app_context():
        assert db.session.scalars(select(Booking.status)).all() == [BookingStatus(status)]
        decided = db.session.scalars(select(OfficeChange.made_by)).all()
        assert decided == ([] if answers[-1] == "n" else ["operator:command"])
        close_connections()


def test_whoever_ends_the_questions_changes_nothing(
    madoguchi: Madoguchi, operator: pytest.MonkeyPatch, tmp_path: Path, sqlite_town_url: str
) -> None:
    def end_of_input(_question: str) -> str:
        raise EOFError  # Ctrl-D

    operator.setattr("sys.stdin.isatty", lambda: True)
    operator.setattr("builtins.input", end_of_input)
    answer = madoguchi("office", "import", closing_omura(tmp_path, sqlite_town_url))
    assert (answer.status, answer.complaint) == (1, "madoguchi: nobody answered, and nothing was changed\n")


@pytest.mark.parametrize("reason", ["", " ", "あ" * 201, "二行\nの理由"])
def test_a_reason_for_the_seekers_is_one_line_of_letters(madoguchi: Madoguchi, tmp_path: Path, reason: str) -> None:
    answer = madoguchi("office", "import", "omura.toml", "--cancel", reason)
    assert (answer.status, "a reason has 1 to 200 letters on one line" in answer.complaint) == (2, True)


def test_a_rule_with_a_first_day_is_shown_with_the_deadlines_that_it_moves(
    madoguchi: Madoguchi, tmp_path: Path
) -> None:
    timetables = "[[procedures.timetables]]"
    entry = "[[procedures.rules]]\nvalid_from = 2027-04-01\nlead_open_days = 3\n"  # a Thursday
    file = changed_omura(tmp_path, timetables, f"{entry}\n{timetables}")
    shown = madoguchi("office", "import", file, "--yes").printed
    assert shown.startswith(
        "procedures[omura-soudan].rules[2027-04-01]: （なし） → valid_from 2027-04-01、lead_open_days 3\n"
    )
    assert "deadline of 4月1日（木） 職業相談: 3月30日（火）23時59分 → 3月29日（月）23時59分\n" in shown
    lines = madoguchi("deadline", "omura-soudan", "2027-03-31", "--to", "2027-04-02").printed.splitlines()
    assert [line.split()[:2] for line in lines] == [
        ["2027-03-31", "2027-03-29"],
        ["2027-04-01", "2027-03-29"],
        ["2027-04-02", "2027-03-30"],
    ]
