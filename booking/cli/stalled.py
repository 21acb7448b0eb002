"""Ends the connections of senders who keep a thread waiting: the server itself has no end to its patience for a body.

Linux tells of each connection when it last sent something (tcp(7), TCP_INFO). Where that cannot be known, no connection
is ended, and only the bound on waiting threads protects (`booking.wsgi.request_bodies`).
"""

import contextlib
import os
import socket
import stat
import struct
import threading
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack

from database.places import Places

# For a whole body: a form of some kilobytes takes a phone with one bar two seconds. Less than the server's patience
# when it is told to stop.
LONGEST_SECONDS = 15.0
LONGEST_SECONDS_WHILE_LEAVING = 3.0
_LOOKS_EVERY_SECONDS = 1.0
_SPARED_SECONDS = 3.0
_JUST_NOW_SECONDS = 1.0

# struct tcp_info of <linux/tcp.h>: eight bytes, and then numbers of 32 bits.
_LAST_SENT, _LAST_RECEIVED = 9, 11
_TCP_INFO = struct.Struct("=8x12I")


def watch(waiting: Places, *, is_leaving: Callable[[], bool]) -> None:
    """From now on, in a thread of its own, end the senders of bodies who keep somebody in `waiting` too long."""
    threading.Thread(target=_watch, args=(waiting, is_leaving), daemon=True).start()


def _watch(waiting: Places, is_leaving: Callable[[], bool]) -> None:
    ports: set[int] = set()
    while True:
        time.sleep(_LOOKS_EVERY_SECONDS)
        ports = ports or listening_ports()  # kept, because a server that stops listens no more
        end_stalled(waiting, ports, longest=LONGEST_SECONDS_WHILE_LEAVING if is_leaving() else LONGEST_SECONDS)


def end_stalled(waiting: Places, ports: Collection[int], *, longest: float) -> None:
    """End whoever keeps somebody in `waiting` for longer than so many seconds, on a connection to these ports."""
    waited = waiting.longest
    if waited >= longest:
        # A sender who has just sent something may be a newcomer on a connection that was idle, and is left alone at
        # first.
        end_silent_connections(ports, longest, spare_latest=waited < longest + _SPARED_SECONDS)


def listening_ports() -> set[int]:
    """The ports at which this process listens."""
    with ExitStack() as opened:
        return {_port(found) for found in map(opened.enter_context, _own_sockets()) if _listens(found)}


def end_silent_connections(ports: Collection[int], seconds: float, *, spare_latest: bool = False) -> int:
    """End the connections to these ports of ours on which nothing was answered for so long; answer how many.

    The one that somebody waits for is among them, and those that lie idle, which any server may end at any time.
    """
    ended = 0
    with ExitStack() as opened:
        for found in map(opened.enter_context, _own_sockets()):
            if _port(found) in ports and not _listens(found) and _is_silent(found, seconds, spare_latest):
                with contextlib.suppress(OSError):  # its other end was quicker
                    found.shutdown(socket.SHUT_RDWR)
                    ended += 1
    return ended


def _own_sockets() -> Iterator[socket.socket]:
    """This process's TCP sockets, each as a copy of its own that does not change when the server closes its one."""
    for name in os.listdir("/proc/self/fd"):  # noqa: PTH208  numbers are wanted, not paths
        with contextlib.suppress(OSError):
            if not stat.S_ISSOCK(os.fstat(int(name)).st_mode):
                continue
            found = socket.socket(fileno=os.dup(int(name)))
            if found.family in {socket.AF_INET, socket.AF_INET6} and found.type == socket.SOCK_STREAM:
                yield found
            else:
                found.close()


def _port(found: socket.socket) -> int:
    return int(found.getsockname()[1])


def _listens(found: socket.socket) -> bool:
    return bool(found.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN))


def _is_silent(found: socket.socket, seconds: float, spare_latest: bool) -> bool:
    info = found.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, _TCP_INFO.size)
    if len(info) < _TCP_INFO.size:
        return False
    milliseconds = _TCP_INFO.unpack(info)
    is_latest = milliseconds[_LAST_RECEIVED] < _JUST_NOW_SECONDS * 1000
    return milliseconds[_LAST_SENT] >= seconds * 1000 and not (spare_latest and is_latest)
