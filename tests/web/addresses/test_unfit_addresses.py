"""Addresses with characters that no text holds: every page answers them, whoever asks and on both engines."""

import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from flask import Flask

from tests.web.seeker_visits import SeekerVisit
from tests.web.staff_visits import MANAGER, StaffVisit

_PART = re.compile(r"<(?:(?P<kind>[a-z]+)(?:\([^)]*\))?:)?[a-z_]+>")


def addresses(app: Flask, unfit: str) -> Iterator[str]:
    """The address of each page, with `unfit` in each text of its path and of its query."""
    sent = quote(f"omura{unfit}")
    query = "&".join(f"{name}={sent}" for name in ("q", "day", "from", "procedure", "starts_at", "page", "next"))
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()):
            path = _PART.sub(lambda part: "1" if part["kind"] == "int" else sent, rule.rule)
            yield f"{path}?{query}"


@pytest.mark.parametrize("who", ["seeker", "manager"])
def test_every_page_answers_an_address_with_unfit_texts(app: Flask, who: str) -> None:
    visit = SeekerVisit(app).sign_in() if who == "seeker" else StaffVisit(app).sign_in(MANAGER)
    for address in addresses(app, "\0\r\n\u2028\u202e"):
        assert visit.client.get(address).status_code < 500, address
