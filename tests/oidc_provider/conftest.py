"""The provider, and the service as a client of it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from booking.app import create_app
from booking.settings.oidc import OidcSettings
from tests.oidc_provider.between import Between, Misbehaviour
from tests.oidc_provider.started import SECRET, started
from tests.town import StandingClock, close_connections, config_for


@pytest.fixture(scope="session")
def started_provider() -> Iterator[Between]:
    with started() as between:
        yield between


@pytest.fixture
def provider(started_provider: Between) -> Between:
    """The provider, which behaves until the test says otherwise."""
    started_provider.changes = Misbehaviour()
    return started_provider


@pytest.fixture
def client_settings(provider: Between) -> OidcSettings:
    """As which client the service is known there."""
    return OidcSettings(provider.issuer, "madoguchi", SECRET)


@pytest.fixture
def linked_app(
    sqlite_town_url: str, tmp_path: Path, clock: StandingClock, client_settings: OidcSettings
) -> Iterator[Flask]:
    """The service with the provider in its settings. No context is pushed."""
    app = create_app(replace(config_for(sqlite_town_url, tmp_path), oidc=client_settings), clock=clock)
    yield app
    with app.app_context():
        close_connections()
