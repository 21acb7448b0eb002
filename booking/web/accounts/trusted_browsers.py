"""The cookie of a browser in which the one-time password is skipped; the server knows for how long."""

from datetime import timedelta

from flask import Response, request
from itsdangerous import BadSignature, URLSafeSerializer

from booking.people.sign_in.agents import agent_of
from booking.people.sign_in.trusted_browsers import AtTheDoor
from booking.services import services
from booking.web.accounts.chosen_language import chosen_language

_COOKIE = "madoguchi_trusted"
_KEPT = timedelta(days=93)  # the server ends it to the day
_MOST_ACCOUNTS = 5


def at_the_door() -> AtTheDoor:
    """The browser that sent this request."""
    return AtTheDoor(agent_of(request.user_agent.string), _tokens(), chosen_language())


def remember_trust(response: Response, token: str) -> None:
    """Keep one more token in this browser; other people who use it have theirs beside it."""
    response.set_cookie(
        _COOKIE,
        _serializer().dumps([token, *_tokens()][:_MOST_ACCOUNTS]),
        max_age=_KEPT,
        httponly=True,
        samesite="Lax",
        secure=services().config.base_url.startswith("https://"),
    )


def _tokens() -> tuple[str, ...]:
    try:
        return tuple(_serializer().loads(request.cookies.get(_COOKIE, "")))
    except (BadSignature, ValueError, TypeError):
        return ()


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(services().config.secret_key, salt="trusted browser")
