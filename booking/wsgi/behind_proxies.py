"""Takes the client, scheme and host of a request from trusted proxies: otherwise the nearest proxy would seem to ask.

Each proxy adds what it saw at the end of a header, so that the last `hops` entries are the proxies' own and everything
before them may be anybody's invention.
"""

import re
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_SCHEMES = {"http", "https"}
_BRACKETED = re.compile(r"\[(?P<address>[^\]]*)\](:[0-9]{1,5})?", re.ASCII)
_WITH_PORT = re.compile(r"(?P<address>[0-9.]+):[0-9]{1,5}", re.ASCII)


class BehindProxies:
    """The app behind so many proxies. Where they say nothing, or what cannot be, the last proxy's own stands."""

    def __init__(self, app: "WSGIApplication", *, hops: int) -> None:
        self._app, self._hops = app, hops

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer a request."""
        forwarded_for = self._forwarded(environ, "HTTP_X_FORWARDED_FOR")
        environ["REMOTE_ADDR"] = client_address(forwarded_for) or environ.get("REMOTE_ADDR", "")
        scheme = self._forwarded(environ, "HTTP_X_FORWARDED_PROTO").lower()
        if scheme in _SCHEMES:
            environ["wsgi.url_scheme"] = scheme
        if host := self._forwarded(environ, "HTTP_X_FORWARDED_HOST"):
            environ["HTTP_HOST"] = host  # whether it is ours is looked at where all hosts are
        return self._app(environ, start_response)

    def _forwarded(self, environ: "WSGIEnvironment", header: str) -> str:
        """What the outermost trusted proxy added; several headers of one name come as one with commas."""
        entries = str(environ.get(header, "")).split(",")
        return entries[-self._hops].strip() if len(entries) >= self._hops else ""


def client_address(forwarded_for: str) -> str | None:
    """The address in an entry of X-Forwarded-For, in the one way to write it; None for what is none.

    Proxies write it bare, with a port, and of IPv6 in brackets; some in quotes, and "unknown" if they do not know it.
    An address of IPv4 in the clothes of IPv6 (`::ffff:…`) is the one of IPv4.
    """
    bare = forwarded_for.strip().strip('"').strip()
    found = _BRACKETED.fullmatch(bare) or _WITH_PORT.fullmatch(bare)
    try:
        address = ip_address(found["address"] if found else bare)
    except ValueError:
        return None
    return str(_plain(address))


def _plain(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    if isinstance(address, IPv4Address):
        return address
    return address.ipv4_mapped or IPv6Address(int(address))  # without the zone, which is this machine's
