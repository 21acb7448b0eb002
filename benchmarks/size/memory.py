"""How much memory the processes of a measured server hold (Linux)."""

from dataclasses import dataclass
from pathlib import Path

from benchmarks.servers import SERVICE


@dataclass(frozen=True)
class Memory:
    """MiB that a process holds: `rss` with all that it shares with others, `pss` with its part of that."""

    rss: int
    pss: int

    def __str__(self) -> str:
        return f"{self.rss} ({self.pss})"


def web_process_memory(port: int) -> Memory:
    """Of the biggest worker of the server that `benchmarks.servers` started for `port`."""
    started = f"benchmarks.servers\0{SERVICE}\0{port}\0"
    servers = [pid for pid in _pids() if started in _read(pid, "cmdline")]
    workers = [pid for pid in _pids() if _parent(pid) in servers]
    return max((_held(pid) for pid in workers), key=lambda memory: memory.rss)


def _pids() -> list[int]:
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]


def _parent(pid: int) -> int:
    """The process that started it, by what follows the name in /proc/PID/stat; 0 once it has ended."""
    _state, parent, *_ = [*_read(pid, "stat").rpartition(")")[2].split(), "", "0"]
    return int(parent or 0)


def _held(pid: int) -> Memory:
    lines = dict(line.split(":", 1) for line in _read(pid, "smaps_rollup").splitlines()[1:])
    rss, pss = (int(lines.get(name, "0 kB").split()[0]) // 1024 for name in ("Rss", "Pss"))
    return Memory(rss, pss)


def _read(pid: int, name: str) -> str:
    try:
        return Path(f"/proc/{pid}/{name}").read_text(encoding="utf-8", errors="replace")
    except OSError:  # it has ended meanwhile
        return ""
