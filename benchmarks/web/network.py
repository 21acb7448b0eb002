"""Bytes and requests of each step of a booking, as a browser makes them that keeps what it may keep."""

import gzip
import re
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from html import unescape
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.databases import database_on
from benchmarks.report import heading
from benchmarks.servers import SERVICE, serving
from benchmarks.town import Town
from benchmarks.web.journeys import Ask, Errand, Page, way_of
from benchmarks.web.people import with_passwords
from database.base import db

_PARTS = re.compile(r'<(?:link rel="(?:icon|stylesheet)" |script |img )[^>]*?(?:href|src)="(/[^"]+)"')
_SENT = {"sign in": "ログイン", "hold": "予約する", "agree": "同意する", "write": "確認へ進む", "submit": "申込み"}


@dataclass
class _Browser:
    """A browser with what it keeps: cookies, and files that it need not ask for again."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    kept: set[str] = field(default_factory=set)
    requests: int = 0
    received: int = 0

    def load(self, ask: Ask) -> Page:
        """Ask, and load whatever the page needs and the browser does not have."""
        self.requests = self.received = 0
        page = self._send(ask)
        for address in dict.fromkeys(map(unescape, _PARTS.findall(page.text))):
            if address not in self.kept:
                self._send(Ask(ask.step, address))
        return page

    def _send(self, ask: Ask) -> Page:
        headers = {"Accept-Encoding": "gzip, deflate, br"}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if ask.form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = HTTPConnection("127.0.0.1", self.port)
        body = None if ask.form is None else urlencode(ask.form)
        connection.request("GET" if ask.form is None else "POST", ask.path, body=body, headers=headers)
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        self._note(ask, answer, content)
        plain = gzip.decompress(content) if answer.headers.get("Content-Encoding") == "gzip" else content
        return Page(answer.status, plain.decode(), answer.headers.get("Location"))

    def _note(self, ask: Ask, answer: HTTPResponse, content: bytes) -> None:
        self.requests += 1
        self.received += len(content) + sum(len(name) + len(value) + 4 for name, value in answer.headers.items())
        if "max-age" in answer.headers.get("Cache-Control", ""):
            self.kept.add(ask.path)
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value


def measure_network() -> None:
    """Print the table of a seeker who comes for the first time, signs in and books."""
    with tempfile.TemporaryDirectory(prefix="madoguchi-net-") as made, database_on("sqlite", Path(made)) as url:
        town = Town(url, Path(made), 2)
        with town.app().app_context():
            (door,) = with_passwords(1)
            db.session.remove()
            db.engine.dispose()
        place = next(town.places)
        facts = {"procedure": place.procedure, "starts_at": place.starts_at.isoformat()}
        with serving(SERVICE, folder=Path(made), settings=town.settings) as port:
            browser = _Browser(port)
            rows = [
                *_walked(browser, Errand("seeker", "", facts), steps=1),  # looks first, and signs in then
                *_walked(browser, Errand("sign-in", "", asdict(door))),
                *_walked(browser, Errand("seeker", "", facts)),
            ]
    print("\n".join([*heading("step", "requests", "bytes received"), *rows]))


def _walked(browser: _Browser, errand: Errand, *, steps: int = 99) -> Iterator[str]:
    way = way_of(errand)
    ask = next(way)
    for _ in range(steps):
        page = browser.load(ask)
        yield f"| {_SENT.get(ask.step, ask.step)} | {browser.requests} | {browser.received:,} |"
        try:
            ask = way.send(page)
        except StopIteration:
            return
