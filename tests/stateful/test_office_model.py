"""Whatever seekers and the office do, in whatever order: the service and a model in plain Python stay the same."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import count
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from booking.app import create_app
from tests.databases import PostgresServer, SqliteTemplate
from tests.soak.sizes import size_wanted
from tests.stateful.machine import OfficeMachine
from tests.town import StandingClock, close_connections, config_for

pytestmark = pytest.mark.soak

Town = Callable[[], AbstractContextManager[Flask]]


@pytest.fixture
def sqlite_towns(sqlite_town: SqliteTemplate, tmp_path: Path) -> Town:
    """A fresh town on SQLite at every call."""
    numbers = count()

    @contextmanager
    def town() -> Iterator[Flask]:
        with _app(sqlite_town.copy_to(tmp_path / f"town-{next(numbers)}.sqlite"), tmp_path) as app:
            yield app

    return town


@pytest.fixture
def postgresql_towns(postgres: PostgresServer, postgresql_town: str, tmp_path: Path) -> Town:
    """A fresh town on PostgreSQL at every call."""

    @contextmanager
    def town() -> Iterator[Flask]:
        with postgres.database(template=postgresql_town) as name, _app(postgres.url(name), tmp_path) as app:
            yield app

    return town


@pytest.mark.parametrize("engine", ["sqlite", pytest.param("postgresql", marks=pytest.mark.late)])
def test_any_sequence_of_acts_keeps_every_invariant(engine: str, request: pytest.FixtureRequest) -> None:
    town: Town = request.getfixturevalue(f"{engine}_towns")
    size = size_wanted()
    wanted = settings(
        max_examples=size.sequences,
        stateful_step_count=size.steps,
        derandomize=not size.explores,
        # The small run is the same every time: a failure is shrunk, which takes minutes, by the one that explores.
        phases=[Phase.generate, Phase.shrink] if size.explores else [Phase.generate],
        suppress_health_check=list(HealthCheck),
        print_blob=True,
    )
    # A factory is as good as a class here; hypothesis says so in words, not in types.
    run_state_machine_as_test(lambda: OfficeMachine(town), settings=wanted)  # type: ignore[arg-type]


@contextmanager
def _app(url: str, folder: Path) -> Iterator[Flask]:
    app = create_app(config_for(url, folder), clock=StandingClock())
    with app.app_context():
        yield app
        close_connections()
