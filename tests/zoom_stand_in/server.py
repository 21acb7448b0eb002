"""The HTTP server: raw paths, keep-alive, and connections that break without an answer."""

import json
import socket
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.zoom_stand_in.answers import Answer
from tests.zoom_stand_in.control import PREFIX, Control
from tests.zoom_stand_in.received import Received
from tests.zoom_stand_in.world.account import Account
from tests.zoom_stand_in.world.world import World


class Server(ThreadingHTTPServer):
    """Listens on this machine only; port 0 takes a free one."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, world: World, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        world.base_url = f"http://127.0.0.1:{self.server_address[1]}"
        self.world = world
        self.account = Account(world)
        self.control = Control(self.account)

    @property
    def base_url(self) -> str:
        """Where it listens."""
        return self.world.base_url

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is no error of ours; everything else is shown."""
        import sys

        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)


class Handler(BaseHTTPRequestHandler):
    """Reads one request and sends one answer."""

    protocol_version = "HTTP/1.1"
    timeout = 60
    server: Server

    def _handle(self) -> None:
        raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        sent = Received(self.command, self.path, {name.lower(): value for name, value in self.headers.items()}, raw)
        answer = self._controlled(sent) if sent.path.startswith(PREFIX) else self.server.account.answer(sent)
        if answer is None:
            self._break()
        else:
            self._send(answer)

    do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = _handle  # noqa: N815 (http.server looks for these names)

    def _controlled(self, sent: Received) -> Answer:
        try:
            return Answer(200, self.server.control.do(sent.path.removeprefix(PREFIX), json.loads(sent.raw or b"{}")))
        except (LookupError, TypeError, ValueError) as wrong:
            return Answer(400, {"wrong": repr(wrong)})

    def _send(self, answer: Answer) -> None:
        kind, body = answer.encoded()
        self.send_response(answer.status)
        if kind:
            self.send_header("Content-Type", kind)
        for name, value in {"x-zm-trackingid": "v=2.0;stand-in", **answer.headers}.items():
            self.send_header(name, value)
        if answer.status != 204:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _break(self) -> None:
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)

    log_message: Callable[..., None] = lambda *_arguments: None
