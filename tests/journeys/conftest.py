"""One running service for all journeys; each journey has a browser of its own and takes a slot of its own."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from tests.databases import PostgresServer
from tests.pictures.large_letters import PHONE
from tests.service import Service, prepared_service

DESK = ViewportSize(width=1280, height=900)


@dataclass(frozen=True)
class Town:
    """The running service and how its people sign in."""

    base_url: str
    passwords: dict[str, str]


@pytest.fixture(scope="package", params=["sqlite", "postgresql"])
def town(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """The service on each engine in turn."""
    folder = tmp_path_factory.mktemp("town")
    if request.param == "sqlite":
        yield from _open(*prepared_service(folder, {}))
        return
    postgres: PostgresServer = request.getfixturevalue("postgres")
    with postgres.database() as name:
        service = Service([sys.executable, "-m", "booking.cli"], folder, {"MADOGUCHI_DATABASE_URL": postgres.url(name)})
        yield from _open(service, service.prepare())


def _open(service: Service, passwords: dict[str, str]) -> Iterator[Town]:
    with service.serving() as base_url:
        yield Town(base_url, passwords)


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """An old phone: 360 pixels wide."""
    context = browser.new_context(viewport=PHONE, locale="ja-JP", has_touch=True)
    yield context.new_page()
    context.close()


@pytest.fixture
def phone_without_scripts(browser: Browser) -> Iterator[Page]:
    """The same with JavaScript switched off."""
    context = browser.new_context(viewport=PHONE, locale="ja-JP", java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.fixture
def desktop_without_scripts(browser: Browser) -> Iterator[Page]:
    """The clerk's screen with JavaScript switched off."""
    context = browser.new_context(viewport=DESK, locale="ja-JP", java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.fixture
def desktop(browser: Browser) -> Iterator[Page]:
    """The screen on a clerk's desk."""
    context = browser.new_context(viewport=DESK, locale="ja-JP")
    yield context.new_page()
    context.close()
