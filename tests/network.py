"""Keeps the tests on this machine: no connection but to itself."""

import ipaddress
import socket
from collections.abc import Callable
from typing import Any

import pytest


class NetworkForbiddenError(AssertionError):
    """A test tried to reach another machine."""


def forbid_network(patch: pytest.MonkeyPatch) -> None:
    """Refuse, in this process, every connection but to loopback addresses and Unix sockets."""
    for name in ("connect", "connect_ex"):
        patch.setattr(socket.socket, name, _only_here(getattr(socket.socket, name)))


def _only_here(connect: Callable[..., Any]) -> Callable[..., Any]:
    def guarded(self: socket.socket, address: Any) -> Any:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_here(address[0]):
            raise NetworkForbiddenError(f"a test tried to reach {address}; give it a fake of ours")
        return connect(self, address)

    return guarded


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
