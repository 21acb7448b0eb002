"""The MADOGUCHI_OIDC_* part of the environment: the provider with whose sign-in seekers may come in (MynaPortal)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from booking.settings.error import ConfigError

_ISSUER_NAME = "MADOGUCHI_OIDC_ISSUER"
_CLIENT_NAME = "MADOGUCHI_OIDC_CLIENT_ID"
_AUTH_NAME = "MADOGUCHI_OIDC_CLIENT_AUTH"
_SECRET_NAME = "MADOGUCHI_OIDC_CLIENT_SECRET"  # noqa: S105  where the secret stands
_KEY_NAME = "MADOGUCHI_OIDC_PRIVATE_KEY_FILE"
_NAMES = (_ISSUER_NAME, _CLIENT_NAME, _AUTH_NAME, _SECRET_NAME, _KEY_NAME)

_LONGEST_ISSUER = 200  # as `linked_identities` keeps it
# OpenID Connect Discovery §3: no query and no fragment. To the letter as the provider writes it, with its slash.
_ISSUER = re.compile(r"https?://(?:\[[0-9a-f:.]+\]|[a-z0-9.-]+)(?::[1-9][0-9]{0,4})?(?:/[\w.~%/-]*)?", re.ASCII | re.I)
_PLAIN = re.compile(r"[\x21-\x7e]+")  # what an HTTP header can carry
_LONGEST_KEY = 64 * 1024  # bytes of its file
_SHORTEST_RSA = 2048  # bits
_CURVES = ("secp256r1", "secp384r1", "secp521r1")  # those of ES256, ES384 and ES512


class ClientAuth(Enum):
    """How the service shows the provider that it is the client that is registered there (OpenID Connect Core §9)."""

    BASIC = "client_secret_basic"
    POST = "client_secret_post"
    PRIVATE_KEY = "private_key_jwt"


@dataclass(frozen=True)
class OidcSettings:
    """The provider, and what it knows this service by."""

    issuer: str
    client_id: str
    credential: str = field(repr=False)  # the client's secret or, as PEM, its private key
    client_auth: ClientAuth = ClientAuth.BASIC

    @property
    def unfit_for_production(self) -> Sequence[str]:
        """An address to which secrets would go in the open."""
        return () if self.issuer.startswith("https://") else (f"{_ISSUER_NAME} is not an https:// address",)


def read_oidc(settings: Mapping[str, str]) -> OidcSettings | None:
    """The settings of the provider; None where there is none. Spaces around pasted values are dropped.

    Raises:
        ConfigError: some are missing, or one is malformed; a secret's value is not shown.
    """
    given = {name: (settings.get(name) or "").strip() for name in _NAMES}
    if not any(given.values()):
        return None
    client_auth = _client_auth(given[_AUTH_NAME])
    by_key = client_auth is ClientAuth.PRIVATE_KEY
    used, unused = (_KEY_NAME, _SECRET_NAME) if by_key else (_SECRET_NAME, _KEY_NAME)
    needed = (_ISSUER_NAME, _CLIENT_NAME, used)
    missing = [name for name in needed if not given[name]]
    if missing:
        raise ConfigError(f"{', '.join(missing)}: the sign-in of the provider needs {', '.join(needed)}")
    if given[unused]:
        raise ConfigError(f"{unused}: not used with {_AUTH_NAME}={client_auth.value}; leave it out")
    issuer = given[_ISSUER_NAME]
    if not _ISSUER.fullmatch(issuer) or len(issuer) > _LONGEST_ISSUER:
        raise ConfigError(f"{_ISSUER_NAME}: {issuer!r} is not an address like https://id.example.jp")
    for name in (_CLIENT_NAME,) if by_key else (_CLIENT_NAME, _SECRET_NAME):
        if not _PLAIN.fullmatch(given[name]):
            raise ConfigError(f"{name}: holds spaces or characters that no such value has; copy it again")
    credential = _private_key(Path(given[_KEY_NAME])) if by_key else given[_SECRET_NAME]
    return OidcSettings(issuer, given[_CLIENT_NAME], credential, client_auth)


def _client_auth(given: str) -> ClientAuth:
    try:
        return ClientAuth(given or ClientAuth.BASIC.value)
    except ValueError:
        *others, last = (way.value for way in ClientAuth)
        raise ConfigError(f"{_AUTH_NAME}: {given!r} is not known; use {', '.join(others)} or {last}") from None


def _private_key(path: Path) -> str:
    """The key of this file, as it stands there, if it is one that can sign."""
    try:
        with path.open("rb") as file:
            pem = file.read(_LONGEST_KEY)
    except OSError as error:
        raise ConfigError(f"{_KEY_NAME}: {path} cannot be read: {error.strerror}") from None
    if not _signs(pem):
        wanted = f"an RSA key of {_SHORTEST_RSA} bits or more, or one on the curve P-256, P-384 or P-521"
        raise ConfigError(f"{_KEY_NAME}: {path} holds no private key as PEM without passphrase: {wanted}")
    return pem.decode("ascii")


def _signs(pem: bytes) -> bool:
    from cryptography.exceptions import UnsupportedAlgorithm  # a service without such a key does without
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        key = load_pem_private_key(pem, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        return False
    if isinstance(key, RSAPrivateKey):
        return pem.isascii() and key.key_size >= _SHORTEST_RSA
    return pem.isascii() and isinstance(key, EllipticCurvePrivateKey) and key.curve.name in _CURVES
