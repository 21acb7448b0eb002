"""Starts the web server that is measured, with the settings of `madoguchi serve`, and ends it."""

import os
import socket
import subprocess
import sys
import time
from argparse import ArgumentParser
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from booking.cli.web_server import THREADS, serve_app

SERVICE, FLOORS = "booking.cli.web_process:app", "benchmarks.floors:app"
_SECONDS_TO_START = 60
_SECONDS_TO_END = 30


@contextmanager
def serving(
    app: str, *, folder: Path, settings: Mapping[str, str], workers: int = 1, threads: int = THREADS
) -> Iterator[int]:
    """The port on which `app` answers; its log lies in `folder`. No scheduler runs beside it."""
    port = _free_port()
    command = [sys.executable, "-m", "benchmarks.servers", app, str(port), str(workers), str(threads)]
    with (folder / "server.log").open("ab") as log:
        server = subprocess.Popen(command, env={**os.environ, **settings}, stdout=log, stderr=log)
        try:
            _wait_until_listening(port, server)
            yield port
        finally:
            server.terminate()
            server.wait(_SECONDS_TO_END)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_listening(port: int, server: subprocess.Popen[bytes]) -> None:
    gives_up_at = time.monotonic() + _SECONDS_TO_START
    while time.monotonic() < gives_up_at:
        if server.poll() is not None:
            break
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("the server did not start: see server.log in its folder")


if __name__ == "__main__":
    parser = ArgumentParser(description="Serve an app of the benchmarks until told to stop.")
    parser.add_argument("app")
    for number in ("port", "workers", "threads"):
        parser.add_argument(number, type=int)
    given = parser.parse_args()
    serve_app(given.app, host="127.0.0.1", port=given.port, workers=given.workers, threads=given.threads)
