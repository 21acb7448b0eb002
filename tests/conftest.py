"""Fixtures that every test may ask for: databases on both engines, a browser, and no network."""

import gc
import os
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from booking.app import create_app
from tests.browser import chromium_path, launch_arguments
from tests.cheap_passwords import cheapen_passwords
from tests.databases import PostgresServer, SqliteTemplate, migrate, postgres_server, sqlite_url
from tests.journeys.walking import Inspector
from tests.made_once import compiled_once
from tests.memory import folder_in_memory
from tests.network import forbid_network
from tests.single_writes import no_single_writes
from tests.town import StandingClock, close_connections, config_for, fill
from tests.what_runs_when import is_soak, sort_out

ENGINES = ("sqlite", "postgresql")
SETTINGS_OF_THE_TESTS = ("MADOGUCHI_CHROMIUM", "MADOGUCHI_SOAK")


def pytest_configure() -> None:
    """Put what tests write into memory, where there is room, and give examples all the time that they take."""
    settings.register_profile("unhurried", deadline=None)
    settings.load_profile("unhurried")
    if folder := folder_in_memory():
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(folder))


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Keep the garbage collector from what is imported and collected, which stays: that was a third of the time."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        gc.freeze()
        gc.set_threshold(20_000, 20, 20)
        gc.enable()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Three processes for two cores: two spend a third of their time waiting for servers, browsers and commands."""
    return (3 * (os.cpu_count() or 1) + 1) // 2


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave what is late to `make soak`."""
    if late := sort_out(items, soak=is_soak()):
        config.hook.pytest_deselected(items=late)


@pytest.fixture(scope="session", autouse=True)
def _alone_on_this_machine() -> Iterator[None]:
    """Cut the tests off from the network and from the settings of whoever runs them."""
    with pytest.MonkeyPatch.context() as patch:
        forbid_network(patch)
        for name in os.environ:
            if name.startswith(("MADOGUCHI_", "ZOOM_")) and name not in SETTINGS_OF_THE_TESTS:
                patch.delenv(name)
        yield


@pytest.fixture(scope="session", autouse=True)
def _no_single_writes() -> Iterator[None]:
    with no_single_writes():
        yield


@pytest.fixture(scope="session", autouse=True)
def _compiled_once() -> Iterator[None]:
    with compiled_once():
        yield


@pytest.fixture(scope="session", autouse=True)
def _cheap_passwords() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        cheapen_passwords(patch)
        yield


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> SqliteTemplate:
    return SqliteTemplate.made_in(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    with postgres_server() as server:
        yield server


@pytest.fixture(scope="session")
def postgres_template(postgres: PostgresServer) -> Iterator[str]:
    """The name of the migrated PostgreSQL database that tests get copies of."""
    with postgres.database() as name:
        migrate(postgres.url(name))
        yield name


@pytest.fixture(params=ENGINES)
def database_url(request: pytest.FixtureRequest) -> str:
    """A fresh database with all tables and no rows; the test runs once on each engine."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture(params=ENGINES)
def town_url(request: pytest.FixtureRequest) -> str:
    """A fresh database with the three offices and the made-up people; the test runs once on each engine."""
    url: str = request.getfixturevalue(f"{request.param}_town_url")
    return url


@pytest.fixture
def clock() -> StandingClock:
    """The office's clock: Friday 20 November 2026, 9:00, until the test sets it."""
    return StandingClock()


@pytest.fixture
def app(town_url: str, clock: StandingClock, tmp_path: Path) -> Iterator[Flask]:
    """The service on both engines, its context pushed for actions and queries."""
    yield from _app(town_url, clock, tmp_path)


@pytest.fixture
def sqlite_app(sqlite_town_url: str, clock: StandingClock, tmp_path: Path) -> Iterator[Flask]:
    """The service on SQLite alone, for pages that the engine makes no difference to. No context is pushed."""
    app = create_app(config_for(sqlite_town_url, tmp_path), clock=clock)
    yield app
    with app.app_context():
        close_connections()


def _app(url: str, clock: StandingClock, folder: Path) -> Iterator[Flask]:
    app = create_app(config_for(url, folder), clock=clock)
    with app.app_context():
        yield app
        close_connections()


@pytest.fixture(params=ENGINES)
def empty_database_url(request: pytest.FixtureRequest) -> str:
    """A fresh database without any table; the test runs once on each engine."""
    url: str = request.getfixturevalue(f"empty_{request.param}_url")
    return url


@pytest.fixture(name="sqlite_url")
def migrated_sqlite_url(sqlite_template: SqliteTemplate, tmp_path: Path) -> str:
    return sqlite_template.copy_to(tmp_path / "madoguchi.sqlite")


@pytest.fixture
def postgresql_url(postgres: PostgresServer, postgres_template: str) -> Iterator[str]:
    with postgres.database(template=postgres_template) as name:
        yield postgres.url(name)


@pytest.fixture(scope="session")
def sqlite_town(tmp_path_factory: pytest.TempPathFactory) -> SqliteTemplate:
    folder = tmp_path_factory.mktemp("town")
    template = SqliteTemplate.made_in(folder)
    fill(sqlite_url(template.path), folder)
    return template


@pytest.fixture
def sqlite_town_url(sqlite_town: SqliteTemplate, tmp_path: Path) -> str:
    return sqlite_town.copy_to(tmp_path / "town.sqlite")


@pytest.fixture(scope="session")
def postgresql_town(
    postgres: PostgresServer, postgres_template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    with postgres.database(template=postgres_template) as name:
        fill(postgres.url(name), tmp_path_factory.mktemp("town"))
        yield name


@pytest.fixture
def postgresql_town_url(postgres: PostgresServer, postgresql_town: str) -> Iterator[str]:
    with postgres.database(template=postgresql_town) as name:
        yield postgres.url(name)


@pytest.fixture
def empty_sqlite_url(tmp_path: Path) -> str:
    path = tmp_path / "empty.sqlite"
    path.touch()  # an empty file is an empty database, which only `init` would make
    return sqlite_url(path)


@pytest.fixture
def empty_postgresql_url(postgres: PostgresServer) -> Iterator[str]:
    with postgres.database() as name:
        yield postgres.url(name)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the session; a test opens its own context in it."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=chromium_path(), args=launch_arguments())
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def inspector(tmp_path_factory: pytest.TempPathFactory) -> Inspector:
    """Remembers over all journeys of this run which pages have been looked at, whichever process did."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "inspected"
    folder.mkdir(exist_ok=True)
    return Inspector(folder)
