"""The service as browsers meet it, on both engines."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from booking.app import create_app
from tests.town import StandingClock, close_connections, config_for


@pytest.fixture
def served_app(town_url: str, clock: StandingClock, tmp_path: Path) -> Iterator[Flask]:
    """The service without a pushed context: each request has one of its own, as when it is served."""
    app = create_app(config_for(town_url, tmp_path), clock=clock)
    yield app
    with app.app_context():
        close_connections()
