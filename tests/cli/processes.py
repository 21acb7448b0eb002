"""The processes of a running `madoguchi serve`, found by their parent in Linux's /proc; starts none."""

import contextlib
import time
from collections.abc import Callable, Iterator
from pathlib import Path

# Generous bounds for a slow machine: a test waits until something holds, it never measures how long that took.
SECONDS_AT_MOST = 60


def children(server: int) -> set[int]:
    """Every process that `server` started and that still runs."""
    return {process for process, parent in _processes() if parent == server}


def schedulers(server: int) -> set[int]:
    """The scheduler's processes among them."""
    return {child for child in children(server) if "worker --with-parent" in _command_of(child)}


def alive(processes: set[int]) -> set[int]:
    """Those of `processes` that still run."""
    return processes & {process for process, _ in _processes()}


def wait_until(holds: Callable[[], object], what: str) -> None:
    """Wait until `holds()`; fail because `what` did not come."""
    give_up_at = time.monotonic() + SECONDS_AT_MOST
    while not holds():
        assert time.monotonic() < give_up_at, f"not within {SECONDS_AT_MOST} seconds: {what}"
        time.sleep(0.1)


def _processes() -> Iterator[tuple[int, int]]:
    """Each running process and its parent; one that has ended and waits to be collected does not run."""
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            # The name in parentheses may hold anything; state and parent follow the last one (proc_pid_stat(5)).
            state, parent, *_ = (
                (folder / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
            )
            if state != "Z":
                yield int(folder.name), int(parent)


def _command_of(process: int) -> str:
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        return Path(f"/proc/{process}/cmdline").read_text(encoding="utf-8", errors="replace").replace("\0", " ")
    return ""
