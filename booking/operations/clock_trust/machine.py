"""What this machine knows of time beside its clock: how long it has been running, and since which start."""

import time
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
_BOOT_TIME: int | None = getattr(time, "CLOCK_BOOTTIME", None)  # counts on while the machine sleeps; Linux alone has it


@dataclass(frozen=True)
class MachineTime:
    """The clock (UTC), and the seconds since the start `boot` of the machine, which no setting of the clock changes."""

    real: datetime
    boot: str
    running: float


def machine_time() -> MachineTime:
    """What the machine says at this moment."""
    return MachineTime(datetime.now(UTC), _boot(), _running())


def _known_boot() -> str:
    try:
        return _BOOT_ID.read_text(encoding="ascii").strip()
    except OSError:
        return ""


_KNOWN = _known_boot() if _BOOT_TIME is not None else ""
_OF_THIS_PROCESS = str(uuid.uuid4())  # where the machine names no start: then nothing is known from before this one


def _boot() -> str:
    return _KNOWN or _OF_THIS_PROCESS


def _running() -> float:
    return time.clock_gettime(_BOOT_TIME) if _KNOWN and _BOOT_TIME is not None else time.monotonic()
