"""Reads the environment into one frozen Config; nobody else reads os.environ (rules.md#outside)."""

import contextlib
import os
import re
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from booking.core.input.parsing import read_moment
from booking.settings.error import ConfigError
from booking.settings.mail import MailSettings, read_mail
from booking.settings.meetings import PROVIDERS, USUAL, NoSettings, ProviderSettings
from booking.settings.oidc import OidcSettings, read_oidc
from booking.settings.zoom import read_webhook_secrets
from database.engines import url_for_sqlalchemy
from database.errors import BadDatabaseUrl

_SHORTEST_KEY_BYTES = 32
_ORIGIN = re.compile(r"https?://(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(:[1-9][0-9]{0,4})?", re.ASCII | re.IGNORECASE)
_OFFSET = "MADOGUCHI_CLOCK_OFFSET"  # ours alone: how `serve` hands its clock to its children
_LONGEST_DAYS = 365
_LONGEST_NAME = 100
_SECURE = "https://"
_METRICS_FOLDER = "PROMETHEUS_MULTIPROC_DIR"  # read by prometheus_client as well
_YEARS_OF_A_CLOCK = range(2000, 2099)  # the holidays of a booking window must be known


Word = TypeVar("Word", bound=StrEnum)
Read = TypeVar("Read")


class Environment(StrEnum):
    """Where the service runs; production refuses what is only for trying out."""

    DEVELOPMENT = "development"
    PRODUCTION = "production"


class Portal(StrEnum):
    """How much there is beside the bookings."""

    FULL = "full"
    CORE = "core"  # another system registers seekers: none here does so online


@dataclass(frozen=True)
class Config:
    """Everything that the environment decides."""

    environment: Environment
    database_url: str = field(repr=False)  # may hold a password
    secret_key: str = field(repr=False)
    data_keys: tuple[str, ...] = field(repr=False)
    audit_key: str = field(repr=False)
    base_url: str
    operator: str  # who answers for the service, as its pages say; empty: the offices
    trusted_proxies: int
    mail: MailSettings | None  # without them mail is written as .eml files
    oidc: OidcSettings | None  # without them nobody signs in with the provider's sign-in
    instance: Path  # where development keys, the default database and .eml files lie
    meetings: str  # the name of the provider
    meeting_settings: ProviderSettings  # what it needs to know
    zoom_webhook_secrets: tuple[str, ...] = field(repr=False)  # two while one is changed; none: no webhook is taken
    meeting_details_kept: timedelta  # how long passcodes and links stay after the consultation
    metrics_token: str | None = field(repr=False)  # without it there is no /metrics
    metrics_folder: str | None  # where the processes of this machine count together
    portal: Portal
    clock_offset: timedelta | None  # MADOGUCHI_NOW: how far the office's clock is from the real one

    @property
    def mail_folder(self) -> Path:
        """Where mail is written as .eml files."""
        return self.instance / "mail"

    @property
    def mail_sender(self) -> str:
        """The address from which mail comes; that of the .eml files no mail server will take for a real one."""
        return self.mail.sender if self.mail else "madoguchi@mail.invalid"

    @property
    def asks_for_mail_codes(self) -> bool:
        """Whether seekers are asked for a one-time password: where mail reaches them (decision 0048)."""
        return self.production or self.mail is not None

    @property
    def has_portal(self) -> bool:
        """Whether seekers register online, and my-page shows what is beside the bookings."""
        return self.portal is Portal.FULL

    @property
    def requires_second_factor(self) -> bool:
        """Whether staff cannot do without one (decision 0049); `make run` lets them choose."""
        return self.production

    @property
    def production(self) -> bool:
        """Whether real people's consultations are booked here."""
        return self.environment is Environment.PRODUCTION


def config_from_environment() -> Config:
    """The Config of this process.

    Raises:
        ConfigError: the first setting that is missing or malformed.
    """
    return read_config(os.environ, instance=Path("instance"))


def count_together(folder: Path) -> None:
    """Let every process that this one starts count its metrics in `folder`."""
    os.environ[_METRICS_FOLDER] = str(folder)


def share_with_children(config: Config, *, listening_at: str) -> None:
    """Let every process that this one starts run on the same clock, and name the address at which they are reached.

    One offset instead of one start each; `listening_at` stands in where no public address is set.
    """
    if not os.environ.get("MADOGUCHI_BASE_URL"):
        os.environ["MADOGUCHI_BASE_URL"] = listening_at
    if config.clock_offset is not None:
        os.environ[_OFFSET] = str(config.clock_offset.total_seconds())


def read_config(settings: Mapping[str, str], *, instance: Path) -> Config:
    """Read `settings`; development keys and the default database live under `instance`."""
    environment = _one_of(settings, "MADOGUCHI_ENV", Environment, Environment.DEVELOPMENT)
    problems = _Problems(are_gathered=environment is Environment.PRODUCTION)
    keys = _Keys(settings, environment, instance, problems)
    meetings = problems.none(lambda: _meetings(settings), "")
    without: ProviderSettings = NoSettings()
    config = Config(
        environment=environment,
        database_url=problems.none(lambda: _database_url(settings, instance), ""),
        secret_key=keys.one("MADOGUCHI_SECRET_KEY"),
        data_keys=keys.several("MADOGUCHI_DATA_KEYS"),
        audit_key=keys.one("MADOGUCHI_AUDIT_KEY"),
        base_url=problems.none(lambda: _base_url(settings), _SECURE),
        operator=problems.none(lambda: _operator(settings), ""),
        trusted_proxies=problems.none(lambda: _number(settings, "MADOGUCHI_TRUSTED_PROXIES"), 0),
        mail=problems.none(lambda: _mail(settings), None),
        oidc=problems.none(lambda: read_oidc(settings), None),
        instance=instance,
        meetings=meetings,
        meeting_settings=problems.none(lambda: PROVIDERS[meetings].read(settings), without) if meetings else without,
        zoom_webhook_secrets=problems.none(lambda: read_webhook_secrets(settings), ()),
        meeting_details_kept=problems.none(
            lambda: _days(settings, "MADOGUCHI_MEETING_DETAILS_DAYS", default=7), timedelta()
        ),
        metrics_token=problems.none(lambda: _metrics_token(settings), None),
        metrics_folder=settings.get(_METRICS_FOLDER) or None,
        portal=problems.none(lambda: _one_of(settings, "MADOGUCHI_PORTAL", Portal, Portal.FULL), Portal.FULL),
        clock_offset=problems.none(lambda: _clock_offset(settings), None),
    )
    if config.production:
        _refuse_in_production(config, settings, problems.found)
    return config


def _refuse_in_production(config: Config, settings: Mapping[str, str], missing: Sequence[str]) -> None:
    problems = list(missing)
    if not settings.get("MADOGUCHI_DATABASE_URL"):
        problems.append("MADOGUCHI_DATABASE_URL is not set")
    problems.extend(config.meeting_settings.unfit_for_production)
    if config.oidc is not None:
        problems.extend(config.oidc.unfit_for_production)
    if not (settings.get("MADOGUCHI_MAIL_URL") or "").strip():
        problems.append("MADOGUCHI_MAIL_URL is not set")
    if not config.base_url.startswith(_SECURE):
        problems.append("MADOGUCHI_BASE_URL is not an https:// address")
    if config.clock_offset is not None:
        problems.append("MADOGUCHI_NOW is set, but production runs on the real clock")
    if problems:
        raise ConfigError(f"production refuses to start: {'; '.join(problems)}")


@dataclass(frozen=True)
class _Problems:
    """What is wrong with the settings: in production all of it is named together, elsewhere the first."""

    are_gathered: bool
    found: list[str] = field(default_factory=list)

    def none(self, read: Callable[[], Read], instead: Read) -> Read:
        """What is read, or `instead` with a problem, so that what else is wrong is found, too."""
        try:
            return read()
        except ConfigError as error:
            if not self.are_gathered:
                raise
            self.found.append(str(error))
            return instead


def _one_of(settings: Mapping[str, str], name: str, allowed: type[Word], default: Word) -> Word:
    given = settings.get(name) or default.value
    try:
        return allowed(given)
    except ValueError:
        choices = " or ".join(member.value for member in allowed)
        raise ConfigError(f"{name}: {given!r} is not known; use {choices}") from None


def _meetings(settings: Mapping[str, str]) -> str:
    given = settings.get("MADOGUCHI_MEETINGS") or USUAL
    if given not in PROVIDERS:
        *others, last = PROVIDERS
        raise ConfigError(f"MADOGUCHI_MEETINGS: {given!r} is not known; use {', '.join(others)} or {last}")
    return given


def _database_url(settings: Mapping[str, str], instance: Path) -> str:
    given = settings.get("MADOGUCHI_DATABASE_URL")
    if not given:
        instance.mkdir(parents=True, exist_ok=True, mode=0o700)  # the database holds people's names
        return f"sqlite:///{(instance / 'madoguchi.sqlite3').resolve()}"
    try:
        url = url_for_sqlalchemy(given)
        make_url(url)
    except BadDatabaseUrl as error:
        raise ConfigError(f"MADOGUCHI_DATABASE_URL: {error}") from None
    except (ArgumentError, ValueError):  # its text would show the password
        raise ConfigError(
            "MADOGUCHI_DATABASE_URL: host and port cannot be read; write special characters of a password as %40"
        ) from None
    return url


def _base_url(settings: Mapping[str, str]) -> str:
    given = (settings.get("MADOGUCHI_BASE_URL") or "http://127.0.0.1:8000").rstrip("/")
    if not _ORIGIN.fullmatch(given):
        raise ConfigError(f"MADOGUCHI_BASE_URL: {given!r} is not an address like https://madoguchi.example.jp")
    return given


def _operator(settings: Mapping[str, str]) -> str:
    given = (settings.get("MADOGUCHI_OPERATOR") or "").strip()
    if len(given) > _LONGEST_NAME or not given.isprintable():
        raise ConfigError(f"MADOGUCHI_OPERATOR: a name of one line, {_LONGEST_NAME} characters at most")
    return given


def _mail(settings: Mapping[str, str]) -> MailSettings | None:
    given = (settings.get("MADOGUCHI_MAIL_URL") or "").strip()
    return read_mail(given) if given else None


def _metrics_token(settings: Mapping[str, str]) -> str | None:
    given = (settings.get("MADOGUCHI_METRICS_TOKEN") or "").strip()
    return _long_enough("MADOGUCHI_METRICS_TOKEN", given) if given else None


def _number(settings: Mapping[str, str], name: str) -> int:
    given = settings.get(name) or "0"
    if not re.fullmatch(r"[0-9]{1,2}", given):
        raise ConfigError(f"{name}: {given!r} is not a number of proxies from 0 to 99")
    return int(given)


def _days(settings: Mapping[str, str], name: str, *, default: int) -> timedelta:
    given = settings.get(name) or str(default)
    if not re.fullmatch(r"[1-9][0-9]{0,2}", given) or int(given) > _LONGEST_DAYS:
        raise ConfigError(f"{name}: {given!r} is not a number of days from 1 to {_LONGEST_DAYS}")
    return timedelta(days=int(given))


def _clock_offset(settings: Mapping[str, str]) -> timedelta | None:
    if settings.get(_OFFSET):
        return _offset(settings[_OFFSET])
    given = settings.get("MADOGUCHI_NOW")
    if not given:
        return None
    moment = read_moment(given)
    if moment is None:
        raise ConfigError(f"MADOGUCHI_NOW: {given!r} is not a moment with an offset like 2026-11-20T09:00:00+09:00")
    return moment - datetime.now(UTC)


def _offset(given: str) -> timedelta:
    """What `share_with_children` wrote; whoever sets it by hand is told what to set instead."""
    with contextlib.suppress(ValueError, OverflowError):
        offset = timedelta(seconds=float(given))
        if (datetime.now(UTC) + offset).year in _YEARS_OF_A_CLOCK:
            return offset
    raise ConfigError(f"{_OFFSET}: {given!r} is no offset of a clock; leave it out and set MADOGUCHI_NOW")


@dataclass(frozen=True)
class _Keys:
    """Keys from the settings; in development a missing one is made once and kept under `instance`, for us alone.

    In production a missing one is a problem to be reported with all others, and empty until then.
    """

    settings: Mapping[str, str]
    environment: Environment
    instance: Path
    problems: _Problems

    def one(self, name: str) -> str:
        (key,) = self._keys(name, [self.settings.get(name, "")])
        return key

    def several(self, name: str) -> tuple[str, ...]:
        return self._keys(name, [key.strip() for key in self.settings.get(name, "").split(",")])

    def _keys(self, name: str, given: Sequence[str]) -> tuple[str, ...]:
        if any(given):
            return self.problems.none(lambda: tuple(_long_enough(name, key) for key in given), ("",))
        if self.environment is not Environment.PRODUCTION:
            return (_long_enough(name, self._development_key(name)),)
        self.problems.found.append(f"{name} is not set: a key of at least {_SHORTEST_KEY_BYTES} bytes")
        return ("",)

    def _development_key(self, name: str) -> str:
        path = self.instance / "keys" / name.removeprefix("MADOGUCHI_").lower()
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not path.exists():
            _keep_new_key(path)
        return path.read_text(encoding="ascii").strip()


def _keep_new_key(path: Path) -> None:
    # Written aside and linked into place: of two processes that start together both read one whole key.
    aside = path.with_suffix(f".{secrets.token_hex(8)}")
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48))
    with contextlib.suppress(FileExistsError):
        os.link(aside, path)
    aside.unlink()


def _long_enough(name: str, key: str) -> str:
    if len(key.encode()) < _SHORTEST_KEY_BYTES:
        raise ConfigError(f"{name}: keys need at least {_SHORTEST_KEY_BYTES} bytes of randomness")
    return key
