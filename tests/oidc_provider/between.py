"""Stands between service and provider, and changes the answers where the provider itself would not misbehave."""

import contextlib
import http.client
import json
import time
from base64 import urlsafe_b64decode
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BufferedIOBase
from typing import Any, cast

from joserfc import jwt
from joserfc.jwk import RSAKey

Claims = dict[str, Any]


@dataclass
class Misbehaviour:
    """What is changed on the way. Tokens are signed anew with a key that is published beside the provider's own."""

    claims: Callable[[Claims], Claims] | None = None
    sign: Callable[[Claims], str] | None = None  # in another way than with that key
    document: Claims = field(default_factory=dict)  # of discovery
    away: bool = False
    moved: bool = False  # answers by redirects
    drips: str = ""  # the path whose answer comes by drops, without an end
    asked: list[str] = field(default_factory=list)  # the paths, as they came


class Between:
    """A provider's address of which the tests decide what it answers; `seconds` from our clock to the provider's."""

    def __init__(self) -> None:
        self.changes = Misbehaviour()
        self.provider_port = 0
        self.key = RSAKey.generate_key(2048, parameters={"kid": "between", "use": "sig"})
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.server.daemon_threads = True
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"

    def changed(self, path: str, body: bytes) -> bytes:
        """The body as it goes on."""
        changes = self.changes
        if path == "/.well-known/openid-configuration":
            return json.dumps({**json.loads(body), **changes.document}).encode()
        if path == "/jwks":
            return json.dumps({"keys": [*json.loads(body)["keys"], self.key.as_dict(private=False)]}).encode()
        if path == "/token" and (changes.claims or changes.sign) and b"id_token" in body:
            return self._with_other_token(json.loads(body))
        return body

    def signed(self, claims: Claims) -> str:
        """A token that the published key has signed."""
        return jwt.encode({"alg": "RS256", "kid": "between"}, claims, self.key)

    def _with_other_token(self, answer: Claims) -> bytes:
        part = answer["id_token"].split(".")[1]
        claims = json.loads(urlsafe_b64decode(part + "=" * (-len(part) % 4)))
        claims = self.changes.claims(claims) if self.changes.claims else claims
        return json.dumps({**answer, "id_token": (self.changes.sign or self.signed)(claims)}).encode()


def ago(minutes: int) -> int:
    """A moment of a token."""
    return int(time.time()) - minutes * 60


def _handler(between: Between) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._pass_on()

        def do_POST(self) -> None:
            self._pass_on()

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  the library's name
            """Say nothing."""

        def _pass_on(self) -> None:
            path = self.path.partition("?")[0]
            between.changes.asked.append(path)
            if between.changes.away:
                self.close_connection = True
                return
            if between.changes.moved:
                self._answer(302, [("Location", "/elsewhere")], b"")
                return
            if path == between.changes.drips:
                self.close_connection = True
                _drip(self.wfile)
                return
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            connection = http.client.HTTPConnection("127.0.0.1", between.provider_port, timeout=10)
            connection.request(self.command, self.path, body, dict(self.headers.items()))
            answer = connection.getresponse()
            kept = [(name, value) for name, value in answer.getheaders() if name.lower() not in _OF_THE_WAY]
            self._answer(answer.status, kept, between.changed(path, answer.read()))
            connection.close()

        def _answer(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
            self.send_response(status)
            for name, value in headers:
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    return cast("type[BaseHTTPRequestHandler]", Handler)


def _drip(way_back: BufferedIOBase) -> None:
    """Until the other side goes, or for half a minute."""
    with contextlib.suppress(OSError):
        way_back.write(b"HTTP/1.1 200 OK\r\nX-Drops: ")
        for _ in range(600):
            way_back.write(b".")
            time.sleep(0.05)


_OF_THE_WAY = {"connection", "content-length", "date", "keep-alive", "transfer-encoding"}
