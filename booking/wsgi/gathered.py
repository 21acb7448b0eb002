"""Answers requests on one processor, where the threads of a web process gather (`booking.processors`)."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from booking.processors import Gathering

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


class Gathered:
    """The app, each of whose threads joins the gathering before it computes."""

    def __init__(self, app: "WSGIApplication", gathering: Gathering) -> None:
        self._app = app
        self._gathering = gathering

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer a request."""
        self._gathering.join()
        return self._app(environ, start_response)
