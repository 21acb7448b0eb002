"""`madoguchi pool import` and `list`."""

import json
from pathlib import Path

from tests.cli.conftest import Madoguchi
from tests.meetings.pool_files import pool_file

HOST = "omura-desk-1@example.com"


def written(folder: Path, text: str) -> str:
    """The name of a file with this text."""
    (folder / "pool.csv").write_text(text, encoding="utf-8")
    return "pool.csv"


def test_a_file_is_taken_in_and_the_same_again_changes_nothing(madoguchi: Madoguchi, tmp_path: Path) -> None:
    file = written(tmp_path, pool_file(HOST, meetings=9))
    answer = madoguchi("pool", "import", file)
    assert (answer.status, answer.printed.splitlines()[0]) == (0, "added 9, changed 0, already there 0")
    assert madoguchi("pool", "import", file).printed.startswith("added 0, changed 0, already there 9\n")


def test_the_list_shows_no_secrets(madoguchi: Madoguchi, tmp_path: Path) -> None:
    madoguchi("pool", "import", written(tmp_path, pool_file(HOST, meetings=1)))
    printed = madoguchi("pool", "list", "--json").printed
    assert json.loads(printed) == [{"meeting_id": "85550000001", "host": HOST, "given": 0, "known_until": None}]
    listed = printed + madoguchi("pool", "list").printed
    assert "85550000001" in listed
    assert not [secret for secret in ("902101", "s3cret") if secret in listed]


def test_bad_lines_are_named_and_nothing_is_taken_in(madoguchi: Madoguchi, tmp_path: Path) -> None:
    text = (
        pool_file(HOST, meetings=1) + "\n85550000002,secret,https://zoom.us/j/85550000002?pwd=s3cret,nobody@example.com"
    )
    answer = madoguchi("pool", "import", written(tmp_path, text))
    assert answer.status == 1
    assert answer.complaint.startswith("madoguchi: pool.csv: nothing was imported\n  3行目：パスコードは、数字")
    assert "s3cret" not in answer.complaint
    assert json.loads(madoguchi("pool", "list", "--json").printed) == []


def test_a_host_that_no_desk_has_is_refused(madoguchi: Madoguchi, tmp_path: Path) -> None:
    answer = madoguchi("pool", "import", written(tmp_path, pool_file("nobody@example.com", meetings=1)))
    assert "2行目：ホストには" in answer.complaint


def test_a_missing_file_is_one_line(madoguchi: Madoguchi) -> None:
    assert madoguchi("pool", "import", "none.csv").complaint == "madoguchi: none.csv: No such file or directory\n"
