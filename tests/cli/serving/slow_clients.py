"""Clients who keep a server waiting, over plain sockets."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from tests.cli.processes import SECONDS_AT_MOST

HALF_A_FORM = (
    b"POST /login HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    b"Content-Length: 100\r\n\r\nem"
)


@contextmanager
def half_sent(port: int, *, how_many: int, sent: bytes = HALF_A_FORM) -> Iterator[list[socket.socket]]:
    """So many clients who have begun to send a form, and never go on."""
    with ExitStack() as connections:
        clients = []
        for _ in range(how_many):
            client = connections.enter_context(socket.create_connection(("127.0.0.1", port), timeout=SECONDS_AT_MOST))
            client.sendall(sent)
            clients.append(client)
        yield clients


def answer_of(client: socket.socket) -> bytes:
    """All that the server says until it closes the connection; nothing if it just ends it."""
    parts = []
    try:
        while part := client.recv(65_536):
            parts.append(part)
    except ConnectionError:
        pass
    return b"".join(parts)
