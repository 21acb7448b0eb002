"""The way to every page of the service, in its states, as `make screens` photographs them (contact_sheet.py).

The pages come from the real service on a Friday morning with made-up people.
"""

import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from playwright.sync_api import Browser, ViewportSize

from tests.mails import mails_in
from tests.oidc_provider.started import SECRET, started
from tests.pictures.camera import Photographer
from tests.pictures.screens_of_absences import photograph_absences
from tests.pictures.screens_of_accounts import photograph_mynaportal, photograph_newcomer, photograph_passkeys
from tests.pictures.screens_of_seekers import (
    photograph_booking,
    photograph_cancelled_by_office,
    photograph_public_pages,
    photograph_the_day,
)
from tests.pictures.screens_of_settings import photograph_settings
from tests.pictures.screens_of_the_desk import photograph_desk, photograph_failed_deliveries, photograph_the_sheet
from tests.service import Service, prepared_service
from tests.towns.day_town import day_town
from tests.towns.failed_deliveries_town import failed_deliveries_town
from tests.towns.missed_town import missed_town
from tests.towns.sheet_town import KAKUTO, SHO, sheet_town

ROUNDS: tuple[Callable[[Photographer], None], ...] = (
    photograph_public_pages,
    photograph_newcomer,
    photograph_mynaportal,
    photograph_booking,
    photograph_desk,
    photograph_settings,
)


def go_everywhere(browser: Browser, camera: Callable[..., Photographer], widths: Sequence[int]) -> dict[int, list[str]]:
    """Come to every page in its states, at each width, with a photographer or who else looks at pages."""
    with tempfile.TemporaryDirectory() as folder, started() as provider:
        oidc = {
            "MADOGUCHI_OIDC_ISSUER": provider.issuer,
            "MADOGUCHI_OIDC_CLIENT_ID": "browsers",
            "MADOGUCHI_OIDC_CLIENT_SECRET": SECRET,
        }
        service = Service([sys.executable, "-m", "booking.cli"], Path(folder), oidc)
        passwords = service.prepare()
        with service.serving() as base_url:
            mails = partial(mails_in, Path(folder) / "instance" / "mail")
            start = partial(camera, base_url=base_url, passwords=passwords, mails=mails, issuer=provider.issuer)
            taken = {width: _photograph(browser, width, start) for width in widths}
            for width in widths:
                _photograph_passkeys(browser, width, camera, taken[width])
                _photograph_absences(browser, width, camera, taken[width])
                _photograph_failed_deliveries(browser, width, camera, taken[width])
                _photograph_the_day(browser, width, camera, taken[width])
                _photograph_the_sheet(browser, width, camera, taken[width])
    return taken


def _photograph(browser: Browser, width: int, start: Callable[..., Photographer]) -> list[str]:
    taken: list[str] = []
    for take_round in ROUNDS:
        size = ViewportSize(width=width, height=800)
        context = browser.new_context(viewport=size, locale="ja-JP")
        camera = start(page=context.new_page(), width=width, taken=taken)
        take_round(camera)
        context.close()
    return taken


def _photograph_passkeys(browser: Browser, width: int, camera: Callable[..., Photographer], taken: list[str]) -> None:
    """On a service that is called by a name, as browsers want it."""
    context = browser.new_context(viewport=ViewportSize(width=width, height=800), locale="ja-JP")
    with tempfile.TemporaryDirectory() as folder:
        service, passwords = prepared_service(Path(folder), {})
        with replace(service, host="localhost").serving() as base_url:
            photograph_passkeys(camera(context.new_page(), width, base_url, passwords, taken))
    context.close()


def _photograph_absences(browser: Browser, width: int, camera: Callable[..., Photographer], taken: list[str]) -> None:
    """A later day, on a service of its own: what is decided on it cannot be taken back for the next width."""
    context = browser.new_context(viewport=ViewportSize(width=width, height=800), locale="ja-JP")
    with tempfile.TemporaryDirectory() as folder, missed_town(Path(folder)) as town:
        photograph_absences(camera(context.new_page(), width, town.base_url, town.passwords, taken))
    context.close()


def _photograph_the_day(browser: Browser, width: int, camera: Callable[..., Photographer], taken: list[str]) -> None:
    """On the day of a consultation: before it, in it and after it."""
    for phase, moment in (("today", "07:55"), ("begun", "10:05"), ("over", "10:40")):
        context = browser.new_context(viewport=ViewportSize(width=width, height=800), locale="ja-JP")
        with tempfile.TemporaryDirectory() as folder, day_town(Path(folder), moment) as town:
            here = camera(context.new_page(), width, town.base_url, town.passwords, taken)
            photograph_the_day(here, phase)
            if phase == "today":
                photograph_cancelled_by_office(here)
        context.close()


def _photograph_the_sheet(browser: Browser, width: int, camera: Callable[..., Photographer], taken: list[str]) -> None:
    """A busy day at an office with two desks: somebody is at the door, later two wait for a decision."""
    for phase, moment in (("before", "09:53"), ("after", "10:31")):
        context = browser.new_context(viewport=ViewportSize(width=width, height=800), locale="ja-JP")
        with tempfile.TemporaryDirectory() as folder, sheet_town(Path(folder), moment) as town:
            here = camera(context.new_page(), width, town.base_url, town.passwords, taken)
            photograph_the_sheet(here, phase, town.numbers[SHO], town.numbers[KAKUTO])
        context.close()


def _photograph_failed_deliveries(
    browser: Browser, width: int, camera: Callable[..., Photographer], taken: list[str]
) -> None:
    """With a mail server that refuses, which the other rounds do not have."""
    context = browser.new_context(viewport=ViewportSize(width=width, height=800), locale="ja-JP")
    with tempfile.TemporaryDirectory() as folder, failed_deliveries_town(Path(folder)) as town:
        refused = camera(context.new_page(), width, town.base_url, town.passwords, taken, town.server.mails)
        photograph_failed_deliveries(refused)
    context.close()
