"""Reads the bodies of requests whole, so that slow senders occupy few threads and nothing half sent is taken for whole.

Nothing is read before somebody asks: what a view or a guard refuses by the headers alone costs no waiting. The server
waits for the bytes without an end of its own; `booking.cli.stalled` ends what takes too long.
"""

from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from typing import IO, TYPE_CHECKING, Any, cast

from flask import Flask, Request
from werkzeug.exceptions import ClientDisconnected, LengthRequired, RequestEntityTooLarge

from database.places import Places

if TYPE_CHECKING:
    from _typeshed.wsgi import InputStream, StartResponse, WSGIApplication, WSGIEnvironment

# Together with the threads that may wait for a lock (database.locks) fewer than all of a web process.
READERS = 3
LARGEST = 256 * 1024  # bytes; a file of meetings has some hundred kilobytes, the largest form ten

_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


_EXTENSION = "request_bodies"
_LARGEST_HERE = "madoguchi.largest_body"  # in the environ of a request to a path that takes more


class BodyRequest(Request):
    """A request that may be as large as its path takes, whoever reads it first."""

    def __init__(self, environ: "WSGIEnvironment", *args: Any, **kwargs: Any) -> None:
        super().__init__(environ, *args, **kwargs)
        if _LARGEST_HERE in environ:
            self.max_content_length = environ[_LARGEST_HERE]


def read_bodies(app: Flask, *, larger: Mapping[str, int]) -> None:
    """Let the app's requests have their bodies whole or not at all; `larger` are bytes of paths that take more."""
    app.extensions[_EXTENSION] = bodies = RequestBodies(app.wsgi_app, larger=larger)
    app.request_class = BodyRequest
    app.wsgi_app = bodies  # type: ignore[method-assign]  # Flask's way


def waiting_for_bodies(app: Flask) -> Places:
    """The places of the threads that wait for a body."""
    bodies: RequestBodies = app.extensions[_EXTENSION]
    return bodies.waiting


class RequestBodies:
    """The app, which gets bodies that are there whole or not at all."""

    def __init__(
        self, app: "WSGIApplication", *, readers: int = READERS, larger: Mapping[str, int] | None = None
    ) -> None:
        self._app = app
        self._larger = larger or {}
        self.waiting = Places(readers)

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer a request."""
        if "CONTENT_LENGTH" not in environ and "HTTP_TRANSFER_ENCODING" not in environ:
            return self._app(environ, start_response)
        if environ.get("PATH_INFO") in self._larger:
            environ[_LARGEST_HERE] = self._larger[environ["PATH_INFO"]]
        environ["wsgi.input"] = body = _Body(environ, self.waiting)

        def answering(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
            # The server ends a connection on which something is left to be read; nobody may ask on it once more.
            last = [("Connection", "close")] if body.is_left else []
            return start_response(status, [*headers, *last], *error)

        return self._app(environ, answering)


class _Body:
    """A body that is read whole when somebody first asks for some of it."""

    def __init__(self, environ: "WSGIEnvironment", waiting: Places) -> None:
        self._environ, self._waiting = environ, waiting
        self._sent: InputStream = environ["wsgi.input"]
        self._whole: IO[bytes] | None = None

    @property
    def is_left(self) -> bool:
        """Whether there is a body that nobody has read to its end."""
        return self._whole is None and _length(self._environ) != 0

    def read(self, size: int = -1, /) -> bytes:
        """So many bytes, or all.

        Raises:
            NoPlace: as many threads as may wait for bodies do so already.
            LengthRequired: a form does not tell its length, so that nobody could tell whether it ended early.
            ClientDisconnected: it ended early.
            RequestEntityTooLarge: it is longer than anything that we take.
        """
        return self._content().read(size)

    def readline(self, size: int = -1, /) -> bytes:
        """As `read`, to the end of the line at most."""
        return self._content().readline(size)

    def readlines(self, hint: int = -1, /) -> list[bytes]:
        """As `read`, in lines."""
        return self._content().readlines(hint)

    def __iter__(self) -> Iterator[bytes]:
        """Line by line."""
        return iter(self._content())

    def _content(self) -> IO[bytes]:
        if self._whole is None:
            self._whole = BytesIO(self._read())
        return self._whole

    def _read(self) -> bytes:
        length = _length(self._environ)
        if length is None and self._environ.get("CONTENT_TYPE", "").lower().startswith(_FORMS):
            raise LengthRequired
        most = self._environ.get(_LARGEST_HERE, LARGEST) + 1  # one byte more than is taken, to notice what is too long
        with self._waiting.place():
            content = self._sent.read(most if length is None else min(length, most))
        if len(content) == most:
            raise RequestEntityTooLarge
        if length is not None and len(content) < length:
            raise ClientDisconnected
        return content


def _length(environ: "WSGIEnvironment") -> int | None:
    """What the sender says; None for a body in chunks."""
    if "HTTP_TRANSFER_ENCODING" in environ:
        return None
    length = cast("str", environ.get("CONTENT_LENGTH", ""))
    return int(length) if length.isascii() and length.isdigit() else 0
