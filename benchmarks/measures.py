"""What is measured, in which order: floors and service in turn, several rounds, so that a slow minute hits both."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http.client import HTTPConnection

from benchmarks.invalidated import changing_of, nothing_changes, read_invalidated
from benchmarks.loads import Measured, measure, median_of, request
from benchmarks.town import LISTS, Town

CLIENTS = (1, 8, 32)
STORM_CLIENTS = 200
_POST = {"Content-Length": "0"}


@dataclass(frozen=True)
class Size:
    """How much is measured: rounds, seconds of each measure, the most bookings in a second that a round may need.

    `deliveries` wait for the workers, which send them once in each of four measures.
    """

    rounds: int
    seconds: float
    deliveries: int
    bookings_a_second: int = 500

    @property
    def bookings(self) -> int:
        """How many bookings one measure may use up."""
        return int(self.seconds * self.bookings_a_second)

    @property
    def seekers(self) -> int:
        """How many seekers the whole run uses up, one booking each, and some to warm up."""
        return self.rounds * (len(CLIENTS) * self.bookings + 2 * STORM_CLIENTS) + 100


QUICK = Size(rounds=1, seconds=0.8, deliveries=500)
SMALL = Size(rounds=3, seconds=1.5, deliveries=2_000)
FULL = Size(rounds=5, seconds=2.0, deliveries=5_000)

Results = Mapping[str, Measured]


def measure_all(town: Town, *, floors: int, service: int, size: Size) -> Results:
    """The medians by name; `floors` and `service` are the ports."""
    rounds: dict[str, list[Measured]] = defaultdict(list)
    _warm_up(town, floors, service)
    for _ in range(size.rounds):
        for name, measured in _one_round(town, floors, service, size):
            rounds[name].append(measured)
    return {name: median_of(several) for name, several in rounds.items()}


def _one_round(town: Town, floors: int, service: int, size: Size) -> Sequence[tuple[str, Measured]]:
    found = []
    for clients in CLIENTS:
        for floor in ("core", "orm"):
            load = [request("POST", f"/{floor}", headers=_POST)]
            found.append((f"{floor} {clients}", measure(floors, load, clients=clients, seconds=size.seconds)))
        found.append((f"bare {clients}", measure(floors, _bare(), clients=clients, seconds=size.seconds)))
        bookings = town.bookings(size.bookings)
        found.append(
            (f"booking {clients}", measure(service, bookings, clients=clients, seconds=size.seconds, once=True))
        )
    found.append(("storm different", _at_once(service, town.bookings(STORM_CLIENTS))))
    found.append(("storm same", _at_once(service, town.storm(STORM_CLIENTS))))
    found.extend(_reads(town, service, size))
    found.append(("bare long", measure(floors, [request("GET", "/long")], clients=8, seconds=size.seconds)))
    found.extend(_invalidated(town, floors, service, size))
    return found


def _at_once(port: int, requests: Sequence[str]) -> Measured:
    return measure(port, requests, clients=len(requests), seconds=60, once=True)


def _reads(town: Town, port: int, size: Size) -> Sequence[tuple[str, Measured]]:
    lists = town.slot_lists()
    path = lists[0].split(" ", 2)[1]
    return [
        ("slots computed", measure(port, lists, clients=8, seconds=size.seconds)),
        ("slots kept", measure(port, lists[:1], clients=8, seconds=size.seconds)),
        ("slots 304", measure(port, [_revalidation(port, path)], clients=8, seconds=size.seconds)),
        ("feed 200", measure(port, [request("GET", town.feed_path())], clients=8, seconds=size.seconds)),
        ("public 200", measure(port, [request("GET", town.public_feed_path())], clients=8, seconds=size.seconds)),
        ("public 304", measure(port, [_revalidation(port, town.public_feed_path())], clients=8, seconds=size.seconds)),
        ("feed 304", measure(port, [_revalidation(port, town.feed_path())], clients=8, seconds=size.seconds)),
        ("desk 200", measure(port, [request("GET", town.desk_feed_path())], clients=8, seconds=size.seconds)),
        ("desk 304", measure(port, [_revalidation(port, town.desk_feed_path())], clients=8, seconds=size.seconds)),
    ]


def _invalidated(town: Town, floors: int, service: int, size: Size) -> Sequence[tuple[str, Measured]]:
    """With one client, because each reading waits for the change before it; the floor is read by the same client."""
    change = changing_of(town)
    return [
        ("bare long 1", read_invalidated(floors, "/long", change=nothing_changes, seconds=size.seconds)),
        ("feed invalidated", read_invalidated(service, town.feed_path(), change=change, seconds=size.seconds)),
        ("desk invalidated", read_invalidated(service, town.desk_feed_path(), change=change, seconds=size.seconds)),
    ]


def _revalidation(port: int, path: str) -> str:
    connection = HTTPConnection("127.0.0.1", port)
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return request("GET", path, headers={"If-None-Match": answer.headers["ETag"]})


def _bare() -> list[str]:
    return [request("GET", "/bare")]


def _warm_up(town: Town, floors: int, service: int) -> None:
    """The first requests of a process load templates and fill caches; nobody waits for them in service."""
    for path in ("/core", "/orm"):
        measure(floors, [request("POST", path, headers=_POST)], clients=8, seconds=0.3)
    measure(floors, _bare(), clients=8, seconds=0.3)
    measure(service, town.bookings(50), clients=8, seconds=5, once=True)
    measure(service, town.slot_lists()[:LISTS], clients=8, seconds=5, once=True)
    for path in (town.feed_path(), town.desk_feed_path()):
        measure(service, [request("GET", path)], clients=1, seconds=5, once=True)
