"""The web server with the settings of docs/decisions/0005: the one place that knows which server it is."""

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from booking.cli.memory import hold_little

# Requests that a web process answers at once: one that waits for the disk or the database keeps no other waiting, and
# PostgreSQL's pool holds as many.
THREADS = 8


def serve_app(app: str, *, host: str, port: int, workers: int, threads: int = THREADS) -> None:
    """Serve the app that `app` ("module:factory") makes, in `workers` processes, until told to stop."""
    hold_little()
    Granian(
        app,
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        websockets=False,
        workers=workers,
        blocking_threads=threads,
        respawn_failed_workers=True,
        log_access=False,  # addresses of feeds hold tokens
        log_level=LogLevels.error,  # of its advice and its farewells an operator learns nothing
    ).serve()
