"""The browsers: one process, plain sockets and one selector, as for the load of programs (`benchmarks.driver`).

It reads errands as JSON from standard input and prints what became of them. Each browser has a connection that it keeps
and a cookie of its own for each errand; when it has walked one it takes the next. Pages come packed, as to any browser;
what is counted are the bytes of the page.
"""

import gzip
import json
import selectors
import socket
import sys
import time
from collections import defaultdict, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from benchmarks.size.processes import WebProcess, computed_by
from benchmarks.web.journeys import Ask, Errand, Page, Way, way_of

_MOST_SECONDS = 120
_CHUNK = 262_144


@dataclass
class Walked:
    """What came back: of each step seconds and bytes of content, how often each status and each end; the time of all.

    With one browser also the milliseconds for which the server computed for each step.
    """

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    sizes: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    statuses: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    ends: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    computed: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    elapsed: float = 0.0


class _Browser:
    """One connection and the errand that it walks."""

    def __init__(self, port: int, errands: "deque[Errand]", walked: Walked, servers: Sequence[WebProcess]) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._errands, self._walked, self._servers = errands, walked, servers
        self._received = bytearray()
        self._sent_at = self._computed = 0.0
        self._way: Way
        self._asked: Ask
        self._cookie = ""

    def take_errand(self) -> bool:
        """Begin the next errand; False if there is none left."""
        if not self._errands:
            return False
        errand = self._errands.popleft()
        self._way, self._cookie = way_of(errand), errand.cookie
        self._send(next(self._way))
        return True

    def receive(self) -> bool:
        """Read what there is, and walk on once an answer is whole; False when there is nothing left to do."""
        chunk = self.socket.recv(_CHUNK)
        if not chunk:
            raise ConnectionError("the server closed a connection in the middle of an answer")
        self._received += chunk
        head_ends = self._received.find(b"\r\n\r\n")
        if head_ends < 0:
            return True
        headers = _headers(bytes(self._received[:head_ends]))
        content = bytes(self._received[head_ends + 4 :])
        if len(content) < int(headers["content-length"]):
            return True
        return self._go_on(headers, content)

    def _go_on(self, headers: Mapping[str, str], content: bytes) -> bool:
        asked, walked = self._asked, self._walked
        walked.seconds[asked.step].append(time.perf_counter() - self._sent_at)
        if headers.get("content-encoding") == "gzip":
            content = gzip.decompress(content)
        walked.sizes[asked.step].append(len(content))
        if self._servers:
            walked.computed[asked.step].append(computed_by(self._servers) - self._computed)
        walked.statuses[headers["status"]] += 1
        self._cookie = headers.get("set-cookie", self._cookie).split(";", 1)[0]
        page = Page(int(headers["status"]), content.decode(), headers.get("location"))
        try:
            self._send(self._way.send(page))
        except StopIteration as end:
            walked.ends[end.value] += 1
            return self.take_errand()
        return True

    def _send(self, ask: Ask) -> None:
        self._asked = ask
        body = "" if ask.form is None else urlencode(ask.form)
        lines = [
            f"{'GET' if ask.form is None else 'POST'} {ask.path} HTTP/1.1",
            "Host: 127.0.0.1",
            "Accept-Encoding: gzip",
        ]
        if self._cookie:
            lines.append(f"Cookie: {self._cookie}")
        if ask.form is not None:
            lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
        self._received.clear()
        self._computed = computed_by(self._servers)
        self._sent_at = time.perf_counter()
        self.socket.sendall("\r\n".join([*lines, "", body]).encode("ascii"))


def walk(port: int, browsers: int, errands: Sequence[Errand], servers: Sequence[WebProcess]) -> Walked:
    """Let so many browsers walk all errands; `servers` are the processes that are watched while a single one does."""
    walked, waiting, selector = Walked(), deque(errands), selectors.DefaultSelector()
    opened = [_Browser(port, waiting, walked, servers) for _ in range(browsers)]
    began_at = time.perf_counter()
    busy = 0
    for browser in opened:
        selector.register(browser.socket, selectors.EVENT_READ, browser)
        busy += browser.take_errand()
    while busy:
        ready = selector.select(timeout=_MOST_SECONDS)
        if not ready:
            raise TimeoutError("the server no longer answers")
        busy -= sum(not key.data.receive() for key, _ in ready)
    walked.elapsed = time.perf_counter() - began_at
    for browser in opened:
        browser.socket.close()
    return walked


def _headers(head: bytes) -> Mapping[str, str]:
    first, *lines = head.decode("latin-1").split("\r\n")
    named = (line.split(": ", 1) for line in lines)
    return {"status": first.split(" ", 2)[1], **{name.lower(): value for name, value in named}}


if __name__ == "__main__":
    given = json.load(sys.stdin)
    wanted = [Errand(**errand) for errand in given["errands"]]
    watched = [WebProcess(pid) for pid in given["watched"]]
    print(json.dumps(vars(walk(given["port"], given["browsers"], wanted, watched))))
