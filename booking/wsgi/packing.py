"""Packs what goes out (gzip), for whoever can unpack it: pages and other text are a third to a sixth as long.

Never feeds, on which Outlook was seen to fail, nor what was packed before, such as answers that are kept. Whether
secrets in pages can be guessed by their length (BREACH) is answered in decision 0065.
"""

import zlib

from flask import Flask, Response, request
from werkzeug.http import parse_accept_header

from booking.wsgi.response_cache import KeptResponse

_TYPES = frozenset(
    {"text/html", "text/plain", "image/svg+xml", "application/json", "application/problem+json", "text/csv"}
)
_WORTH_PACKING = 1_000  # bytes
_LEVEL = 4  # of 9, for what is packed for one reader: twice as fast as 6 for a twentieth more
_AS_GZIP = 16 + 14  # a window of 16 kB: a page has little more, and twice as much takes a tenth longer to prepare
_FEEDS = "/feeds/"


def register(app: Flask) -> None:
    """Pack after all others have had their say; functions that are registered first are called last."""
    app.after_request(_pack)


def _pack(response: Response) -> Response:
    if isinstance(response, KeptResponse) or response.mimetype not in _TYPES or request.path.startswith(_FEEDS):
        return response
    present = {name.lower() for name, _ in response.headers}
    if response.is_streamed or "content-encoding" in present or "etag" in present:  # a tag is for these very bytes
        return response
    content = response.get_data()
    if len(content) < _WORTH_PACKING:
        return response
    response.vary.add("Accept-Encoding")
    if parse_accept_header(request.headers.get("Accept-Encoding"))["gzip"] > 0:
        packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, _AS_GZIP)
        response.set_data(packer.compress(content) + packer.flush())
        response.headers["Content-Encoding"] = "gzip"
    return response
