"""The ZOOM_* part of the environment: a Server-to-Server OAuth app of the office's Zoom account."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from booking.settings.error import ConfigError

_NEEDED = ("ZOOM_ACCOUNT_ID", "ZOOM_CLIENT_ID", "ZOOM_CLIENT_SECRET")
_WEBHOOK = "ZOOM_WEBHOOK_SECRET_TOKEN"
_ADDRESS = re.compile(
    r"(https?://(?:\[[0-9a-f:.]+\]|[a-z0-9.-]+)(?::[1-9][0-9]{0,4})?)((?:/[\w.-]+)*)", re.ASCII | re.I
)
_PLAIN = re.compile(r"[\x21-\x7e]+")  # what an HTTP header can carry


@dataclass(frozen=True)
class ZoomSettings:
    """How to reach Zoom; without `api_url` the address that comes with each token is followed."""

    account_id: str
    client_id: str
    client_secret: str = field(repr=False)
    oauth_url: str  # of the token endpoint
    api_url: str | None  # with the version, like https://api.zoom.us/v2

    @property
    def unfit_for_production(self) -> Sequence[str]:
        """Addresses to which secrets would go in the open."""
        addresses = [url for url in (self.oauth_url, self.api_url) if url]
        if all(url.startswith("https://") for url in addresses):
            return ()
        return ("ZOOM_OAUTH_URL or ZOOM_API_URL is not an https:// address",)


def read_zoom(settings: Mapping[str, str]) -> ZoomSettings:
    """The settings of Zoom; spaces around pasted values are dropped.

    Raises:
        ConfigError: one is missing or malformed; a secret's value is not shown.
    """
    missing = [name for name in _NEEDED if not (settings.get(name) or "").strip()]
    if missing:
        raise ConfigError(f"{', '.join(missing)}: MADOGUCHI_MEETINGS=zoom needs the values of the Zoom app's page")
    account_id, client_id, client_secret = (_plain(settings, name) for name in _NEEDED)
    return ZoomSettings(
        account_id=account_id,
        client_id=client_id,
        client_secret=client_secret,
        oauth_url=_address(settings, "ZOOM_OAUTH_URL", path="/oauth/token") or "https://zoom.us/oauth/token",
        api_url=_address(settings, "ZOOM_API_URL", path="/v2"),
    )


def read_webhook_secrets(settings: Mapping[str, str]) -> tuple[str, ...]:
    """The secret tokens with which Zoom may sign its webhooks: the new one first, while it is changed the old one, too.

    Raises:
        ConfigError: the setting holds commas and no secret, or a character that no secret of Zoom has.
    """
    given = (settings.get(_WEBHOOK) or "").strip()
    secrets = tuple(one.strip() for one in given.split(",") if one.strip())
    if given and not secrets:
        raise ConfigError(f"{_WEBHOOK}: holds no secret; leave it out if Zoom sends no webhooks")
    if not all(_PLAIN.fullmatch(one) for one in secrets):
        raise ConfigError(f"{_WEBHOOK}: holds spaces or characters that no value of Zoom has; copy it again")
    return secrets


def _plain(settings: Mapping[str, str], name: str) -> str:
    given = settings[name].strip()
    if not _PLAIN.fullmatch(given):
        raise ConfigError(f"{name}: holds spaces or characters that no value of Zoom has; copy it again")
    return given


def _address(settings: Mapping[str, str], name: str, *, path: str) -> str | None:
    """An address, with Zoom's own path if only the origin is given."""
    given = (settings.get(name) or "").strip().rstrip("/")
    if not given:
        return None
    found = _ADDRESS.fullmatch(given)
    if found is None:
        raise ConfigError(f"{name}: {given!r} is not an address like https://zoom.us")
    return f"{found[1]}{found[2] or path}"
