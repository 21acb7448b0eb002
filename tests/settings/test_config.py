"""The settings: what each of them may be, and the one line for what it may not."""

import os
import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from booking.app import create_app
from booking.clock import shifted_clock
from booking.settings.config import Config, Environment, read_config, share_with_children
from booking.settings.error import ConfigError
from booking.settings.meetings import PROVIDERS
from booking.settings.zoom import ZoomSettings

KEY = "a key of the tests that has more than 32 bytes"
KEYS = {"MADOGUCHI_SECRET_KEY": KEY, "MADOGUCHI_DATA_KEYS": KEY, "MADOGUCHI_AUDIT_KEY": KEY}
PRODUCTION = {
    **KEYS,
    "MADOGUCHI_ENV": "production",
    "MADOGUCHI_DATABASE_URL": "postgresql://madoguchi@db.example.jp/madoguchi",
    "MADOGUCHI_BASE_URL": "https://madoguchi.example.jp",
}
ZOOM = {
    "MADOGUCHI_MEETINGS": "zoom",
    "ZOOM_ACCOUNT_ID": "an-account",
    "ZOOM_CLIENT_ID": "a-client",
    "ZOOM_CLIENT_SECRET": "a-client-secret",
}
READ_KEYS = """
from pathlib import Path
from booking.settings.config import read_config
config = read_config({}, instance=Path("instance"))
print(config.secret_key, *config.data_keys, config.audit_key)
"""


@pytest.fixture
def instance(tmp_path: Path) -> Path:
    return tmp_path / "instance"


def complaint(instance: Path, **settings: str) -> str:
    """The line that refuses `settings`, which are otherwise fine."""
    with pytest.raises(ConfigError) as refused:
        read_config({**KEYS, **settings}, instance=instance)
    assert "\n" not in str(refused.value)
    return str(refused.value)


def accepted(instance: Path, **settings: str) -> Config:
    return read_config({**KEYS, **settings}, instance=instance)


def test_without_settings_it_runs_for_trying_out(instance: Path) -> None:
    config = read_config({}, instance=instance)
    assert config.environment is Environment.DEVELOPMENT
    assert config.database_url == f"sqlite:///{instance.resolve() / 'madoguchi.sqlite3'}"
    assert (config.base_url, config.trusted_proxies, config.meetings) == ("http://127.0.0.1:8000", 0, "demo")
    assert (config.mail, config.mail_folder, config.clock_offset) == (None, instance / "mail", None)


def test_an_empty_setting_counts_as_a_missing_one(instance: Path) -> None:
    empty = dict.fromkeys(("MADOGUCHI_ENV", "MADOGUCHI_BASE_URL", "MADOGUCHI_TRUSTED_PROXIES", "MADOGUCHI_NOW"), "")
    assert accepted(instance, **empty) == accepted(instance)


@pytest.mark.parametrize("environment", ["staging", "Production", "prod"])
def test_the_environment_is_one_of_two(instance: Path, environment: str) -> None:
    line = complaint(instance, MADOGUCHI_ENV=environment)
    assert line == f"MADOGUCHI_ENV: {environment!r} is not known; use development or production"


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("sqlite:////srv/madoguchi.sqlite3", "sqlite:////srv/madoguchi.sqlite3"),
        ("postgresql://user:secret@host:5432/name", "postgresql+psycopg://user:secret@host:5432/name"),
        ("postgres://user@host/name", "postgresql+psycopg://user@host/name"),
        ("postgresql://user@/name?host=/run/postgresql", "postgresql+psycopg://user@/name?host=/run/postgresql"),
    ],
)
def test_a_database_is_sqlite_or_postgresql(instance: Path, given: str, read: str) -> None:
    assert accepted(instance, MADOGUCHI_DATABASE_URL=given).database_url == read


@pytest.mark.parametrize(
    "given",
    [
        "mysql://user:secret@host/name",
        "user:secret@host/name",
        "sqlite://",
        "sqlite:///",
        "postgresql://user:se@cret:x@host:y/name",
    ],
)
def test_any_other_database_is_refused_without_showing_a_password(instance: Path, given: str) -> None:
    line = complaint(instance, MADOGUCHI_DATABASE_URL=given)
    assert line.startswith("MADOGUCHI_DATABASE_URL: ")
    assert "secret" not in line
    assert "se@cret" not in line


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("https://madoguchi.example.jp", "https://madoguchi.example.jp"),
        ("https://madoguchi.example.jp/", "https://madoguchi.example.jp"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("http://[::1]:8000", "http://[::1]:8000"),
    ],
)
def test_the_public_address_is_an_origin(instance: Path, given: str, read: str) -> None:
    assert accepted(instance, MADOGUCHI_BASE_URL=given).base_url == read


@pytest.mark.parametrize(
    "given",
    [
        "madoguchi.example.jp",
        "ftp://madoguchi.example.jp",
        "https://",
        "https://[",
        "https://madoguchi.example.jp/portal",
        "https://madoguchi.example.jp?q=1",
        "https://madoguchi.example.jp#top",
        "https://user:secret@madoguchi.example.jp",
        "https://madoguchi.example.jp:port",
        "https://madoguchi.example.jp\nSet-Cookie: a=b",
    ],
)
def test_any_other_public_address_is_refused(instance: Path, given: str) -> None:
    assert complaint(instance, MADOGUCHI_BASE_URL=given).startswith("MADOGUCHI_BASE_URL: ")


@pytest.mark.parametrize("given", ["-1", "1.5", "one", "100", "１", "*"])
def test_proxies_are_counted(instance: Path, given: str) -> None:
    assert accepted(instance, MADOGUCHI_TRUSTED_PROXIES="2").trusted_proxies == 2
    assert "a number of proxies from 0 to 99" in complaint(instance, MADOGUCHI_TRUSTED_PROXIES=given)


def test_meetings_that_nobody_issues_are_refused(instance: Path) -> None:
    assert "use demo, pool or zoom" in complaint(instance, MADOGUCHI_MEETINGS="teams")


@pytest.mark.parametrize("given", ["2026-11-25T01:00:00Z", "2026-11-25T10:00:00+09:00", "2026-11-25 10:00+09:00"])
def test_the_clock_starts_at_the_given_moment_and_runs_on(instance: Path, given: str) -> None:
    offset = accepted(instance, MADOGUCHI_NOW=given).clock_offset
    assert offset is not None
    shown = shifted_clock(offset)()
    assert shown >= datetime(2026, 11, 25, 1, 0, tzinfo=UTC)  # a Wednesday, ten o'clock in the office
    assert shown.hour == 1


def test_the_children_of_a_server_run_on_its_clock(instance: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MADOGUCHI_CLOCK_OFFSET", "")  # restored afterwards
    server = accepted(instance, MADOGUCHI_NOW="2026-11-25T10:00:00+09:00")
    share_with_children(server, listening_at="http://127.0.0.1:8000")
    child = accepted(instance, **os.environ, MADOGUCHI_NOW="2026-11-25T10:00:00+09:00")
    assert child.clock_offset == server.clock_offset


@pytest.mark.parametrize(
    "given",
    ["2026-11-25", "2026-11-25T10:00:00", "noon", "2026-02-30T10:00:00+09:00", "9999-12-31T23:59:59-12:00"],
)
def test_a_moment_needs_its_offset_and_known_holidays(instance: Path, given: str) -> None:
    assert complaint(instance, MADOGUCHI_NOW=given).startswith(f"MADOGUCHI_NOW: {given!r} is not a moment")


@pytest.mark.parametrize("given", ["soon", "nan", "inf", "1e300", "-1e11", "99999999999"])
def test_an_offset_that_no_server_handed_on_is_refused(instance: Path, given: str) -> None:
    line = complaint(instance, MADOGUCHI_CLOCK_OFFSET=given)
    assert line == f"MADOGUCHI_CLOCK_OFFSET: {given!r} is no offset of a clock; leave it out and set MADOGUCHI_NOW"


@pytest.mark.parametrize("name", KEYS)
def test_a_key_under_32_bytes_is_refused_and_not_shown(instance: Path, name: str) -> None:
    assert complaint(instance, **{name: "k" * 31}) == f"{name}: keys need at least 32 bytes of randomness"
    accepted(instance, **{name: "k" * 32})


def test_no_key_or_password_shows_when_the_settings_are_printed(instance: Path) -> None:
    shown = repr(accepted(instance, MADOGUCHI_DATABASE_URL="postgresql://user:secret@host/name"))
    assert "user:secret" not in shown
    assert KEY not in shown


def test_data_keys_are_a_list_and_each_is_long_enough(instance: Path) -> None:
    new, old = "n" * 32, "o" * 32
    assert accepted(instance, MADOGUCHI_DATA_KEYS=f"{new}, {old}").data_keys == (new, old)
    assert "MADOGUCHI_DATA_KEYS" in complaint(instance, MADOGUCHI_DATA_KEYS=f"{new},")


def test_development_keys_are_made_once_for_their_owner_alone(instance: Path) -> None:
    first, again = read_config({}, instance=instance), read_config({}, instance=instance)
    assert first == again
    files = sorted((instance / "keys").iterdir())
    assert [file.name for file in files] == ["audit_key", "data_keys", "secret_key"]
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
    assert len({file.read_text(encoding="ascii") for file in files}) == 3


def test_two_processes_that_start_together_get_the_same_keys(tmp_path: Path) -> None:
    command = [sys.executable, "-c", READ_KEYS]
    both = [subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    first, second = (process.communicate()[0] for process in both)
    assert first == second != ""


def test_production_makes_no_keys(instance: Path) -> None:
    settings = {"MADOGUCHI_ENV": "production"}
    with pytest.raises(ConfigError, match="MADOGUCHI_SECRET_KEY is not set: a key of at least 32 bytes"):
        read_config(settings, instance=instance)
    assert not (instance / "keys").exists()


@pytest.mark.parametrize(
    ("name", "value", "problem"),
    [
        ("MADOGUCHI_DATABASE_URL", "", "MADOGUCHI_DATABASE_URL is not set"),
        ("MADOGUCHI_BASE_URL", "http://madoguchi.example.jp", "MADOGUCHI_BASE_URL is not an https:// address"),
        ("MADOGUCHI_BASE_URL", "", "MADOGUCHI_BASE_URL is not an https:// address"),
        ("MADOGUCHI_NOW", "2026-11-20T10:00:00+09:00", "MADOGUCHI_NOW is set"),
    ],
)
def test_production_refuses_what_is_for_trying_out(instance: Path, name: str, value: str, problem: str) -> None:
    assert problem in complaint(instance, **PRODUCTION | {name: value})


def test_production_lists_everything_that_is_missing(instance: Path) -> None:
    with pytest.raises(ConfigError) as refused:
        read_config({"MADOGUCHI_ENV": "production", "MADOGUCHI_NOW": "2026-11-20T10:00:00+09:00"}, instance=instance)
    line = str(refused.value)
    assert line.startswith("production refuses to start: ")
    settings = (
        "MADOGUCHI_SECRET_KEY",
        "MADOGUCHI_DATA_KEYS",
        "MADOGUCHI_AUDIT_KEY",
        "MADOGUCHI_DATABASE_URL",
        "MADOGUCHI_MEETINGS",
        "MADOGUCHI_MAIL_URL",
        "MADOGUCHI_BASE_URL",
        "MADOGUCHI_NOW",
    )
    assert [problem.split()[0] for problem in line.split(": ", 1)[1].split("; ")] == list(settings)


def test_production_names_all_that_is_malformed_with_all_that_is_missing(instance: Path) -> None:
    malformed = {
        "MADOGUCHI_MEETINGS": "telephone",
        "MADOGUCHI_DATABASE_URL": "mysql://nobody",
        "MADOGUCHI_SECRET_KEY": "short",
        "MADOGUCHI_BASE_URL": "madoguchi",
        "MADOGUCHI_TRUSTED_PROXIES": "some",
        "MADOGUCHI_MAIL_URL": "pigeon://loft",
        "MADOGUCHI_MEETING_DETAILS_DAYS": "0",
        "MADOGUCHI_PORTAL": "half",
    }
    line = complaint(instance, **PRODUCTION | malformed)
    assert [problem.split(":")[0] for problem in line.split(": ", 1)[1].split("; ") if "MADOGUCHI" in problem] == list(
        malformed
    )


@pytest.mark.parametrize("name", PROVIDERS)
def test_every_provider_that_can_be_named_can_be_made(instance: Path, name: str) -> None:
    config = accepted(instance, **ZOOM | {"MADOGUCHI_MEETINGS": name})
    assert create_app(config).extensions["services"].meetings.name == name


def test_production_names_what_zoom_lacks_with_all_that_is_missing(instance: Path) -> None:
    line = complaint(instance, **PRODUCTION | {"MADOGUCHI_MEETINGS": "zoom"})
    assert "ZOOM_ACCOUNT_ID, ZOOM_CLIENT_ID, ZOOM_CLIENT_SECRET: " in line
    assert "MADOGUCHI_MAIL_URL is not set" in line


def test_production_names_what_the_sign_in_of_a_provider_lacks_with_all_that_is_missing(instance: Path) -> None:
    line = complaint(instance, **PRODUCTION | {"MADOGUCHI_OIDC_ISSUER": "https://id.example.jp"})
    assert "MADOGUCHI_OIDC_CLIENT_ID, MADOGUCHI_OIDC_CLIENT_SECRET: " in line
    assert "MADOGUCHI_MAIL_URL is not set" in line


def test_production_needs_real_meetings_and_real_mail(instance: Path) -> None:
    line = complaint(instance, **PRODUCTION)
    assert "MADOGUCHI_MEETINGS is demo" in line
    assert "MADOGUCHI_MAIL_URL is not set" in line
    assert line.count(";") == 1


def test_production_starts_with_zoom_and_a_mail_server(instance: Path) -> None:
    assert complaint(instance, **PRODUCTION | ZOOM) == "production refuses to start: MADOGUCHI_MAIL_URL is not set"
    mail = {"MADOGUCHI_MAIL_URL": "smtp://mail.example.jp/?from=madoguchi@example.jp"}
    assert accepted(instance, **PRODUCTION | ZOOM | mail).production


def test_production_sends_the_secrets_of_zoom_over_https_only(instance: Path) -> None:
    line = complaint(instance, **PRODUCTION | ZOOM | {"ZOOM_API_URL": "http://zoom.example.jp"})
    assert "ZOOM_OAUTH_URL or ZOOM_API_URL is not an https:// address" in line


def test_zoom_is_reached_at_its_own_addresses(instance: Path) -> None:
    zoom = accepted(instance, **ZOOM).meeting_settings
    assert isinstance(zoom, ZoomSettings)
    assert (zoom.oauth_url, zoom.api_url) == ("https://zoom.us/oauth/token", None)
    assert "a-client-secret" not in repr(zoom)


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("http://127.0.0.1:4010", "http://127.0.0.1:4010/v2"),
        ("http://127.0.0.1:4010/", "http://127.0.0.1:4010/v2"),
        ("https://api-eu.zoom.us/v2", "https://api-eu.zoom.us/v2"),
    ],
)
def test_an_address_of_zoom_may_be_given_without_its_path(instance: Path, given: str, read: str) -> None:
    zoom = accepted(instance, **ZOOM | {"ZOOM_API_URL": given}).meeting_settings
    assert isinstance(zoom, ZoomSettings)
    assert zoom.api_url == read


def test_missing_values_of_the_zoom_app_are_all_named(instance: Path) -> None:
    line = complaint(instance, MADOGUCHI_MEETINGS="zoom", ZOOM_CLIENT_ID="an-id")
    assert line.startswith("ZOOM_ACCOUNT_ID, ZOOM_CLIENT_SECRET: ")


def test_a_secret_that_was_copied_wrongly_is_not_shown(instance: Path) -> None:
    line = complaint(instance, **ZOOM | {"ZOOM_CLIENT_SECRET": "half copied"})
    assert line.startswith("ZOOM_CLIENT_SECRET: ")
    assert "half" not in line


def test_an_address_of_zoom_that_is_none_is_refused(instance: Path) -> None:
    assert complaint(instance, **ZOOM | {"ZOOM_OAUTH_URL": "zoom.us"}).startswith("ZOOM_OAUTH_URL: 'zoom.us'")


@pytest.mark.parametrize("given", ["0", "366", "1.5", "-1", "７"])
def test_details_of_meetings_are_kept_for_days(instance: Path, given: str) -> None:
    assert accepted(instance).meeting_details_kept == timedelta(days=7)
    assert accepted(instance, MADOGUCHI_MEETING_DETAILS_DAYS="30").meeting_details_kept == timedelta(days=30)
    assert "a number of days from 1 to 365" in complaint(instance, MADOGUCHI_MEETING_DETAILS_DAYS=given)


def test_production_takes_a_pool(instance: Path) -> None:
    assert "MADOGUCHI_MEETINGS" not in complaint(instance, **PRODUCTION | {"MADOGUCHI_MEETINGS": "pool"})


@pytest.mark.parametrize(
    ("given", "secrets"),
    [
        ("", ()),
        ("  ", ()),
        ("a-secret", ("a-secret",)),
        (" a-secret \n", ("a-secret",)),
        ("the-new,the-old", ("the-new", "the-old")),
        ("the-new , the-old,", ("the-new", "the-old")),
    ],
)
def test_webhooks_may_have_two_secrets_while_one_is_changed(
    instance: Path, given: str, secrets: tuple[str, ...]
) -> None:
    assert accepted(instance, ZOOM_WEBHOOK_SECRET_TOKEN=given).zoom_webhook_secrets == secrets


@pytest.mark.parametrize("given", [",", " , ", "half copied", "the-new,the old", "秘密"])
def test_a_secret_of_webhooks_that_cannot_be_one_is_told_without_its_value(instance: Path, given: str) -> None:
    line = complaint(instance, ZOOM_WEBHOOK_SECRET_TOKEN=given)
    assert line.startswith("ZOOM_WEBHOOK_SECRET_TOKEN: holds ")
    assert given.strip(" ,") == "" or given not in line


def test_every_setting_is_told_in_the_readme() -> None:
    root = Path(__file__).parents[2]
    sources = [path.read_text(encoding="utf-8") for path in (root / "booking" / "settings").glob("*.py")]
    read = set(re.findall(r'"((?!PROMETHEUS_)[A-Z]+_[A-Z_]+)"', "".join(sources)))
    readme = (root / "README.md").read_text(encoding="utf-8")
    assert {name for name in read if f"`{name}`" not in readme} == {"MADOGUCHI_CLOCK_OFFSET"}  # ours alone
