"""What stands in the way of a command is said in one line, without a traceback."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Answer, Madoguchi


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def assert_one_line(answer: Answer, complaint: str) -> None:
    assert answer.status == 1
    assert answer.complaint.startswith("madoguchi: ")
    assert answer.complaint.count("\n") == 1
    assert complaint in answer.complaint


@pytest.mark.parametrize(
    ("url", "complaint"),
    [
        ("mysql://somewhere/name", "unknown database 'mysql'"),
        ("madoguchi.sqlite", "MADOGUCHI_DATABASE_URL: "),
        ("postgresql://user@host:port/name", "host and port cannot be read"),
        ("postgresql://user@127.0.0.1:1/name", "cannot be reached"),
        ("sqlite:////nowhere/at/all.sqlite", "/nowhere/at/all.sqlite: No such file or directory"),
    ],
)
def test_a_database_that_cannot_be_used_is_explained(
    bare_madoguchi: Madoguchi, operator: pytest.MonkeyPatch, url: str, complaint: str
) -> None:
    operator.setenv("MADOGUCHI_DATABASE_URL", url)
    assert_one_line(bare_madoguchi("init"), complaint)


def test_a_file_that_is_no_database_is_left_alone(
    bare_madoguchi: Madoguchi, operator: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear office, " * 100, encoding="utf-8")
    operator.setenv("MADOGUCHI_DATABASE_URL", f"sqlite:///{letter}")
    assert_one_line(bare_madoguchi("init"), "file is not a database")
    assert letter.read_text(encoding="utf-8").startswith("Dear office")


@pytest.mark.parametrize(
    "command", [("deadline", "omura-soudan", "2026-11-25"), ("jobs", "list"), ("serve", "--port", "1024")]
)
def test_without_tables_a_command_says_how_to_make_them(bare_madoguchi: Madoguchi, command: tuple[str, ...]) -> None:
    assert_one_line(bare_madoguchi(*command), "run `madoguchi init`")


def test_a_folder_that_cannot_be_made_is_named(bare_madoguchi: Madoguchi, tmp_path: Path) -> None:
    (tmp_path / "instance").write_text("a file in its place", encoding="utf-8")
    assert_one_line(bare_madoguchi("init"), "instance: File exists")


def test_made_up_people_and_production_exclude_each_other(
    bare_madoguchi: Madoguchi, operator: pytest.MonkeyPatch
) -> None:
    operator.setenv("MADOGUCHI_ENV", "production")
    assert_one_line(bare_madoguchi("sample"), "production")


def test_a_port_in_use_is_noticed_before_anything_starts(madoguchi: Madoguchi, taken_port: int) -> None:
    assert_one_line(
        madoguchi("serve", "--port", str(taken_port)),
        f"cannot listen on 127.0.0.1:{taken_port} (Address already in use); choose another with --host or --port",
    )


def test_sqlite_has_one_web_process(madoguchi: Madoguchi) -> None:
    assert_one_line(madoguchi("serve", "--workers", "2"), "SQLite serves one web process")


@pytest.mark.parametrize(
    ("option", "value"),
    [("--port", "0"), ("--port", "http"), ("--port", "65536"), ("--workers", "0"), ("--workers", "²")],
)
def test_a_malformed_option_of_serve_is_a_misuse(madoguchi: Madoguchi, option: str, value: str) -> None:
    answer = madoguchi("serve", option, value)
    assert answer.status == 2
    assert repr(value) in answer.complaint


@pytest.mark.parametrize("command", [(), ("launch",), ("office",), ("holidays", "delete")])
def test_an_unknown_command_is_a_misuse(bare_madoguchi: Madoguchi, command: tuple[str, ...]) -> None:
    answer = bare_madoguchi(*command)
    assert answer.status == 2
    assert answer.complaint.startswith("usage: madoguchi")
