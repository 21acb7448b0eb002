"""Ends calls that the other side draws out, at whichever byte: the limits of a socket count anew with each.

Imports requests: to be imported when somebody comes, not with the service.
"""

import contextlib
import socket
from threading import Lock, Timer
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool


class EndsInTime(HTTPAdapter):
    """For one session, whose calls are over so many seconds after this was made: the handshake, every header, the body.

    What is under way then fails as a connection that broke. Asking the resolver for an address has its own limits.
    """

    def __init__(self, seconds: float) -> None:
        self._limit = _Limit(seconds)
        super().__init__()

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Let the limit know each connection."""
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = _pools(self._limit)

    def proxy_manager_for(self, *args: Any, **kwargs: Any) -> Any:
        """The same on the way through a proxy."""
        manager = super().proxy_manager_for(*args, **kwargs)
        manager.pool_classes_by_scheme = _pools(self._limit)
        return manager

    def close(self) -> None:
        """All calls are done."""
        self._limit.end()
        super().close()


class _Limit:
    """Shuts connections when the time is over. It has them under handles of its own: TLS takes over the first ones."""

    def __init__(self, seconds: float) -> None:
        self._lock = Lock()
        self._over = False
        self._handles: list[socket.socket] = []
        self._timer = Timer(seconds, self._shut)
        self._timer.daemon = True
        self._timer.start()

    def holds_for(self, connection: socket.socket) -> None:
        with self._lock:
            if self._over:
                raise TimeoutError
            self._handles.append(connection.dup())

    def end(self) -> None:
        self._timer.cancel()
        with self._lock:
            for handle in self._handles:
                handle.close()
            self._handles.clear()

    def _shut(self) -> None:
        with self._lock:
            self._over = True
            for handle in self._handles:
                with contextlib.suppress(OSError):  # the other side has gone
                    handle.shutdown(socket.SHUT_RDWR)


def _pools(limit: _Limit) -> dict[str, type[HTTPConnectionPool]]:
    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            connection = super()._new_conn()
            limit.holds_for(connection)
            return connection

    class Secure(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            connection = super()._new_conn()
            limit.holds_for(connection)
            return connection

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}
