"""How tests speak to the stand-in, whether it runs in a thread or as a process of its own."""

import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import requests

from booking.settings.zoom import ZoomSettings
from tests.zoom_stand_in.answers import Json
from tests.zoom_stand_in.server import Server
from tests.zoom_stand_in.world.clock import Clock
from tests.zoom_stand_in.world.tokens import ACCOUNT_ID, CLIENT_ID, CLIENT_SECRET
from tests.zoom_stand_in.world.world import World

ROOT = Path(__file__).parents[2]
SECONDS_TO_CONTROL = 60


@dataclass(frozen=True)
class StandIn:
    """A running stand-in; every method is an order at its control door."""

    base_url: str

    @property
    def settings(self) -> ZoomSettings:
        """What the provider needs to talk to it."""
        return ZoomSettings(ACCOUNT_ID, CLIENT_ID, CLIENT_SECRET, f"{self.base_url}/oauth/token", f"{self.base_url}/v2")

    @property
    def environment(self) -> dict[str, str]:
        """The same for a process of the service."""
        return {
            "MADOGUCHI_MEETINGS": "zoom",
            "ZOOM_ACCOUNT_ID": ACCOUNT_ID,
            "ZOOM_CLIENT_ID": CLIENT_ID,
            "ZOOM_CLIENT_SECRET": CLIENT_SECRET,
            "ZOOM_API_URL": f"{self.base_url}/v2",
            "ZOOM_OAUTH_URL": f"{self.base_url}/oauth/token",
        }

    def order(self, name: str, /, **order: object) -> Json:
        """One order; what makes no sense fails the test."""
        answer = requests.post(f"{self.base_url}/_control/{name}", json=order, timeout=SECONDS_TO_CONTROL)
        answered: Json = answer.json()
        assert answer.status_code == 200, answered
        return answered

    def host(self, email: str, **traits: object) -> None:
        """Make or change a user: type, status, gone, may_host, uses_pmi, waits_in_room, policy."""
        self.order("user", email=email, **traits)

    def behave(self, **habits: object) -> None:
        """Change how it behaves from now on (habits.py)."""
        self.order("habits", **habits)

    def fault(self, kind: str, on: str = "", times: int | None = 1, **more: object) -> None:
        """Order a mishap for requests like `on` (faults.py)."""
        self.order("fault", kind=kind, on=on, times=times, **more)

    def mend(self) -> list[Json]:
        """Take all mishaps back; tells how often each befell."""
        befallen: list[Json] = self.order("mend")["befallen"]
        return befallen

    def at(self, moment: datetime) -> None:
        """Let its clock stand at this moment."""
        self.order("clock", at=moment.isoformat(), stands=True)

    def move(self, seconds: float) -> None:
        """Let so much of its time pass."""
        self.order("clock", move=seconds)

    def play(self, meeting_id: str, do: str, name: str = "", **more: object) -> str:
        """Let people do something in a meeting (playing.py, capturing.py); the uuid of its run."""
        return str(self.order("play", id=meeting_id, do=do, name=name, **more)["uuid"])

    def subscribe(self, url: str, secret: str) -> bool:
        """Register an address for webhooks; whether it answered the challenge."""
        return bool(self.order("subscribe", url=url, secret=secret)["validated"])

    def ways(self, **ways: object) -> None:
        """How deliveries go wrong (webhooks.py): copies, late, order, dropped, keeps_signature."""
        self.order("ways", **ways)

    def deliver(self) -> list[Json]:
        """Send the webhooks that are due; everything that was sent so far."""
        sent: list[Json] = self.order("deliver")["sent"]
        return sent

    @property
    def state(self) -> Json:
        """What is there and what happened."""
        return self.order("state")

    @property
    def live(self) -> list[Json]:
        """The meetings that are there, as GET shows them."""
        meetings: list[Json] = self.state["meetings"]
        return meetings

    @property
    def breaches(self) -> list[str]:
        """What was asked against the request schemas; a test of the provider finds none."""
        breaches: list[str] = self.state["breaches"]
        return breaches


@contextmanager
def standing_in(at: datetime | None = None, *, hosts: Sequence[str] = ()) -> Iterator[StandIn]:
    """A stand-in in a thread, its clock standing `at` this moment or running with the real one."""
    with Server(World(Clock(at, stands=True) if at else Clock())) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            stand_in = StandIn(server.base_url)
            for host in hosts:
                stand_in.host(host)
            yield stand_in
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def process(*arguments: str) -> Iterator[StandIn]:
    """A stand-in as a process of its own."""
    command = [sys.executable, "-m", "tests.zoom_stand_in", *arguments]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as running:
        try:
            assert running.stdout is not None
            yield StandIn(running.stdout.readline().strip())
        finally:
            running.terminate()
