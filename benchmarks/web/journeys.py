"""The ways of browsers, each a generator: it yields what is asked for and is sent what came back.

The seeker's way is the one on which people book, from the calendar to the inbox; the floor's asks a bare app for pages
of as many bytes in as many requests, and for as many commits.
"""

import re
from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from typing import Any

_TOKENS = {
    name: re.compile(rf'name="{name}" value="([^"]*)"') for name in ("csrf_token", "version", "draft_key", "shown")
}
_TOPIC = "事務の仕事を探しています。応募書類の書き方を相談したいです。"
SEEKER_STEPS = (
    "calendar", "hold", "terms", "agree", "topic", "write", "confirm", "submit", "number", "inbox",
)  # fmt: skip
BOOKED, REFUSED = "booked", "refused"


@dataclass(frozen=True)
class Ask:
    """One request of a way; with `form` it is a sent form."""

    step: str
    path: str
    form: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Page:
    """What came back."""

    status: int
    text: str
    location: str | None = None


Way = Generator[Ask, Page, str]


@dataclass(frozen=True)
class Errand:
    """What one browser is to do: which way, with which cookie, and what the way needs to know."""

    way: str
    cookie: str
    facts: Mapping[str, Any] = field(default_factory=dict)


def way_of(errand: Errand) -> Way:
    """The way of this errand."""
    return _WAYS[errand.way](**errand.facts)


def _seeker(procedure: str, starts_at: str) -> Way:
    """Book the one time that is wanted; whoever is too late reads why, and goes home."""
    page = yield Ask("calendar", f"/procedures/{procedure}?day={starts_at[:10]}")
    page = yield Ask("hold", f"/procedures/{procedure}/hold", {"starts_at": starts_at, **_hidden(page, "csrf_token")})
    page = yield Ask("terms", _led(page))
    if page.status != 200:
        return REFUSED
    page = yield Ask("agree", _here(page, "/terms"), _hidden(page, "csrf_token", "version"))
    page = yield Ask("topic", _led(page))
    written = {"topic": _TOPIC, "wishes": "captions", **_hidden(page, "csrf_token", "draft_key")}
    page = yield Ask("write", _here(page, "/topic"), written)
    page = yield Ask("confirm", _led(page))
    page = yield Ask("submit", _here(page, "/confirm"), _hidden(page, "csrf_token", "shown"))
    page = yield Ask("number", _led(page))
    if page.status != 200:
        return REFUSED
    page = yield Ask("inbox", "/mypage/messages")
    return BOOKED if page.status == 200 else REFUSED


def _sign_in(login: str, password: str) -> Way:
    """Sign in and see the my-page."""
    page = yield Ask("sign-in page", "/login")
    page = yield Ask("sign in", "/login", {"login": login, "password": password, **_hidden(page, "csrf_token")})
    page = yield Ask("my-page", _led(page))
    return BOOKED if page.status == 200 else REFUSED


def _floor(pages: Sequence[tuple[str, int, bool]]) -> Way:
    """A page of so many bytes for each step, or a form whose answer was committed."""
    for step, size, writes in pages:
        form = {"topic": _TOPIC, "csrf_token": "x" * 90} if writes else None
        page = yield Ask(step, f"/form/{size}" if writes else f"/page/{size}", form)
        if page.status not in {200, 303}:
            return REFUSED
    return BOOKED


_WAYS: Mapping[str, Callable[..., Way]] = {"seeker": _seeker, "sign-in": _sign_in, "floor": _floor}


def _hidden(page: Page, *names: str) -> Mapping[str, str]:
    """The hidden fields of these names."""
    found = {name: _TOKENS[name].search(page.text) for name in names}
    return {name: unescape(match[1]) for name, match in found.items() if match}


def _led(page: Page) -> str:
    """Where a sent form led."""
    if page.status != 303 or page.location is None:
        raise RuntimeError(f"a sent form was answered {page.status}: {page.text[:300]}")
    return page.location


def _here(page: Page, ending: str) -> str:
    """The address of the page's own form."""
    found = re.search(rf'action="([^"]*{ending})"', page.text)
    if found is None:
        raise RuntimeError(f"no form leads to …{ending}")
    return found[1]
