"""Requests that a page makes by itself: they are no sign of anybody, and do not put off the end of a sign-in."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import Flask, g
from flask.sessions import SecureCookieSessionInterface, SessionMixin

Answer = TypeVar("Answer")
Given = ParamSpec("Given")


def no_activity(view: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """Declare that nobody need be there who calls `view`: its answer does not renew the browser's cookie."""

    @wraps(view)
    def called(*args: Given.args, **kwargs: Given.kwargs) -> Answer:
        g.by_itself = True
        return view(*args, **kwargs)

    return called


class Sessions(SecureCookieSessionInterface):
    """Flask's own, but for requests that a page makes by itself."""

    def should_set_cookie(self, app: Flask, session: SessionMixin) -> bool:
        """Whether the answer renews the cookie: only then the 30 idle minutes begin anew."""
        if g.get("by_itself"):
            return bool(session.modified)
        return bool(super().should_set_cookie(app, session))


def register(app: Flask) -> None:
    """Keep sessions so."""
    app.session_interface = Sessions()
