"""The service shows the provider that it is its client: by a secret, in the header or the form, or by a signature."""

import pytest
from flask import Flask

from booking.settings.oidc import ClientAuth, OidcSettings
from tests.oidc_provider.between import Between
from tests.oidc_provider.started import CLIENT_KEYS, SECRET
from tests.oidc_provider.test_linking import NOT_LINKED
from tests.oidc_provider.visits import LinkingVisit


def pem(kind: str) -> str:
    """The private key of this client."""
    return CLIENT_KEYS[kind].as_pem(private=True).decode()


CLIENTS = {
    "in the form": ("posting", SECRET, ClientAuth.POST),
    "by an RSA key": ("signing-RSA", pem("RSA"), ClientAuth.PRIVATE_KEY),
    "by a key on a curve": ("signing-EC", pem("EC"), ClientAuth.PRIVATE_KEY),
    "by a key that is not registered": ("signing-RSA", pem("EC"), ClientAuth.PRIVATE_KEY),
    "by another secret": ("posting", "another-secret", ClientAuth.POST),
}


@pytest.fixture
def client_settings(provider: Between, request: pytest.FixtureRequest) -> OidcSettings:
    return OidcSettings(provider.issuer, *CLIENTS[request.param])


@pytest.mark.parametrize("client_settings", ["in the form", "by an RSA key", "by a key on a curve"], indirect=True)
def test_the_provider_tells_who_came(linked_app: Flask) -> None:
    assert LinkingVisit(linked_app).come_in().path == NOT_LINKED


@pytest.mark.parametrize("client_settings", ["by a key that is not registered", "by another secret"], indirect=True)
def test_it_tells_nobody_else(linked_app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    assert "応答がありません" in LinkingVisit(linked_app).come_in().answer.text
    assert "check MADOGUCHI_OIDC_*" in caplog.text
