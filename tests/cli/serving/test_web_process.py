"""A web process loads what pages, feeds and the API need and nothing else, and computes on one processor."""

import os
import subprocess
import sys

import pytest

OF_OTHER_COMMANDS = {"alembic", "apscheduler", "mako", "requests", "smtplib"}
START = """
import os, sys
from threading import Thread
from booking.cli.web_process import app
made = app()
processors = getattr(os, "sched_getaffinity", lambda _: ())  # only Linux tells
print(*sorted({name.partition(".")[0] for name in sys.modules}))
def ask():
    made.test_client().get("/terms")
    print(*processors(0))
asking = Thread(target=ask)
asking.start()
asking.join()
print(*processors(0))
"""


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> list[set[str]]:
    """What a web process says: its modules, where a thread computes that has answered, and where one that has not."""
    folder = tmp_path_factory.mktemp("web")
    settings = {**os.environ, "MADOGUCHI_DATABASE_URL": f"sqlite:///{folder / 'web.sqlite'}"}
    started = subprocess.run(
        [sys.executable, "-c", START], env=settings, cwd=folder, capture_output=True, check=True, text=True
    )
    return [set(line.split()) for line in started.stdout.splitlines()]


def test_it_loads_nothing_that_only_other_commands_use(said: list[set[str]]) -> None:
    assert {"flask", "sqlalchemy"} <= said[0]
    assert not OF_OTHER_COMMANDS & said[0]


@pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="only Linux lets a thread choose its processor")
def test_a_thread_that_answers_computes_on_one_processor_and_the_server_itself_on_any(said: list[set[str]]) -> None:
    _, answering, other = said
    assert answering <= other == {str(number) for number in os.sched_getaffinity(0)}
    assert len(answering) == 1
