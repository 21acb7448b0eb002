"""A web process loads what pages, feeds and the API need, and nothing of the other commands."""

import os
import subprocess
import sys
from pathlib import Path

OF_OTHER_COMMANDS = {"alembic", "apscheduler", "mako", "requests", "smtplib"}
START = """
import sys
from booking.cli.web_process import app
app()
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""


def test_it_loads_nothing_that_only_other_commands_use(tmp_path: Path) -> None:
    settings = {**os.environ, "MADOGUCHI_DATABASE_URL": f"sqlite:///{tmp_path / 'web.sqlite'}"}
    started = subprocess.run(
        [sys.executable, "-c", START], env=settings, cwd=tmp_path, capture_output=True, check=True, text=True
    )
    loaded = set(started.stdout.split())
    assert {"flask", "sqlalchemy"} <= loaded
    assert not OF_OTHER_COMMANDS & loaded
