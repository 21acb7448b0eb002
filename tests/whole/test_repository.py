"""What the tracked files may not hold: places that exist on one machine only, and packages without a hash."""

import re

import pytest

from tests.whole.installation import ROOT
from tests.whole.tracked import tracked_texts

THIS_FILE = "tests/whole/test_repository.py"
FOLDER_OF_ONE_MACHINE = re.compile(r"/(?:home|Users)/\w|/root/|/work/|\bshared/(?:design|reference|sources)")
PACKAGE_REGISTRY = re.compile(r"pypi\.org|pythonhosted\.org|debian\.org|npmjs|--(?:extra-)?index-url")
LOCK_FILES = ("run.txt", "test.txt", "build.txt")


@pytest.mark.parametrize("forbidden", [FOLDER_OF_ONE_MACHINE, PACKAGE_REGISTRY])
def test_no_tracked_file_names_a_place_of_one_machine(forbidden: re.Pattern[str]) -> None:
    named = {name: forbidden.findall(text) for name, text in tracked_texts().items() if name != THIS_FILE}
    assert {file: places for file, places in named.items() if places} == {}


@pytest.mark.parametrize("name", LOCK_FILES)
def test_every_package_is_locked_to_one_version_with_hashes(name: str) -> None:
    locked = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    entries = re.findall(r"^[a-z0-9].*(?:\n .*)*", locked, re.MULTILINE)
    assert all(re.match(r"[a-z0-9-]+==\S+ .*\\\n +--hash=sha256:", entry) for entry in entries)
    assert len({entry.partition("==")[0] for entry in entries}) == len(entries) > 0
