"""Packs what goes out (gzip), for whoever can unpack it: pages and other text are a third to a sixth as long.

Never feeds, on which Outlook was seen to fail, nor what was packed before, such as answers that are kept. Whether
secrets in pages can be guessed by their length (BREACH) is answered in decision 0065.
"""

from flask import Flask, Response, request

from booking.wsgi.gzipped import gzipped, unpacks_gzip
from booking.wsgi.response_cache import KeptResponse
from booking.wsgi.vary import vary_by

_TYPES = frozenset(
    {"text/html", "text/plain", "image/svg+xml", "application/json", "application/problem+json", "text/csv"}
)
_WORTH_PACKING = 1_000  # bytes
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
    vary_by(response, "Accept-Encoding")
    if unpacks_gzip(request.environ.get("HTTP_ACCEPT_ENCODING")):
        response.set_data(gzipped(content))
        response.headers["Content-Encoding"] = "gzip"
    return response
