"""The settings of the provider with whose sign-in seekers may come in."""

from pathlib import Path

import pytest
from joserfc.jwk import ECKey, OKPKey

from booking.settings.error import ConfigError
from booking.settings.oidc import ClientAuth, OidcSettings, read_oidc
from tests.settings.test_config import PRODUCTION, accepted, complaint

OIDC = {
    "MADOGUCHI_OIDC_ISSUER": "https://id.example.jp",
    "MADOGUCHI_OIDC_CLIENT_ID": "madoguchi",
    "MADOGUCHI_OIDC_CLIENT_SECRET": "a-client-secret",
}
SECRET, KEY = "MADOGUCHI_OIDC_CLIENT_SECRET", "MADOGUCHI_OIDC_PRIVATE_KEY_FILE"


def key_file(folder: Path) -> str:
    """A file with a private key."""
    path = folder / "client.pem"
    path.write_bytes(ECKey.generate_key("P-256").as_pem(private=True))
    return str(path)


def test_without_them_there_is_no_provider(tmp_path: Path) -> None:
    assert accepted(tmp_path).oidc is None
    assert accepted(tmp_path, **dict.fromkeys(OIDC, " ")).oidc is None


@pytest.mark.parametrize(
    "issuer", ["https://id.example.jp", "https://id.example.jp/", "https://id.example.jp:8443/realms/a"]
)
def test_an_issuer_is_taken_to_the_letter(issuer: str) -> None:
    given = {name: f" {value} " for name, value in {**OIDC, "MADOGUCHI_OIDC_ISSUER": issuer}.items()}
    assert read_oidc(given) == OidcSettings(issuer, "madoguchi", "a-client-secret")


@pytest.mark.parametrize("client_auth", ClientAuth)
def test_each_way_of_the_client_to_show_itself_needs_its_own(tmp_path: Path, client_auth: ClientAuth) -> None:
    by_key, key = client_auth is ClientAuth.PRIVATE_KEY, key_file(tmp_path)
    others = {name: value for name, value in OIDC.items() if not by_key or name != SECRET}
    found = read_oidc({**others, "MADOGUCHI_OIDC_CLIENT_AUTH": client_auth.value, **({KEY: key} if by_key else {})})
    assert found == OidcSettings(
        OIDC["MADOGUCHI_OIDC_ISSUER"], "madoguchi", Path(key).read_text() if by_key else OIDC[SECRET], client_auth
    )


def test_a_way_without_its_own_or_with_the_other_does_not_start(tmp_path: Path) -> None:
    by_key = {**OIDC, "MADOGUCHI_OIDC_CLIENT_AUTH": "private_key_jwt"}
    assert KEY in complaint(tmp_path, **by_key)
    assert SECRET in complaint(tmp_path, **by_key, **{KEY: key_file(tmp_path)})
    assert KEY in complaint(tmp_path, **OIDC, **{KEY: key_file(tmp_path)})
    assert "client_secret_post or private_key_jwt" in complaint(tmp_path, **OIDC, MADOGUCHI_OIDC_CLIENT_AUTH="none")


ANOTHER_KIND = OKPKey.generate_key("Ed25519").as_pem(private=True)
PUBLIC = ECKey.generate_key("P-256").as_pem(private=False)


@pytest.mark.parametrize("content", [b"", b"a-client-secret", ANOTHER_KIND, PUBLIC])
def test_a_file_without_a_key_that_fits_does_not_start(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "key.pem"
    path.write_bytes(content)
    settings = {name: value for name, value in OIDC.items() if name != SECRET}
    line = complaint(tmp_path, **settings, **{KEY: str(path)}, MADOGUCHI_OIDC_CLIENT_AUTH="private_key_jwt")
    assert "holds no private key" in line
    path.unlink()
    line = complaint(tmp_path, **settings, **{KEY: str(path)}, MADOGUCHI_OIDC_CLIENT_AUTH="private_key_jwt")
    assert "cannot be read" in line


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
