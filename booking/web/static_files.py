"""Static files under addresses that hold the hash of what they contain: a browser asks for each once a year.

They are read and packed once, when the process starts; no session is opened for them and no cookie is set. An address
without the hash, or with another one, such as that of another release, is answered with what there is now, and asked
again each time.
"""

import gzip
import hashlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask, Response, abort, request

from booking.assets import assets
from booking.wsgi.gzipped import unpacks_gzip

_FOREVER = "public, max-age=31536000, immutable"
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
}
_HASH = "v"  # how it is called in the address
_WORTH_PACKING = 1_000  # bytes
_COMMENT = re.compile(rb"/\*.*?\*/\s*", re.DOTALL)


class StaticFile:
    """A file as it is and packed, if that makes it shorter."""

    def __init__(self, path: Path) -> None:
        content = path.read_bytes()
        # What is written for maintainers is not sent: a first visit on a slow line has no kilobyte to spare.
        self.content = _COMMENT.sub(b"", content) if path.suffix == ".css" else content
        self.hash = hashlib.sha256(self.content).hexdigest()[:12]
        self.type = _TYPES[path.suffix]
        self.packed = gzip.compress(self.content, mtime=0) if len(self.content) >= _WORTH_PACKING else None


def register(app: Flask) -> None:
    """Answer for Flask's own `static`, and let `url_for` add the hash."""
    folder = assets("static")
    files = {str(path.relative_to(folder)): StaticFile(path) for path in folder.rglob("*") if path.suffix in _TYPES}

    def add_hash(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint == "static" and (named := files.get(values["filename"])):
            values[_HASH] = named.hash

    app.url_defaults(add_hash)
    app.view_functions["static"] = lambda filename: _answer(files, filename)


def _answer(files: Mapping[str, StaticFile], filename: str) -> Response:
    found = files.get(filename) or abort(404)
    packs = found.packed is not None and unpacks_gzip(request.environ.get("HTTP_ACCEPT_ENCODING"))
    response = Response(found.packed if packs else found.content, content_type=found.type)
    response.headers["Cache-Control"] = _FOREVER if request.args.get(_HASH) == found.hash else "no-cache"
    response.set_etag(f"{found.hash}-gzip" if packs else found.hash)
    if packs:
        response.headers["Content-Encoding"] = "gzip"
    if found.packed is not None:
        response.vary.add("Accept-Encoding")
    response.make_conditional(request)
    return response
