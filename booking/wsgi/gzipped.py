"""How text is packed and for whom, the same for what is made for one reader and for what is kept for all."""

import zlib
from functools import lru_cache

from werkzeug.http import parse_accept_header

_LEVEL = 4  # of 9: 6 takes a third longer for a thirtieth less, and calendars change with every hold
_AS_GZIP = 16 + 14  # a window of 16 kB: a page has little more, and twice as much takes a tenth longer to prepare


def gzipped(content: bytes) -> bytes:
    """The content as gzip, always the same for the same content."""
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, _AS_GZIP)
    return packer.compress(content) + packer.flush()


@lru_cache(32)  # browsers say the same each time, and most of them the same as others
def unpacks_gzip(accept_encoding: str | None) -> bool:
    """Whether whoever sent this header can unpack it."""
    return parse_accept_header(accept_encoding)["gzip"] > 0
