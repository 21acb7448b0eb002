"""Only booking.settings.config reads the environment; everything else is told what it needs."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("booking", "calendars", "notifier", "database")
READERS = {ROOT / "booking" / "settings" / "config.py"}
SOURCES = [source for package in PACKAGES for source in sorted((ROOT / package).rglob("*.py"))]


@pytest.mark.parametrize(
    "code",
    [
        "import os; os.environ['A']",
        "import os; os.getenv('A')",
        "from os import environ",
        "from os import getenv as g",
    ],
)
def test_every_way_of_reading_the_environment_is_seen(code: str) -> None:
    assert _reads_environment(ast.parse(code))


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: str(source.relative_to(ROOT)))
def test_only_the_configuration_reads_the_environment(source: Path) -> None:
    reads = _reads_environment(ast.parse(source.read_text(encoding="utf-8")))
    assert not reads or source in READERS


def _reads_environment(tree: ast.Module) -> bool:
    return any(_names_environment(node) for node in ast.walk(tree))


def _names_environment(node: ast.AST) -> bool:
    readers = {"environ", "environb", "getenv", "getenvb"}
    match node:
        case ast.Attribute(value=ast.Name(id="os"), attr=name):
            return name in readers
        case ast.ImportFrom(module="os", names=names):
            return any(alias.name in readers for alias in names)
        case _:
            return False
