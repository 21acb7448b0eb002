"""Connections on which nothing is answered are ended, and no others."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from booking.cli.stalled import end_silent_connections, end_stalled, listening_ports
from database.places import Places
from tests.cli.processes import SECONDS_AT_MOST, wait_until

NEVER = 1e9


class Door:
    """A listening socket of this process, and both ends of the connections to it."""

    def __init__(self, opened: ExitStack) -> None:
        self._opened = opened
        self._listening = opened.enter_context(socket.create_server(("127.0.0.1", 0)))
        self.port = int(self._listening.getsockname()[1])

    def connection(self) -> tuple[socket.socket, socket.socket]:
        """The client's end and ours."""
        client = self._opened.enter_context(socket.create_connection(("127.0.0.1", self.port)))
        client.settimeout(SECONDS_AT_MOST)
        ours, _ = self._listening.accept()
        return client, self._opened.enter_context(ours)


@pytest.fixture
def door() -> Iterator[Door]:
    with ExitStack() as opened:
        yield Door(opened)


def test_a_client_who_is_not_answered_is_sent_away(door: Door) -> None:
    client, _ours = door.connection()
    client.sendall(b"half a form")
    assert end_silent_connections({door.port}, NEVER) == 0
    assert end_silent_connections({door.port}, 0) == 1
    assert client.recv(1) == b""


def test_whoever_has_just_sent_something_is_let_be_at_first(door: Door) -> None:
    client, _ours = door.connection()
    client.sendall(b"a new request")
    assert end_silent_connections({door.port}, 0, spare_latest=True) == 0


def test_connections_to_other_doors_stay(door: Door) -> None:
    """Those to the database, to Zoom, to the mail server."""
    _client, ours = door.connection()
    assert door.port in listening_ports()
    assert end_silent_connections(listening_ports() - {door.port}, 0) == 0
    ours.sendall(b"still open")


def test_only_whoever_keeps_somebody_waiting_too_long_is_ended(door: Door) -> None:
    waiting = Places(1)
    client, _ours = door.connection()
    client.sendall(b"half a form")
    with waiting.place():
        end_stalled(waiting, {door.port}, longest=NEVER)
        assert not ended(client)

        def looks() -> bool:
            end_stalled(waiting, {door.port}, longest=0.01)
            return ended(client)

        wait_until(looks, "the client is ended")


def ended(client: socket.socket) -> bool:
    """Whether the other end has closed."""
    client.setblocking(False)
    try:
        return client.recv(1) == b""
    except BlockingIOError:
        return False
