"""`madoguchi serve` and `worker`: the web server, and exactly one scheduler beside it."""

import logging
import signal
import socket
import subprocess
import sys
import threading
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType

from sqlalchemy import select

from booking.cli.failures import CommandFailed
from booking.cli.web_server import serve_app
from booking.cli.wiring import NotInProduction, prepared_app
from booking.jobs import job_log, jobs
from booking.services import services
from booking.settings.config import Config, config_from_environment, count_together, share_with_children
from booking.tables import Account
from database.base import db
from notifier.scheduler import Scheduler

logger = logging.getLogger(__name__)

_RESTART_PAUSE_SECONDS = 1.0


def serve(options: Namespace) -> None:
    """Serve until told to stop. The scheduler runs in one process of its own, whatever the number of web processes."""
    config = config_from_environment()
    _refuse_to_serve(config, options)
    with _counting_together(config):
        _serve(config, options)


def _serve(config: Config, options: Namespace) -> None:
    share_with_children(config, listening_at=f"http://{_reached_at(options.host)}:{options.port}")
    scheduler = None if options.no_scheduler else _WorkerProcess()
    print(f"Madoguchi answers on http://{_in_url(options.host)}:{options.port}", flush=True)
    try:
        if scheduler:
            scheduler.start()
        serve_app("booking.cli.web_process:app", host=options.host, port=options.port, workers=options.workers)
    finally:
        if scheduler:
            scheduler.stop()


@contextmanager
def _counting_together(config: Config) -> Iterator[None]:
    """With metrics asked for, a folder in which all our processes count, unless the operator has named one."""
    if config.metrics_token is None or config.metrics_folder:
        yield
        return
    with TemporaryDirectory(prefix="madoguchi-metrics-") as folder:
        count_together(Path(folder))
        yield


def work(options: Namespace) -> None:
    """Run the scheduler until told to stop, or until the server that started it is gone."""
    logging.basicConfig(level=logging.INFO, format="[%(levelname)s] %(message)s")
    logging.getLogger("alembic").setLevel(logging.WARNING)
    # It warns each second that a long run is not joined by another one, which is what we ask of it.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    stopping = threading.Event()
    _stop_on_signals(stopping, ignore_interrupt=options.with_parent)
    if options.with_parent:
        threading.Thread(target=_watch_parent, args=(stopping,), daemon=True).start()
    with prepared_app() as app:
        scheduler = Scheduler(jobs(app), job_log(app))
        scheduler.start()
        logger.info("the scheduler runs")
        stopping.wait()
        services().stopping.set()  # what is under way is brought to its end, and nothing more is taken
        scheduler.stop()
        logger.info("the scheduler has stopped")


def _refuse_to_serve(config: Config, options: Namespace) -> None:
    if options.workers > 1 and config.database_url.startswith("sqlite"):
        raise CommandFailed("SQLite serves one web process: leave --workers at 1, or use PostgreSQL")
    with prepared_app():
        if config.production and db.session.scalar(select(Account.id).where(Account.sample).limit(1)):
            raise NotInProduction("production refuses to start with made-up people in the database")
    _refuse_unless_free(options.host, options.port)


def _refuse_unless_free(host: str, port: int) -> None:
    """Bind once beforehand: the server itself would complain from inside, and in its own words."""
    try:
        family, kind, protocol, _name, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise CommandFailed(
            f"cannot listen on {_in_url(host)}:{port} ({error.strerror}); choose another with --host or --port"
        ) from None


def _reached_at(host: str) -> str:
    """Where whoever sits at this machine finds a server that listens at `host`."""
    everywhere = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104  a comparison, nothing is bound
    return _in_url(everywhere.get(host, host))


def _in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host  # RFC 3986 §3.2.2


def _stop_on_signals(stopping: threading.Event, *, ignore_interrupt: bool) -> None:
    def stop(_signal: int, _frame: FrameType | None) -> None:
        stopping.set()

    signal.signal(signal.SIGTERM, stop)
    # Ctrl-C reaches the whole terminal group; beside a server it is the server that says when to stop.
    signal.signal(signal.SIGINT, signal.SIG_IGN if ignore_interrupt else stop)


def _watch_parent(stopping: threading.Event) -> None:
    """The server holds the other end of standard input: it closes when the server goes, even by kill -9."""
    sys.stdin.buffer.read()
    stopping.set()


class _WorkerProcess:
    """The scheduler's process beside a server; started again if it dies."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._stopping = threading.Event()
        self._watcher = threading.Thread(target=self._keep_running, daemon=True)

    def start(self) -> None:
        self._process = self._begin()
        self._watcher.start()

    def stop(self) -> None:
        self._stopping.set()
        process = self._process
        if process is None or process.stdin is None:
            return
        process.stdin.close()
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()

    def _begin(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "booking.cli", "worker", "--with-parent"]
        return subprocess.Popen(command, stdin=subprocess.PIPE)

    def _keep_running(self) -> None:
        while self._process is not None:
            status = self._process.wait()
            if self._stopping.is_set():
                return
            logger.error("the scheduler's process ended with status %s; starting it again", status)
            if self._stopping.wait(_RESTART_PAUSE_SECONDS):
                return
            self._process = self._begin()
