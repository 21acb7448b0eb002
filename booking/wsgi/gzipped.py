"""How text is packed and for whom, the same for what is made for one reader and for what is kept for all."""

from functools import lru_cache

from werkzeug.http import parse_accept_header
from zlib_ng import zlib_ng  # half of zlib's time for as many bytes (decision 0093)

_LEVEL = 4  # of 9: 6 takes a quarter longer for a fortieth less, and calendars change with every hold
_AS_GZIP = 16 + 15  # a window of 32 kB: as quick as half of it, and a fortieth less of a calendar


def gzipped(content: bytes) -> bytes:
    """The content as gzip, on one machine always the same for the same content."""
    packer = zlib_ng.compressobj(_LEVEL, zlib_ng.DEFLATED, _AS_GZIP)
    return packer.compress(content) + packer.flush()


@lru_cache(32)  # browsers say the same each time, and most of them the same as others
def unpacks_gzip(accept_encoding: str | None) -> bool:
    """Whether whoever sent this header can unpack it."""
    return parse_accept_header(accept_encoding)["gzip"] > 0
