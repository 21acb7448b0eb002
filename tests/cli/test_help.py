"""`madoguchi --help` answers at once and names every command."""

import subprocess
import sys

HEAVY = {"alembic", "flask", "granian", "sqlalchemy"}
ASK_FOR_HELP = """
import sys
from booking.cli import main
try:
    main(["--help"])
finally:
    print(*sorted({name.partition(".")[0] for name in sys.modules}), file=sys.stderr)
"""


def test_help_imports_nothing_heavy() -> None:
    asked = subprocess.run([sys.executable, "-c", ASK_FOR_HELP], capture_output=True, check=True, text=True)
    assert not HEAVY & set(asked.stderr.split())
    for command in (
        "serve",
        "worker",
        "init",
        "sample",
        "deadline",
        "slots",
        "office",
        "holidays",
        "staff",
        "token",
        "jobs",
        "audit",
    ):
        assert f"\n    {command} " in asked.stdout
