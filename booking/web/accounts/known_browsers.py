"""Remembers in a signed cookie to which accounts a browser signed in, so that strangers cannot lock its owner out."""

import hashlib
import secrets
from datetime import timedelta

from flask import Response, request
from itsdangerous import BadSignature, URLSafeSerializer

from booking.services import services

_COOKIE = "madoguchi_browser"
_KEPT = timedelta(days=400)
_MOST_ACCOUNTS = 10


def known_browser(login: str) -> str | None:
    """The mark of this browser, if it signed in to `login` before; a forged cookie is none."""
    browser, accounts = _read()
    return browser if _mark(login) in accounts else None


def remember_browser(response: Response, login: str) -> None:
    """Note in the browser that it signed in to `login`."""
    browser, accounts = _read()
    kept = [_mark(login), *(account for account in accounts if account != _mark(login))][:_MOST_ACCOUNTS]
    response.set_cookie(
        _COOKIE,
        _serializer().dumps([browser, kept]),
        max_age=_KEPT,
        httponly=True,
        samesite="Lax",
        secure=services().config.base_url.startswith("https://"),
    )


def _read() -> tuple[str, list[str]]:
    try:
        browser, accounts = _serializer().loads(request.cookies.get(_COOKIE, ""))
    except (BadSignature, ValueError, TypeError):
        return secrets.token_hex(16), []
    return browser, accounts


def _mark(login: str) -> str:
    # Keyed by the signature's secret, so that the cookie does not tell whose address it was.
    keyed = f"{services().config.secret_key}\x1f{login.strip().lower()}"
    return hashlib.sha256(keyed.encode()).hexdigest()[:16]


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(services().config.secret_key, salt="known browser")
