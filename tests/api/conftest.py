"""The service as programs meet it, on both engines, and those who call it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from booking.app import create_app
from booking.tables import Realm
from tests.api.calls import Caller, token_of
from tests.town import StandingClock, close_connections, config_for
from tests.web.staff_visits import COUNSELLOR, OMURA_CLERK


@pytest.fixture
def served(town_url: str, clock: StandingClock, tmp_path: Path) -> Iterator[Flask]:
    """The service; each request has a context of its own, as when it is served."""
    app = create_app(config_for(town_url, tmp_path), clock=clock)
    yield app
    with app.app_context():
        close_connections()


@pytest.fixture
def stranger(served: Flask) -> Caller:
    return Caller(served)


@pytest.fixture
def misaki(served: Flask) -> Caller:
    return Caller(served, token_of(served, "misaki@example.com"))


@pytest.fixture
def kakuto(served: Flask) -> Caller:
    return Caller(served, token_of(served, "kakuto@example.com"))


@pytest.fixture
def clerk(served: Flask) -> Caller:
    return Caller(served, token_of(served, OMURA_CLERK, realm=Realm.DESK))


@pytest.fixture
def counsellor(served: Flask) -> Caller:
    return Caller(served, token_of(served, COUNSELLOR, realm=Realm.DESK))
