"""Sends a load from a process of its own and sums up what came back."""

import json
import statistics
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from benchmarks.driver import Load, Outcome


@dataclass(frozen=True)
class Measured:
    """One measure: answers a second, milliseconds within which half, 99 % and all were answered, counts by status."""

    rate: float
    p50: float
    p99: float
    slowest: float
    statuses: Mapping[str, int]


def measure(port: int, requests: Sequence[str], *, clients: int, seconds: float, once: bool = False) -> Measured:
    """What the server at `port` does under this load."""
    load = Load(port=port, clients=clients, seconds=seconds, requests=requests, once=once)
    driver = subprocess.run(
        [sys.executable, "-m", "benchmarks.driver"],
        input=json.dumps(asdict(load)),
        capture_output=True,
        text=True,
        check=False,
    )
    if driver.returncode:
        *_, complaint = ["", *driver.stderr.strip().splitlines()]
        raise RuntimeError(f"the driver ended with status {driver.returncode} {complaint}")
    return summary(Outcome(**json.loads(driver.stdout)))


def median_of(rounds: Sequence[Measured]) -> Measured:
    """The rounds as one: medians of rates and times, sums of counts."""
    statuses: dict[str, int] = {}
    for one in rounds:
        for status, count in one.statuses.items():
            statuses[status] = statuses.get(status, 0) + count
    return Measured(
        rate=statistics.median(one.rate for one in rounds),
        p50=statistics.median(one.p50 for one in rounds),
        p99=statistics.median(one.p99 for one in rounds),
        slowest=statistics.median(one.slowest for one in rounds),
        statuses=statuses,
    )


def request(
    method: str, path: str, *, headers: Mapping[str, str] | None = None, body: Mapping[str, object] | None = None
) -> str:
    """A whole HTTP/1.1 request; a body is sent as JSON in ASCII."""
    content = "" if body is None else json.dumps(body)
    lines = [
        f"{method} {path} HTTP/1.1",
        "Host: 127.0.0.1",
        *(f"{name}: {value}" for name, value in (headers or {}).items()),
    ]
    if body is not None:
        lines += ["Content-Type: application/json", f"Content-Length: {len(content)}"]
    return "\r\n".join([*lines, "", content])


def summary(outcome: Outcome) -> Measured:
    """What came back, as one measure."""
    ordered = sorted(outcome.latencies)
    if not ordered:
        raise RuntimeError("nothing was sent: the load held no request")
    return Measured(
        rate=len(ordered) / outcome.elapsed,
        p50=1000 * ordered[len(ordered) // 2],
        p99=1000 * ordered[min(len(ordered) - 1, len(ordered) * 99 // 100)],
        slowest=1000 * ordered[-1],
        statuses=outcome.statuses,
    )
