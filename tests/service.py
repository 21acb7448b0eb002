"""The service as an operator runs it: the real command in a folder of its own, on a Friday morning."""

import atexit
import csv
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from fcntl import LOCK_EX, flock
from functools import cache
from pathlib import Path

from tests.memory import folder_in_memory

ROOT = Path(__file__).parents[1]
_COMMAND = (sys.executable, "-m", "booking.cli")
SECONDS_TO_START = 60
SECONDS_TO_END = 60


@dataclass(frozen=True)
class Running:
    """A server that answers at `base_url`, and its process."""

    base_url: str
    process: subprocess.Popen[bytes]


@dataclass(frozen=True)
class Service:
    """`command` is how `madoguchi` is called; everything that it writes lies under `folder`."""

    command: Sequence[str]
    folder: Path
    settings: dict[str, str] = field(default_factory=dict)
    host: str = "127.0.0.1"  # how browsers call this machine; passkeys are made for a name alone

    def madoguchi(self, *arguments: str) -> str:
        """What the command printed; fails with what it complained of."""
        done = subprocess.run(
            [*self.command, *arguments],
            check=False,
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def prepare(self) -> dict[str, str]:
        """Make database, offices and made-up people; answer their passwords by address."""
        self.madoguchi("init")
        self.madoguchi("sample", "--logins", "logins.csv")
        return self.passwords()

    def passwords(self) -> dict[str, str]:
        """The passwords of the people whom `prepare` made, by address."""
        with (self.folder / "logins.csv").open(encoding="utf-8", newline="") as file:
            return {row["email"]: row["password"] for row in csv.DictReader(file)}

    @contextmanager
    def serving(self, *arguments: str) -> Iterator[str]:
        """Its base URL while it serves; ends the process that it started."""
        with self.running(*arguments) as running:
            yield running.base_url

    @contextmanager
    def running(self, *arguments: str) -> Iterator[Running]:
        """The same for a test that does something to the process; one that has ended already is let be."""
        port = free_port()
        base_url = f"http://{self.host}:{port}"
        settings = {"MADOGUCHI_BASE_URL": base_url, **self.environment}
        command = [*self.command, "serve", "--port", str(port), *arguments]
        with (self.folder / "serve.log").open("ab") as log:
            server = subprocess.Popen(command, cwd=self.folder, env=settings, stdout=log, stderr=log)
            try:
                _wait_until_listening(port, server)
                yield Running(base_url, server)
            finally:
                server.terminate()
                server.wait(SECONDS_TO_END)

    @property
    def environment(self) -> dict[str, str]:
        """The settings of Friday 20 November 2026, ten in the morning."""
        return {
            "PATH": os.defpath,
            "HOME": str(self.folder),
            "LANG": "C.UTF-8",
            "MADOGUCHI_DATABASE_URL": f"sqlite:///{self.folder / 'madoguchi.sqlite'}",
            "MADOGUCHI_NOW": "2026-11-20T10:00:00+09:00",
            **self._way_to_the_code,
            **self.settings,
        }

    @property
    def _way_to_the_code(self) -> dict[str, str]:
        """The Python of the tests runs this checkout, installed or not; an installed command has its own code."""
        return {"PYTHONPATH": str(ROOT)} if sys.executable in self.command else {}


def prepared_service(folder: Path, settings: dict[str, str]) -> tuple[Service, dict[str, str]]:
    """The service with its files in `folder`, not yet serving, and the passwords of its people.

    The commands of an operator prepared it once in this run of the tests, for seven seconds; this is a copy.
    """
    made, passwords = _prepared(_seen_by_all(folder))
    shutil.copytree(made.folder, folder, dirs_exist_ok=True)
    return Service(made.command, folder, settings), passwords


def _seen_by_all(folder: Path) -> Path | None:
    """The folder in which all processes of one run keep theirs; None where there is one process."""
    return next((above.parent for above in folder.parents if above.name.startswith("popen-")), None)


@cache
def _prepared(run: Path | None) -> tuple[Service, dict[str, str]]:
    if run is None:
        folder = tempfile.mkdtemp(prefix="madoguchi-prepared-", dir=folder_in_memory())
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        service = Service(_COMMAND, Path(folder))
        return service, service.prepare()
    service = Service(_COMMAND, run / "prepared")
    with (run / "prepared.lock").open("a+") as lock:
        flock(lock, LOCK_EX)
        if not (run / "prepared.all").exists():
            shutil.rmtree(service.folder, ignore_errors=True)
            service.folder.mkdir()
            service.prepare()
            (run / "prepared.all").touch()
    return service, service.passwords()


def free_port() -> int:
    """A port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_listening(port: int, server: subprocess.Popen[bytes]) -> None:
    give_up_at = time.monotonic() + SECONDS_TO_START
    while not _listening(port):
        assert server.poll() is None, f"madoguchi serve ended with {server.returncode}"
        assert time.monotonic() < give_up_at, f"port {port} did not open within {SECONDS_TO_START} seconds"
        time.sleep(0.1)


def _listening(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
