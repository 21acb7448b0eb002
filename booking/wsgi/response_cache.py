"""Gives an answer again as long as nothing was written and time has changed nothing (rules.md#caches).

A public answer that depends on its address, the database and the time alone is kept whole, with the stamp that the
database had before it was read and the moment until which time leaves it alone. Asked again, stamp and clock are looked
at and nothing else: no route, no session, no query. Every commit of any process makes another stamp, so that what was
booked a moment ago is never missing; then the view itself looks at what has become of the answer.

It is found again by what it depends on: its path and, if it says so, the parameters that such a view reads. Other
parameters make no other answer, so that nobody can fill the memory with one answer under a thousand addresses. (On
pages they may, such as one that names what to show again: with any of them the app answers, and nothing is kept.) Where
a page comes in several languages, `variant` says which one a request is given; with None the app answers every time.

A page that is kept is the one that strangers see: whoever's cookie holds a session is answered by the app.

An answer is packed once for all clients that can unpack it; packed it has a tag of its own (RFC 9110 §8.8.3.3).
Feeds are not: Outlook was seen to fail on a packed one.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

from flask import Flask, Response, current_app
from werkzeug.datastructures import Headers as WsgiHeaders
from werkzeug.http import remove_entity_headers
from werkzeug.wrappers import Response as PlainResponse

from booking.clock import Clock
from booking.wsgi.gzipped import gzipped, unpacks_gzip
from database.changes import Changes, ChangeStamp, Stamping

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_EXTENSION = "response_cache"
_MOST_BYTES = 4 * 1024 * 1024  # of a web process with 150 MiB in all (rules.md#speed)
_WORTH_PACKING = 1_400  # bytes; what a single packet holds comes no sooner
_BESIDE_CONTENT = 2_000  # bytes of headers and objects, more or less
_PARAMETERS = ("from", "to", "channel", "day")  # all that a kept answer may depend on beside its path
_LONGEST_QUERY = 200  # of letters; the parameters take fifty

Parameters = tuple[tuple[str, str], ...]
Address = tuple[str, str, Parameters | None]  # variant, path, what counts of the query
Variant = Callable[["WSGIEnvironment"], str | None]


@dataclass(frozen=True)
class Validity:
    """How long an answer stands: while the database has `stamp`, from `since` on and before `until`."""

    stamp: ChangeStamp | None
    since: datetime
    until: datetime

    def holds(self, stamp: ChangeStamp | None, now: datetime) -> bool:
        """Whether a reader would be given the same at `now`, if the database has `stamp`."""
        return stamp is not None and stamp == self.stamp and self.since <= now < self.until


class Answer:
    """A 200 whole, with the headers that it has as a 304."""

    def __init__(self, headers: WsgiHeaders, content: bytes) -> None:
        self.etag, self.content = headers["ETag"], content
        self.headers = headers.to_wsgi_list()

    def respond(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer a client, who may have it already."""
        if "HTTP_IF_MATCH" in environ or environ.get("HTTP_IF_NONE_MATCH", self.etag) != self.etag:
            conditional = PlainResponse(self.content, headers=self.headers).make_conditional(environ)
            return conditional(environ, start_response)
        if "HTTP_IF_NONE_MATCH" in environ:
            start_response("304 NOT MODIFIED", self._unchanged)
            return ()
        start_response("200 OK", self.headers)
        return () if environ["REQUEST_METHOD"] == "HEAD" else (self.content,)

    @cached_property
    def _unchanged(self) -> list[tuple[str, str]]:
        headers = list(self.headers)
        remove_entity_headers(headers)
        return headers


class Kept:
    """An answer for every client, packed (where it is worth it) or not, with how long it stands."""

    def __init__(
        self, validity: Validity, headers: WsgiHeaders, content: bytes, *, packs: bool, for_strangers: bool
    ) -> None:
        self.validity, self._headers, self.packs, self.for_strangers = validity, headers, packs, for_strangers
        self._plain = Answer(headers, content)
        self.counted = 0  # for how many bytes it was counted last

    @property
    def size(self) -> int:
        """About so many bytes, with the packed ones if there are any yet."""
        packed = self._packed.content if "_packed" in vars(self) else b""
        return len(self._plain.content) + len(packed) + _BESIDE_CONTENT

    def respond(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer a client."""
        answer = self._plain
        if self.packs and _unpacks(environ):
            answer = self._packed
        return answer.respond(environ, start_response)

    @cached_property
    def _packed(self) -> Answer:
        content = gzipped(self._plain.content)
        headers = WsgiHeaders(self._headers)
        headers["Content-Encoding"], headers["Content-Length"] = "gzip", str(len(content))
        headers["ETag"] = f'{self._plain.etag[:-1]}-gzip"'
        return Answer(headers, content)


class KeptResponse(Response):
    """A public 200 with its strong ETag (without quotes), given again while `validity` holds.

    With `packable=False` it goes out as it is, however long. With `of_query` it depends on what the query says of
    `from`, `to`, `channel` and `day`, and else on its path alone. With `for_strangers` it is a page that whoever has a
    session sees otherwise.
    """

    def __init__(
        self,
        content: bytes,
        *,
        etag: str,
        validity: Validity,
        content_type: str,
        headers: dict[str, str],
        packable: bool = True,
        of_query: bool = False,
        for_strangers: bool = False,
    ) -> None:
        super().__init__(content, content_type=content_type, headers=headers)
        self.set_etag(etag)
        self._content, self._validity = content, validity
        self._packs = packable and len(content) >= _WORTH_PACKING
        self._of_query, self._for_strangers = of_query, for_strangers

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Keep the answer with the headers that it has in the end, and tell it."""
        if self._packs:
            self.vary.add("Accept-Encoding")
        kept = Kept(
            self._validity,
            self.get_wsgi_headers(environ),
            self._content,
            packs=self._packs,
            for_strangers=self._for_strangers,
        )
        respond = kept.respond(environ, start_response)
        keeper: ResponseCache = current_app.extensions[_EXTENSION]
        path, query, variant = environ["PATH_INFO"], environ["QUERY_STRING"], keeper.variant(environ)
        if variant is None or "Set-Cookie" in self.headers or (self._for_strangers and _says_more(query)):
            return respond
        if not self._of_query:
            keeper.keep((variant, path, None), kept)
        elif len(query) <= _LONGEST_QUERY:
            keeper.keep((variant, path, _read(query)), kept)
        return respond


class ResponseCache:
    """The app, asked only for what is not kept. The answers that were not asked for longest go first."""

    def __init__(
        self, app: "WSGIApplication", *, changes: Changes, clock: Clock, variant: Variant, session_cookie: str
    ) -> None:
        self._app, self._changes, self._clock, self.variant = app, changes, clock, variant
        self._session_cookie = f"{session_cookie}="
        self._guard = threading.Lock()
        self._answers: OrderedDict[Address, Kept] = OrderedDict()
        self._bytes = 0

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer a request."""
        kept = self._find(environ) if environ["REQUEST_METHOD"] in {"GET", "HEAD"} else None
        if kept is None or not kept.validity.holds(self._changes.stamp(), self._clock()):
            return self._app(environ, start_response)
        respond = kept.respond(environ, start_response)
        if kept.packs:
            self._count_again(kept)
        return respond

    def stamp(self) -> ChangeStamp | None:
        """The database's stamp, to be asked for before anything is read for an answer."""
        return self._changes.stamp()

    def stamping(self) -> Stamping:
        """The same for a reading whose one statement selects a `Snapshot`."""
        return self._changes.stamping()

    def keep(self, address: Address, answer: Kept) -> None:
        """Keep `answer` for its address."""
        with self._guard:
            self._drop(self._answers.pop(address, None))
            self._answers[address] = answer
            self._count(answer)

    def _count_again(self, answer: Kept) -> None:
        """Count the answer's bytes again: it may have been packed meanwhile."""
        with self._guard:
            if answer.counted:
                self._count(answer)

    def _count(self, answer: Kept) -> None:
        self._bytes += answer.size - answer.counted
        answer.counted = answer.size
        while self._bytes > _MOST_BYTES:
            self._drop(self._answers.popitem(last=False)[1])

    def _find(self, environ: "WSGIEnvironment") -> Kept | None:
        path, query = environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", "")
        variant = self.variant(environ)
        if variant is None:
            return None
        with self._guard:
            address: Address = (variant, path, None)
            if address not in self._answers:
                if len(query) > _LONGEST_QUERY:
                    return None
                address = (variant, path, _read(query))
            found = self._answers.get(address)
            if found is None or (found.for_strangers and not self._is_stranger(environ)):
                return None
            self._answers.move_to_end(address)
            return found

    def _is_stranger(self, environ: "WSGIEnvironment") -> bool:
        """Whether a page may be given that is kept for all who have no session and ask for nothing else."""
        query = environ.get("QUERY_STRING", "")
        return self._session_cookie not in environ.get("HTTP_COOKIE", "") and not _says_more(query)

    def _drop(self, answer: Kept | None) -> None:
        if answer is not None:
            self._bytes -= answer.counted
            answer.counted = 0


def cache_responses(app: Flask, *, changes: Changes, clock: Clock, variant: Variant = lambda _environ: "") -> None:
    """Let the app's kept answers be given before anything else is done about a request."""
    app.extensions[_EXTENSION] = keeper = ResponseCache(
        app.wsgi_app,
        changes=changes,
        clock=clock,
        variant=variant,
        session_cookie=app.config["SESSION_COOKIE_NAME"],
    )
    app.wsgi_app = keeper  # type: ignore[method-assign]  # Flask's way


def present_stamp() -> ChangeStamp | None:
    """The database's stamp, to be asked for before anything is read for an answer that is to be kept."""
    keeper: ResponseCache = current_app.extensions[_EXTENSION]
    return keeper.stamp()


def stamping() -> Stamping:
    """As `present_stamp`, for an answer that one statement reads, which selects its `Snapshot`."""
    keeper: ResponseCache = current_app.extensions[_EXTENSION]
    return keeper.stamping()


@lru_cache(512)
def _read(query: str) -> Parameters:
    """What a view reads of the query: of each parameter that counts the first value."""
    given = dict(reversed(parse_qsl(query, keep_blank_values=True)))
    return tuple((name, given[name]) for name in _PARAMETERS if name in given)


@lru_cache(512)
def _says_more(query: str) -> bool:
    """Whether the query is another than its parameters that count: a page may show its own address as it was asked."""
    return query != urlencode(_read(query))


def _unpacks(environ: "WSGIEnvironment") -> bool:
    return unpacks_gzip(environ.get("HTTP_ACCEPT_ENCODING"))
