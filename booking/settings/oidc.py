"""The MADOGUCHI_OIDC_* part of the environment: the provider with whose sign-in seekers may come in (MynaPortal)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from booking.settings.error import ConfigError

_NAMES = ("MADOGUCHI_OIDC_ISSUER", "MADOGUCHI_OIDC_CLIENT_ID", "MADOGUCHI_OIDC_CLIENT_SECRET")
_LONGEST_ISSUER = 200  # as `linked_identities` keeps it
# OpenID Connect Discovery §3: no query and no fragment. To the letter as the provider writes it, with its slash.
_ISSUER = re.compile(r"https?://(?:\[[0-9a-f:.]+\]|[a-z0-9.-]+)(?::[1-9][0-9]{0,4})?(?:/[\w.~%/-]*)?", re.ASCII | re.I)
_PLAIN = re.compile(r"[\x21-\x7e]+")  # what an HTTP header can carry


@dataclass(frozen=True)
class OidcSettings:
    """The provider, and what it knows this service by."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)

    @property
    def unfit_for_production(self) -> Sequence[str]:
        """An address to which secrets would go in the open."""
        return () if self.issuer.startswith("https://") else ("MADOGUCHI_OIDC_ISSUER is not an https:// address",)


def read_oidc(settings: Mapping[str, str]) -> OidcSettings | None:
    """The settings of the provider; None where there is none. Spaces around pasted values are dropped.

    Raises:
        ConfigError: some are missing, or one is malformed; a secret's value is not shown.
    """
    given = {name: (settings.get(name) or "").strip() for name in _NAMES}
    if not any(given.values()):
        return None
    missing = [name for name, value in given.items() if not value]
    if missing:
        raise ConfigError(f"{', '.join(missing)}: the sign-in of the provider needs all of MADOGUCHI_OIDC_*")
    issuer, client_id, client_secret = given.values()
    if not _ISSUER.fullmatch(issuer) or len(issuer) > _LONGEST_ISSUER:
        raise ConfigError(f"{_NAMES[0]}: {issuer!r} is not an address like https://id.example.jp")
    for name in _NAMES[1:]:
        if not _PLAIN.fullmatch(given[name]):
            raise ConfigError(f"{name}: holds spaces or characters that no such value has; copy it again")
    return OidcSettings(issuer, client_id, client_secret)
