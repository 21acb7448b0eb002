"""`madoguchi office import` and `export`."""

from pathlib import Path

import pytest

from booking.assets import assets
from tests.cli.conftest import Madoguchi


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
        ('name = "大村"'.encode("cp932"), "office.toml: the file is not UTF-8 text"),
    ],
    ids=["not TOML", "not UTF-8"],
)
def test_a_file_of_another_kind_is_refused(
    madoguchi: Madoguchi, tmp_path: Path, content: bytes, complaint: str
) -> None:
    (tmp_path / "office.toml").write_bytes(content)
    answer = madoguchi("office", "import", "office.toml")
    assert answer.status == 1
    assert answer.complaint.startswith(f"madoguchi: {complaint}")


def test_a_missing_file_is_named(madoguchi: Madoguchi) -> None:
    answer = madoguchi("office", "import", "nowhere.toml")
    assert (answer.status, answer.complaint) == (1, "madoguchi: nowhere.toml: No such file or directory\n")


def test_an_export_needs_a_known_office_and_a_folder_that_is_there(madoguchi: Madoguchi) -> None:
    assert "no office has the code 'tokyo'" in madoguchi("office", "export", "tokyo", "tokyo.toml").complaint
    assert "nowhere/omura.toml: No such file" in madoguchi("office", "export", "omura", "nowhere/omura.toml").complaint
