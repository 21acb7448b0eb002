"""The command in a folder of its own, on the database of the town, on a Friday morning."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from booking.cli import main
from tests.service import ROOT


@dataclass(frozen=True)
class Answer:
    """What a call of the command left: exit status, what it printed, and what it complained of."""

    status: int
    printed: str
    complaint: str


@dataclass(frozen=True)
class Madoguchi:
    """Calls the command inside this process."""

    capsys: pytest.CaptureFixture[str]

    def __call__(self, *arguments: str | Path) -> Answer:
        """Run one command and see how it ends."""
        self.capsys.readouterr()
        status = _status_of([str(argument) for argument in arguments])
        printed, complaint = self.capsys.readouterr()
        return Answer(status, printed, complaint)


@pytest.fixture
def operator(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """An operator in an empty folder, on Friday 20 November 2026, 9:00; set more settings with it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MADOGUCHI_NOW", "2026-11-20T09:00:00+09:00")
    return monkeypatch


@pytest.fixture
def bare_madoguchi(operator: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Madoguchi:
    """The command before anything was prepared."""
    return Madoguchi(capsys)


@pytest.fixture
def madoguchi(bare_madoguchi: Madoguchi, operator: pytest.MonkeyPatch, sqlite_town_url: str) -> Madoguchi:
    """The command on a database with the three offices and the made-up people."""
    operator.setenv("MADOGUCHI_DATABASE_URL", sqlite_town_url)
    return bare_madoguchi


@pytest.fixture
def settings(tmp_path: Path, sqlite_town_url: str) -> dict[str, str]:
    return {
        "PATH": os.defpath,
        "HOME": str(tmp_path),
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(ROOT),
        "MADOGUCHI_DATABASE_URL": sqlite_town_url,
        "MADOGUCHI_NOW": "2026-11-20T09:00:00+09:00",
    }


def _status_of(arguments: Sequence[str]) -> int:
    try:
        main(arguments)
    except SystemExit as left:
        return left.code if isinstance(left.code, int) else 1
    return 0
