"""`madoguchi serve` and `worker` as processes: one scheduler, and nothing left behind however they end."""

import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.processes import SECONDS_AT_MOST, alive, children, schedulers, wait_until
from tests.cli.serving.servers import COMMAND, Server, begun, serving


@pytest.fixture
def server(settings: dict[str, str], tmp_path: Path) -> Iterator[Server]:
    with serving(settings, tmp_path) as running:
        yield running


def only_scheduler(server: Server) -> int:
    wait_until(lambda: len(schedulers(server.process.pid)) == 1, "one scheduler runs")
    (scheduler,) = schedulers(server.process.pid)
    return scheduler


@pytest.mark.parametrize(
    "how",
    [signal.SIGTERM, signal.SIGKILL, pytest.param(signal.SIGINT, marks=pytest.mark.late)],
    ids=lambda sent: sent.name,
)
def test_however_the_server_ends_no_process_and_no_port_stays(server: Server, how: signal.Signals) -> None:
    assert server.answers()
    assert len(server.everything) == 3  # the server, one web process, one scheduler
    server.end(how)
    assert not server.answers()


def test_a_scheduler_that_dies_is_started_again_on_the_same_clock(server: Server) -> None:
    first = only_scheduler(server)
    clock = _clock_of(first)
    os.kill(first, signal.SIGKILL)
    wait_until(lambda: not alive({first}), "the killed scheduler is gone")
    second = only_scheduler(server)
    assert (second != first, _clock_of(second)) == (True, clock)
    assert server.answers()


def test_a_web_process_that_dies_is_replaced(server: Server) -> None:
    scheduler = only_scheduler(server)
    (web_process,) = children(server.process.pid) - {scheduler}
    os.kill(web_process, signal.SIGKILL)
    wait_until(lambda: not alive({web_process}) and server.answers(), "the server answers again")
    assert only_scheduler(server) == scheduler


def test_several_web_processes_have_one_scheduler_and_end_together(
    settings: dict[str, str], tmp_path: Path, postgresql_town_url: str
) -> None:
    settings["MADOGUCHI_DATABASE_URL"] = postgresql_town_url
    with serving(settings, tmp_path, "--workers", "2") as server:
        only_scheduler(server)
        wait_until(lambda: len(server.everything) == 4, "both web processes run")
        server.end(signal.SIGKILL)
        assert not server.answers()


@pytest.mark.late
def test_without_a_scheduler_only_the_pages_are_served(settings: dict[str, str], tmp_path: Path) -> None:
    with serving(settings, tmp_path, "--no-scheduler") as server:
        assert server.answers()
        assert len(server.everything) == 2


@pytest.mark.late
def test_an_address_of_ipv6_is_told_in_brackets_served_or_refused(settings: dict[str, str], tmp_path: Path) -> None:
    """A container that has no IPv6 refuses, and names the address in the same way."""
    with begun(settings, tmp_path, "--no-scheduler", host="::1") as server:
        log = (tmp_path / "serve.log").read_text(encoding="utf-8")
        said = "Madoguchi answers on http://" if _has_ipv6() else "madoguchi: cannot listen on "
        assert f"{said}[::1]:{server.port}" in log
        assert server.answers() == _has_ipv6()


def test_a_worker_of_its_own_ends_on_request(settings: dict[str, str], tmp_path: Path) -> None:
    log = tmp_path / "worker.log"
    with log.open("wb") as written:
        worker = subprocess.Popen([*COMMAND, "worker"], cwd=tmp_path, env=settings, stderr=written)
    try:
        wait_until(lambda: "the scheduler runs" in log.read_text(encoding="utf-8"), "the worker has started")
        worker.terminate()
        assert worker.wait(SECONDS_AT_MOST) == 0
    finally:
        worker.kill()
        worker.wait()


def _clock_of(process: int) -> str:
    """The offset of the clock that the server handed to a process."""
    given = Path(f"/proc/{process}/environ").read_text(encoding="utf-8").split("\0")
    (offset,) = (setting for setting in given if setting.startswith("MADOGUCHI_CLOCK_OFFSET="))
    return offset


def _has_ipv6() -> bool:
    """Whether Linux lists `::1` among the addresses of this machine."""
    addresses = Path("/proc/net/if_inet6")
    return addresses.exists() and f"{1:032x} " in addresses.read_text(encoding="utf-8")
