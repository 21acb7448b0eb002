"""One running service for all journeys; each journey has a browser of its own and takes a slot of its own."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from tests.journeys.walking import Inspector
from tests.pictures.large_letters import PHONE
from tests.service import Service

DESK = ViewportSize(width=1280, height=900)


@dataclass(frozen=True)
class Town:
    """The running service and how its people sign in."""

    base_url: str
    passwords: dict[str, str]


@pytest.fixture(scope="package", params=["sqlite", "postgresql"])
def town(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """The service on each engine in turn."""
    settings = {}
    if request.param == "postgresql":
        postgres = request.getfixturevalue("postgres")
        database = postgres.database()
        settings["MADOGUCHI_DATABASE_URL"] = postgres.url(database.__enter__())
    service = Service([sys.executable, "-m", "booking.cli"], tmp_path_factory.mktemp("town"), settings)
    passwords = service.prepare()
    with service.serving() as base_url:
        yield Town(base_url, passwords)
    if request.param == "postgresql":
        database.__exit__(None, None, None)


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


@pytest.fixture(scope="session")
def inspector() -> Inspector:
    """Remembers over all journeys which pages it has seen."""
    return Inspector()


@pytest.fixture
def desktop(browser: Browser) -> Iterator[Page]:
    """The screen on a clerk's desk."""
    context = browser.new_context(viewport=DESK, locale="ja-JP")
    yield context.new_page()
    context.close()
