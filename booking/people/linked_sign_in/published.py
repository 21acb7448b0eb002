"""What the provider publishes about itself (OpenID Connect Discovery), kept for an hour in this process.

Keys are asked for again when a token names one that is not among them, at most once a minute: whoever makes up tokens
does not make us ask. A provider that did not answer is left alone for some seconds: not everybody waits for it.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import Lock

from booking.people.linked_sign_in.asking import ask
from booking.people.linked_sign_in.refusals import ProviderAway

KEPT = 60 * 60.0  # seconds
_ASKED_AGAIN = 60.0  # seconds
_LEFT_ALONE = 10.0  # seconds


@dataclass(frozen=True)
class Published:
    """Where the provider is asked what, and its public keys."""

    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    names_itself: bool  # in what it sends browsers back with (RFC 9207)
    keys: Mapping[str, object]


class Publications:
    """The publications of one issuer. `seconds` runs evenly, whatever anybody sets a clock to."""

    def __init__(self, issuer: str, *, seconds: Callable[[], float] = time.monotonic) -> None:
        self._issuer = issuer
        self._seconds = seconds
        self._lock = Lock()
        self._kept: tuple[float, Published] | None = None
        self._failed_at: float | None = None

    def current(self) -> Published:
        """What was published at most an hour ago.

        Raises:
            ProviderAway: the provider does not answer, or publishes nothing that fits its name.
        """
        return self._younger_than(KEPT)

    def with_newer_keys(self) -> Published:
        """The same with keys that are at most a minute old."""
        return self._younger_than(_ASKED_AGAIN)

    def _younger_than(self, age: float) -> Published:
        with self._lock:  # who comes meanwhile waits for the answer instead of asking, too
            if self._kept is None or self._seconds() - self._kept[0] >= age:
                self._kept = (self._seconds(), self._ask_unless_away())
            return self._kept[1]

    def _ask_unless_away(self) -> Published:
        if self._failed_at is not None and self._seconds() - self._failed_at < _LEFT_ALONE:
            raise ProviderAway(None)
        try:
            found = self._ask()
        except ProviderAway:
            self._failed_at = self._seconds()
            raise
        self._failed_at = None
        return found

    def _ask(self) -> Published:
        found = ask(f"{self._issuer.rstrip('/')}/.well-known/openid-configuration")
        if found.get("issuer") != self._issuer:
            raise ProviderAway(None)  # Discovery §4.3: another provider's document
        jwks_uri = self._address(found, "jwks_uri")
        return Published(
            authorization_endpoint=self._address(found, "authorization_endpoint"),
            token_endpoint=self._address(found, "token_endpoint"),
            jwks_uri=jwks_uri,
            names_itself=found.get("authorization_response_iss_parameter_supported") is True,
            keys=ask(jwks_uri),
        )

    def _address(self, found: Mapping[str, object], name: str) -> str:
        """An address of the provider; where it is reached by https, nothing goes in the open."""
        scheme = "https://" if self._issuer.lower().startswith("https://") else ("https://", "http://")
        address = found.get(name)
        if not isinstance(address, str) or not address.lower().startswith(scheme):
            raise ProviderAway(None)
        return address
