"""Checks before each request that its caller is one whom the view allows; strangers are led to the right door."""

from flask import Flask, abort, current_app, redirect, request, url_for
from werkzeug.wrappers import Response

from booking.accounts.permissions import ANYONE, allow, callers_of
from booking.models import Realm
from booking.web.session import principal


class UndeclaredView(Exception):
    """A route does not say who may call it."""


def enforce_permissions(app: Flask) -> None:
    """Refuse to start with an undeclared route, and check each request."""
    app.view_functions["static"] = allow(ANYONE)(app.view_functions["static"])
    undeclared = [endpoint for endpoint, view in app.view_functions.items() if callers_of(view) is None]
    if undeclared:
        raise UndeclaredView(", ".join(undeclared))
    app.before_request(_check_caller)


def _check_caller() -> Response | None:
    if request.endpoint is None:
        return None  # an unknown address: the 404 page follows
    callers = callers_of(current_app.view_functions[request.endpoint])
    if callers == ANYONE:
        return None  # without asking who it is: health, feeds and styles need no session and no database
    who = principal()
    if callers is not None and callers.include(who):
        return None
    if who is None and callers is not None and callers.realm is not None:
        return _to_the_door(callers.realm)
    return abort(403)


def _to_the_door(realm: Realm) -> Response:
    """To the sign-in page; a page that was asked for (not a form that was sent) is opened after it."""
    door = "seeker.sign_in" if realm is Realm.MY_PAGE else "desk.sign_in"
    wanted = request.full_path.rstrip("?") if request.method in {"GET", "HEAD"} else None
    return redirect(url_for(door, next=wanted), code=303)
