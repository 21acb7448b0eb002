"""Lets browsers walk in a process of their own, and adds up for how long the server computed meanwhile."""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from benchmarks.size.processes import computed_by, web_processes
from benchmarks.town import Place
from benchmarks.web.driver import Walked
from benchmarks.web.journeys import Errand


@dataclass(frozen=True)
class Server:
    """What is measured: the app that `benchmarks.servers` started, and its port."""

    app: str
    port: int


@dataclass(frozen=True)
class Walk:
    """What some browsers did, and for how many milliseconds the web processes computed for all of it."""

    walked: Walked
    computed: float

    @property
    def journeys(self) -> int:
        """How many ways came to an end."""
        return sum(self.walked.ends.values())

    @property
    def rate(self) -> float:
        """Journeys a second."""
        return self.journeys / self.walked.elapsed

    @property
    def each(self) -> float:
        """Milliseconds of processor time for one journey."""
        return self.computed / self.journeys

    def page(self, share: float) -> float:
        """Milliseconds within which this share of all requests was answered."""
        ordered = sorted(second for seconds in self.walked.seconds.values() for second in seconds)
        return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def walk(server: Server, browsers: int, errands: Sequence[Errand]) -> Walk:
    """Let so many browsers walk these errands."""
    processes = web_processes(server.port, server.app)
    given = {
        "port": server.port,
        "browsers": browsers,
        "errands": [asdict(errand) for errand in errands],
        "watched": [process.pid for process in processes] if browsers == 1 else [],
    }
    before = computed_by(processes)
    driver = subprocess.run(
        [sys.executable, "-m", "benchmarks.web.driver"],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        check=False,
    )
    if driver.returncode:
        *_, complaint = ["", *driver.stderr.strip().splitlines()]
        raise RuntimeError(f"the browsers ended with status {driver.returncode} {complaint}")
    return Walk(Walked(**json.loads(driver.stdout)), computed_by(processes) - before)


def bookings(places: Iterator[Place], cookies: Iterator[str], count: int) -> list[Errand]:
    """So many seekers who book, each the next of `places`."""
    found = [
        Errand("seeker", cookie, {"procedure": place.procedure, "starts_at": place.starts_at.isoformat()})
        for _, cookie, place in zip(range(count), cookies, places, strict=False)
    ]
    if len(found) < count:
        raise RuntimeError("there are too few seekers or places for this measure")
    return found
