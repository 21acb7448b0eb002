"""Which host names requests may be for: those of the base URL, so that nobody is led elsewhere in our name.

Health is asked for by whatever name or address a load balancer knows.
"""

import logging
from functools import cache, lru_cache
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from flask import Flask, Response, redirect, request
from werkzeug.exceptions import BadHost, SecurityError
from werkzeug.routing import RequestRedirect
from werkzeug.wrappers import Response as PlainResponse

from booking.core.rate_limits import Limit, rate_limits
from booking.core.texts import _
from booking.services import services
from booking.settings.config import Config

logger = logging.getLogger(__name__)

_FOR_ANY_HOST = {"/healthz", "/readyz", "/alarmz", "/metrics"}
_A_WARNING = Limit("warnings of another host", 1, seconds=60)


def register(app: Flask) -> None:
    """Look at the host of each request first."""
    app.before_request(_refuse_unreadable_host)
    app.before_request(_refuse_other_host)
    app.before_request(_lead_on_here)


def is_ours(host: str, config: Config) -> bool:
    """Whether `host`, which may have a port, is that of the base URL.

    In development also this machine's own name, and addresses: a phone in the same network tries the service out by
    one, and an address cannot be somebody else's name.
    """
    return _is_ours(host, config.base_url, config.production)


@lru_cache(32)  # every request asks, most of them with the same name
def _is_ours(host: str, base_url: str, production: bool) -> bool:
    name = _name_of(host)
    if name is None:
        return False
    is_tried_out = not production and (name == "localhost" or _is_address(name))
    return is_tried_out or name == _own_name(base_url)


def _refuse_unreadable_host() -> Response | None:
    """Refuse what is no host name: no page can be made for it, because none of its links could be written."""
    if isinstance(request.routing_exception, BadHost | SecurityError):
        return _bad_request(_("アドレスのホスト名を読み取れませんでした。"))
    return None


def _refuse_other_host() -> Response | None:
    config = services().config
    if is_ours(request.host, config) or request.path in _FOR_ANY_HOST:
        return None
    if rate_limits().hit(_A_WARNING):
        logger.warning("a request for a host other than that of MADOGUCHI_BASE_URL was refused; see X-Forwarded-Host")
    return _bad_request(_("このホスト名では開けません。%(address)s から開いてください。", address=config.base_url))


def _lead_on_here() -> PlainResponse | None:
    """A slash that is missing leads on by a path alone: the host in werkzeug's address is whatever was asked for."""
    if not isinstance(request.routing_exception, RequestRedirect):
        return None
    leads_to = urlsplit(request.routing_exception.new_url)
    path = "/" + leads_to.path.lstrip("/")  # two slashes would begin a host
    return redirect(SplitResult("", "", path, leads_to.query, "").geturl(), request.routing_exception.code)


def _bad_request(words: str) -> Response:
    return Response(words, 400, mimetype="text/plain")


@cache
def _own_name(base_url: str) -> str | None:
    return _name_of(urlsplit(base_url).netloc)


def _name_of(host: str) -> str | None:
    """The name without port and in small letters; None if it cannot be read."""
    try:
        found = urlsplit(f"//{host}")
        _port = found.port  # raises for what is no port
    except ValueError:
        return None
    return found.hostname.rstrip(".") if found.hostname else None


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
