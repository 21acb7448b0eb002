"""Lets a web process go politely: told that it will be stopped, it asks its clients to close their connections.

A client that keeps a connection open sends its next request at any moment, also at the one in which the server closes
it; nobody can tell it then whether the request was taken. So first every answer says `Connection: close` (RFC 9112
§9.6) for a while, and only then does the server stop.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


class Leaving:
    """The app; once `begun`, each answer is the last one of its connection."""

    def __init__(self, app: "WSGIApplication") -> None:
        self._app = app
        self.begun = False

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer a request."""
        if not self.begun:
            return self._app(environ, start_response)

        def closing(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
            return start_response(status, [*headers, ("Connection", "close")], *error)

        return self._app(environ, closing)

    def begin(self) -> None:
        """From now on ask the clients to leave."""
        self.begun = True
