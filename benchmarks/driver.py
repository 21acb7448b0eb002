"""The load driver: many kept-alive connections from one process, each sending its next request on the last answer.

Run as a process of its own: it reads one Load as JSON from standard input and prints one JSON result. Plain sockets and
one selector, because an HTTP library would cost more than the server that is measured.
"""

import json
import selectors
import socket
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from itertools import cycle

_MOST_SECONDS = 120  # no measure runs longer, whatever the server does
_CHUNK = 65_536


@dataclass(frozen=True)
class Load:
    """What is sent: `clients` connections for `seconds`, the requests in turn (`once`: until each was sent once)."""

    port: int
    clients: int
    seconds: float
    requests: Sequence[str]  # whole HTTP/1.1 requests, ASCII
    once: bool


@dataclass
class Outcome:
    """What came back: seconds of each answer, how often each status, how long it all took."""

    latencies: list[float] = field(default_factory=list)
    statuses: dict[str, int] = field(default_factory=dict)
    elapsed: float = 0.0


class _Client:
    """One connection with at most one request under way."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._received = bytearray()
        self._sent_at = 0.0

    def send(self, request: bytes) -> None:
        self._received.clear()
        self._sent_at = time.perf_counter()
        self.socket.sendall(request)

    def receive(self) -> tuple[float, str] | None:
        """Seconds and status of the answer, once it is whole."""
        chunk = self.socket.recv(_CHUNK)
        if not chunk:
            raise ConnectionError("the server closed a connection in the middle of an answer")
        self._received += chunk
        if not _is_whole(self._received):
            return None
        return time.perf_counter() - self._sent_at, self._received[9:12].decode()


def drive(load: Load) -> Outcome:
    """Send the load and gather the answers."""
    outcome, selector = Outcome(), selectors.DefaultSelector()
    clients = [_Client(load.port) for _ in range(load.clients)]
    requests = _requests(load)
    for client in clients:
        selector.register(client.socket, selectors.EVENT_READ, client)
    began_at = time.perf_counter()
    stops_at = began_at + min(load.seconds, _MOST_SECONDS)
    busy = sum(_send_next(client, requests) for client in clients)
    while busy:
        ready = selector.select(timeout=_MOST_SECONDS)
        if not ready:
            raise TimeoutError("the server no longer answers")
        for key, _ in ready:
            answered = key.data.receive()
            if answered is None:
                continue
            seconds, status = answered
            outcome.latencies.append(seconds)
            outcome.statuses[status] = outcome.statuses.get(status, 0) + 1
            if time.perf_counter() >= stops_at or not _send_next(key.data, requests):
                busy -= 1
    outcome.elapsed = time.perf_counter() - began_at
    for client in clients:
        client.socket.close()
    return outcome


def _requests(load: Load) -> Iterator[bytes]:
    encoded = [request.encode("ascii") for request in load.requests]
    return iter(encoded) if load.once else cycle(encoded)


def _send_next(client: _Client, requests: Iterator[bytes]) -> bool:
    request = next(requests, None)
    if request is None:
        return False
    client.send(request)
    return True


def _is_whole(received: bytearray) -> bool:
    head_ends = received.find(b"\r\n\r\n")
    if head_ends < 0:
        return False
    head = bytes(received[:head_ends]).lower()
    if head[9:12] in {b"304", b"204"}:
        return True
    found = head.find(b"\r\ncontent-length:")
    if found < 0:
        raise ValueError(f"an answer without a length: {head[:200]!r}")
    length = int(head[found + 17 :].split(b"\r\n", 1)[0])
    return len(received) >= head_ends + 4 + length


if __name__ == "__main__":
    print(json.dumps(asdict(drive(Load(**json.load(sys.stdin))))))
