"""How much memory the processes of a measured server hold (Linux)."""

from pathlib import Path

from benchmarks.servers import SERVICE


def web_process_mib(port: int) -> int:
    """Resident memory of the biggest worker of the server that `benchmarks.servers` started for `port`, in MiB."""
    started = f"benchmarks.servers\0{SERVICE}\0{port}\0"
    servers = [pid for pid in _pids() if started in _read(pid, "cmdline")]
    workers = [pid for pid in _pids() if _parent(pid) in servers]
    return max(_resident(pid) for pid in workers)


def _pids() -> list[int]:
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]


def _parent(pid: int) -> int:
    """The process that started it, by what follows the name in /proc/PID/stat; 0 once it has ended."""
    _state, parent, *_ = [*_read(pid, "stat").rpartition(")")[2].split(), "", "0"]
    return int(parent or 0)


def _resident(pid: int) -> int:
    lines = dict(line.split(":", 1) for line in _read(pid, "status").splitlines())
    return int(lines.get("VmRSS", "0 kB").split()[0]) // 1024


def _read(pid: int, name: str) -> str:
    try:
        return Path(f"/proc/{pid}/{name}").read_text(encoding="utf-8", errors="replace")
    except OSError:  # it has ended meanwhile
        return ""
