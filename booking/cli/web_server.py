"""The web server with the settings of docs/decisions/0005 and 0034: the one place that knows which server it is."""

import contextlib
import multiprocessing
import os
import signal
import threading
from types import FrameType

from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels

from booking.assets import assets
from booking.cli.memory import hold_little

# Requests that a web process answers at once: one that waits for the disk or the database keeps no other waiting, and
# PostgreSQL's pool holds as many.
THREADS = 8

# Tells a web process that it will be stopped soon. A process that does not know it yet ignores it (signal(7)).
WILL_BE_STOPPED = signal.SIGURG
_LEAVING_SECONDS = 1.0  # in which clients that ask often learn to leave

# Longer than anything that a request may wait for.
_SECONDS_TO_STOP = 20
_HEAD_MILLISECONDS = 10_000


def serve_app(app: str, *, host: str, port: int, workers: int, threads: int = THREADS) -> None:
    """Serve the app that `app` ("module:factory") makes, in `workers` processes, until told to stop."""
    hold_little()
    server = Granian(
        app,
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,  # what a proxy speaks; without TLS no browser speaks anything else
        http1_settings=HTTP1Settings(header_read_timeout=_HEAD_MILLISECONDS),
        websockets=False,
        workers=workers,
        blocking_threads=threads,
        respawn_failed_workers=True,
        workers_kill_timeout=_SECONDS_TO_STOP,
        # The server answers this by itself, whatever the threads wait for: a supervisor that restarts what does not
        # answer must not restart what is only busy.
        static_path_route=["/healthz"],
        static_path_mount=[assets("static") / "healthz"],
        static_path_dir_to_file="ok.txt",
        static_path_expires=0,
        log_access=False,  # addresses of feeds hold tokens
        log_level=LogLevels.error,  # its advice and its farewells say nothing to an operator
    )
    server.on_startup(_leave_politely)
    server.serve()


def _leave_politely() -> None:
    """Tell web processes a moment before SIGTERM stops them (`booking.wsgi.leaving`); Ctrl-C reaches them itself."""
    stop = signal.getsignal(signal.SIGTERM)

    def leave(number: int, frame: FrameType | None) -> None:
        for process in multiprocessing.active_children():
            if process.pid is not None:
                with contextlib.suppress(ProcessLookupError):  # it has ended by itself
                    os.kill(process.pid, WILL_BE_STOPPED)
        if callable(stop):
            threading.Timer(_LEAVING_SECONDS, stop, (number, frame)).start()

    signal.signal(signal.SIGTERM, leave)
