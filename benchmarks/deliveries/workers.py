"""Real `madoguchi worker` processes, measured from when all of them run and the deliveries are let go."""

import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path

from benchmarks.deliveries.waiting import let_all_wait, release, still_waiting
from benchmarks.town import NOW, Town

_RUNS = "the scheduler runs"
_MOST_SECONDS = 600
_POLLED_EVERY = 0.1  # seconds
# The mails are due by then: each waits for its meeting, which is there, a quarter of an hour at the most.
_WORKERS_NOW = NOW + timedelta(minutes=20)


def deliveries_a_minute(town: Town, *, workers: int, settings: Mapping[str, str]) -> float:
    """With `workers` processes, from the moment the deliveries are let go until the last of them is sent.

    Up to a second of it is the wait for the scheduler to look again, as in service.
    """
    deliveries = let_all_wait()
    environment = {**town.settings, "MADOGUCHI_NOW": _WORKERS_NOW.isoformat(), **settings}
    with ExitStack() as running:
        for n in range(workers):
            running.enter_context(_worker(environment, town.folder, town.folder / f"worker-{n}.log"))
        release()
        began_at = time.perf_counter()
        _wait_until_none_waits(began_at)
        return 60 * deliveries / (time.perf_counter() - began_at)


@contextmanager
def _worker(environment: Mapping[str, str], folder: Path, log: Path) -> Iterator[None]:
    command = [sys.executable, "-m", "booking.cli", "worker"]
    with log.open("wb") as written:
        running = subprocess.Popen(command, cwd=folder, env=environment, stdout=written, stderr=written)
    try:
        _wait_until_it_runs(running, log)
        yield
    finally:
        running.terminate()
        running.wait(60)


def _wait_until_it_runs(running: subprocess.Popen[bytes], log: Path) -> None:
    while _RUNS not in log.read_text(encoding="utf-8"):
        if running.poll() is not None:
            raise RuntimeError(f"a worker did not start: {log.read_text(encoding='utf-8')[-500:]}")
        time.sleep(_POLLED_EVERY)


def _wait_until_none_waits(began_at: float) -> None:
    while still_waiting():
        if time.perf_counter() - began_at > _MOST_SECONDS:
            raise RuntimeError("the workers do not come to an end")
        time.sleep(_POLLED_EVERY)
