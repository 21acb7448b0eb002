"""MADOGUCHI_MAIL_URL: the mail server, how it is reached, and from which address mail comes."""

import re
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from booking.settings.error import ConfigError
from notifier.channels.smtp_server import Security, SmtpServer
from notifier.mail_addresses import is_mail_address

# The sender of a mail that names no office.
SENDER_NAME = "オンライン相談の予約窓口"

_NAME = "MADOGUCHI_MAIL_URL"
_EXAMPLE = "smtp://user:password@mail.example.jp:587/?from=madoguchi@example.jp"
_PLAIN = re.compile(r"[\x21-\x7e]+")
_HOST = re.compile(r"\[[0-9a-f:.]+\]|[a-z0-9.-]+", re.ASCII | re.IGNORECASE)
_PORTS = {"smtp": 587, "smtps": 465}
_STARTTLS = {"yes": Security.STARTTLS, "no": Security.NONE}
_SETTINGS = {"from", "starttls"}
_THIS_MACHINE = {"localhost", "127.0.0.1", "[::1]"}


@dataclass(frozen=True)
class MailSettings:
    """Where mail is handed over, and the address from which it comes."""

    server: SmtpServer
    sender: str


def read_mail(given: str) -> MailSettings:
    """The settings that the address of a mail server holds.

    Raises:
        ConfigError: it cannot be read; neither user nor password is shown.
    """
    url = _split(given)
    settings = _settings(url)
    user, password = _sign_in(url)
    security = _security(url, settings)
    if password and security is Security.NONE and _host(url) not in _THIS_MACHINE:
        raise _refused("a password goes only over TLS; leave starttls=no or the password out")
    server = SmtpServer(host=_host(url).strip("[]"), port=_port(url), security=security, user=user, password=password)
    return MailSettings(server, sender=_sender(settings))


def _split(given: str) -> SplitResult:
    if not _PLAIN.fullmatch(given):
        raise _refused("holds spaces or characters that no address has; write those of a password as %20")
    try:
        url = urlsplit(given)
    except ValueError:
        raise _refused(f"cannot be read; it looks like {_EXAMPLE}") from None
    if url.scheme not in _PORTS:
        raise _refused("begins with neither smtp:// nor smtps://")
    if url.path not in {"", "/"} or url.fragment:
        raise _refused("has a path; write / # ? of a password as %2F %23 %3F")
    return url


def _host(url: SplitResult) -> str:
    host = url.netloc.rpartition("@")[2].lower()
    host = host if host.endswith("]") else re.sub(r":[^:\]]*$", "", host)
    if not _HOST.fullmatch(host):
        raise _refused(f"names no mail server; it looks like {_EXAMPLE}")
    return host


def _port(url: SplitResult) -> int:
    try:
        port = url.port
    except ValueError:
        port = 0
    if port == 0:
        raise _refused("the port is no number from 1 to 65535; write : of a password as %3A, @ as %40")
    return port or _PORTS[url.scheme]


def _sign_in(url: SplitResult) -> tuple[str, str]:
    user, password = (unquote(part) for part in (url.username or "", url.password or ""))
    if bool(user) != bool(password):
        raise _refused("user and password come together, as user:password@")
    if user and not (user + password).isascii():
        raise _refused("user and password may hold only letters that mail servers know (ASCII)")
    if re.search(r"[\x00-\x1f\x7f]", user + password):
        raise _refused("user or password hold a line break or another control character")
    return user, password


def _settings(url: SplitResult) -> dict[str, str]:
    pairs = parse_qsl(url.query, keep_blank_values=True)
    if unknown := sorted({name for name, _ in pairs} - _SETTINGS):
        names = ", ".join(name if name.isalnum() else "?" for name in unknown)
        raise _refused(f"{names} is not known after the ?; use from and starttls")
    if len(pairs) > len(dict(pairs)):
        raise _refused("from or starttls stands there twice")
    return dict(pairs)


def _security(url: SplitResult, settings: dict[str, str]) -> Security:
    starttls = settings.get("starttls")
    if url.scheme == "smtps":
        if starttls is not None:
            raise _refused("smtps:// is TLS from the start; leave starttls out")
        return Security.TLS
    if starttls not in {None, *_STARTTLS}:
        raise _refused("starttls is yes or no")
    return _STARTTLS[starttls or "yes"]


def _sender(settings: dict[str, str]) -> str:
    sender = settings.get("from", "").replace(" ", "+")  # what a + means where forms are sent
    if not is_mail_address(sender):
        raise _refused("says not from which address mail comes; add ?from=madoguchi@example.jp")
    return sender


def _refused(why: str) -> ConfigError:
    return ConfigError(f"{_NAME}: {why}")
