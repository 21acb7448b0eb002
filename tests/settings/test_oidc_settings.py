"""The settings of the provider with whose sign-in seekers may come in."""

from pathlib import Path

import pytest

from booking.settings.error import ConfigError
from booking.settings.oidc import OidcSettings, read_oidc
from tests.settings.test_config import PRODUCTION, accepted, complaint

OIDC = {
    "MADOGUCHI_OIDC_ISSUER": "https://id.example.jp",
    "MADOGUCHI_OIDC_CLIENT_ID": "madoguchi",
    "MADOGUCHI_OIDC_CLIENT_SECRET": "a-client-secret",
}


def test_without_them_there_is_no_provider(tmp_path: Path) -> None:
    assert accepted(tmp_path).oidc is None
    assert accepted(tmp_path, **dict.fromkeys(OIDC, " ")).oidc is None


@pytest.mark.parametrize(
    "issuer", ["https://id.example.jp", "https://id.example.jp/", "https://id.example.jp:8443/realms/a"]
)
def test_an_issuer_is_taken_to_the_letter(issuer: str) -> None:
    given = {name: f" {value} " for name, value in {**OIDC, "MADOGUCHI_OIDC_ISSUER": issuer}.items()}
    assert read_oidc(given) == OidcSettings(issuer, "madoguchi", "a-client-secret")


@pytest.mark.parametrize("missing", OIDC)
def test_some_of_them_are_not_enough(tmp_path: Path, missing: str) -> None:
    assert missing in complaint(tmp_path, **{name: value for name, value in OIDC.items() if name != missing})


@pytest.mark.parametrize(
    "issuer", ["id.example.jp", "https://id.example.jp?a=b", "https://a b", "https://id/" + "x" * 200]
)
def test_an_issuer_is_an_address(tmp_path: Path, issuer: str) -> None:
    assert "MADOGUCHI_OIDC_ISSUER" in complaint(tmp_path, **{**OIDC, "MADOGUCHI_OIDC_ISSUER": issuer})


def test_a_secret_that_cannot_be_one_is_not_shown(tmp_path: Path) -> None:
    line = complaint(tmp_path, **{**OIDC, "MADOGUCHI_OIDC_CLIENT_SECRET": "秘密 secret"})
    assert "MADOGUCHI_OIDC_CLIENT_SECRET" in line
    assert "秘密" not in line


def test_production_wants_https(tmp_path: Path) -> None:
    open_issuer = {**OIDC, "MADOGUCHI_OIDC_ISSUER": "http://id.example.jp"}
    assert accepted(tmp_path, **open_issuer).oidc is not None
    with pytest.raises(ConfigError, match="MADOGUCHI_OIDC_ISSUER is not an https"):
        accepted(tmp_path, **{**PRODUCTION, **open_issuer})
