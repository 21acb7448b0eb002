"""Only booking.settings.config reads the environment; everything else is told what it needs. The linter holds it."""

import subprocess
import sys

import pytest

from tests.whole.installation import ROOT

WAYS = """import os
import os as system
from os import environ
from os import getenv as g
os.environ["A"]
os.environb
os.getenv("A")
system.getenvb(b"A")
"""


@pytest.mark.parametrize(
    ("module", "seen"), [("booking/jobs.py", WAYS.count("\n") - 2), ("booking/settings/config.py", 0)]
)
def test_every_way_of_reading_the_environment_is_seen(module: str, seen: int) -> None:
    ruff = [sys.executable, "-m", "ruff", "check", "--select", "TID251", "--output-format", "concise"]
    checked = subprocess.run(
        [*ruff, "--stdin-filename", module, "-"], cwd=ROOT, input=WAYS, capture_output=True, text=True, check=False
    )
    assert checked.stdout.count("TID251") == seen, checked.stdout


def test_migrations_which_the_linter_passes_over_do_not_read_it_either() -> None:
    versions = (ROOT / "database" / "migrations" / "versions").glob("*.py")
    readers = ("environ", "getenv")
    assert [file.name for file in versions if any(word in file.read_text(encoding="utf-8") for word in readers)] == []
