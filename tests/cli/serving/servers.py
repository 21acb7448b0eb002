"""`madoguchi serve` as a process of its own, with its log, on a free port."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from tests.cli.processes import SECONDS_AT_MOST, alive, children, wait_until
from tests.service import free_port

COMMAND = [sys.executable, "-m", "booking.cli"]


@dataclass(frozen=True)
class Server:
    """A running `madoguchi serve`."""

    process: subprocess.Popen[bytes]
    port: int
    host: str = "127.0.0.1"

    @property
    def everything(self) -> set[int]:
        """The server and all that it started."""
        return {self.process.pid, *children(self.process.pid)}

    def answers(self) -> bool:
        """Whether it says that it is well."""
        connection = HTTPConnection(self.host, self.port, timeout=SECONDS_AT_MOST)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().read() == b"ok\n"
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()

    def end(self, how: signal.Signals) -> None:
        """Send it a signal, and wait until nothing of it runs."""
        everything = self.everything
        self.process.send_signal(how)
        self.process.wait(SECONDS_AT_MOST)
        wait_until(lambda: not alive(everything), "every process has ended")


@contextmanager
def serving(settings: dict[str, str], folder: Path, *options: str) -> Iterator[Server]:
    """The server, answering; when the test is over nothing of it runs."""
    with begun(settings, folder, *options) as server:
        assert server.process.poll() is None, (folder / "serve.log").read_text(encoding="utf-8")
        yield server


@contextmanager
def begun(settings: dict[str, str], folder: Path, *options: str, host: str = "127.0.0.1") -> Iterator[Server]:
    """The same for a server that may have refused to serve."""
    port = free_port()
    command = [*COMMAND, "serve", "--host", host, "--port", str(port), *options]
    with (folder / "serve.log").open("wb") as written:
        process = subprocess.Popen(command, cwd=folder, env=settings, stdout=written, stderr=written)
        server = Server(process, port, host)
    try:
        wait_until(lambda: server.answers() or server.process.poll() is not None, "the server answers")
        yield server
    finally:
        server.end(signal.SIGKILL)
