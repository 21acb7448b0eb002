"""What the web process of a measured server holds, and for how long it computes (Linux)."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.servers import SERVICE

_NANOSECONDS = 1e6  # in a millisecond


@dataclass(frozen=True)
class Memory:
    """MiB that a process holds: `rss` with all that it shares with others, `pss` with its part of that."""

    rss: int
    pss: int

    def __str__(self) -> str:
        return f"{self.rss} ({self.pss})"


@dataclass(frozen=True)
class WebProcess:
    """A worker of a server."""

    pid: int

    def memory(self) -> Memory:
        """What it holds now."""
        lines = dict(line.split(":", 1) for line in _read(self.pid, "smaps_rollup").splitlines()[1:])
        rss, pss = (int(lines.get(name, "0 kB").split()[0]) // 1024 for name in ("Rss", "Pss"))
        return Memory(rss, pss)

    def computed(self) -> float:
        """Milliseconds of processor time since it started, finer than the ticks of /proc/PID/stat."""
        tasks = [task.name for task in Path(f"/proc/{self.pid}/task").iterdir()]
        spent = [_read(self.pid, f"task/{task}/schedstat").split() for task in tasks]
        return sum(int(on_processor) for on_processor, *_ in filter(None, spent)) / _NANOSECONDS


def web_process(port: int, app: str = SERVICE) -> WebProcess:
    """The biggest worker of the server that `benchmarks.servers` started for `port`, once it has answered."""
    return max(web_processes(port, app), key=lambda worker: worker.memory().rss)


def web_processes(port: int, app: str = SERVICE) -> list[WebProcess]:
    """All its workers."""
    started = f"benchmarks.servers\0{app}\0{port}\0"
    servers = [pid for pid in _pids() if started in _read(pid, "cmdline")]
    return [WebProcess(pid) for pid in _pids() if _parent(pid) in servers]


def computed_by(processes: Iterable[WebProcess]) -> float:
    """Milliseconds of processor time that they have used together."""
    return sum(process.computed() for process in processes)


def _pids() -> list[int]:
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]


def _parent(pid: int) -> int:
    """The process that started it, by what follows the name in /proc/PID/stat; 0 once it has ended."""
    _state, parent, *_ = [*_read(pid, "stat").rpartition(")")[2].split(), "", "0"]
    return int(parent or 0)


def _read(pid: int, name: str) -> str:
    try:
        return Path(f"/proc/{pid}/{name}").read_text(encoding="utf-8", errors="replace")
    except OSError:  # it has ended meanwhile
        return ""
