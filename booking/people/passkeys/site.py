"""For which site passkeys are made and asked: the address of the service, whatever a request calls it."""

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Site:
    """The name that devices bind a passkey to, and the only origin whose pages may ask for it."""

    name: str
    origin: str


def site_of(base_url: str) -> Site | None:
    """The site of MADOGUCHI_BASE_URL; None where browsers make no passkeys: at a bare IP address, or without TLS."""
    parts = urlsplit(base_url)
    name = parts.hostname or ""
    if _is_ip_address(name) or not (parts.scheme == "https" or name == "localhost"):
        return None
    port = f":{parts.port}" if parts.port and (parts.scheme, parts.port) not in (("https", 443), ("http", 80)) else ""
    return Site(name, f"{parts.scheme}://{name}{port}")


def _is_ip_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
