"""What the tracked files may not hold: places that exist on one machine only, and packages without a hash."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
THIS_FILE = Path(__file__)
FOLDER_OF_ONE_MACHINE = re.compile(r"/(?:home|Users)/\w|/root/|/work/|\bshared/(?:design|reference|sources)")
PACKAGE_REGISTRY = re.compile(r"pypi\.org|pythonhosted\.org|debian\.org|npmjs|--(?:extra-)?index-url")
LOCK_FILES = ("run.txt", "test.txt", "build.txt")


@pytest.mark.parametrize("forbidden", [FOLDER_OF_ONE_MACHINE, PACKAGE_REGISTRY])
def test_no_tracked_file_names_a_place_of_one_machine(forbidden: re.Pattern[str]) -> None:
    named = {str(file): forbidden.findall(file.read_text("utf-8", "replace")) for file in _tracked_files()}
    assert {file: places for file, places in named.items() if places} == {}


@pytest.mark.parametrize("name", LOCK_FILES)
def test_every_package_is_locked_to_one_version_with_hashes(name: str) -> None:
    locked = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    entries = re.findall(r"^[a-z0-9].*(?:\n .*)*", locked, re.MULTILINE)
    assert all(re.match(r"[a-z0-9-]+==\S+ .*\\\n +--hash=sha256:", entry) for entry in entries)
    assert len({entry.partition("==")[0] for entry in entries}) == len(entries) > 0


def _tracked_files() -> list[Path]:
    git = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(git, cwd=ROOT, capture_output=True, check=True, text=True).stdout.split("\0")
    files = [ROOT / name for name in names if name]
    return [file for file in files if file.is_file() and file != THIS_FILE]
