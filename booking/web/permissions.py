"""Checks before each request that its caller is one whom the view allows; strangers are led to the right door."""

from collections.abc import Callable

from flask import Flask, abort, current_app, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from booking.core.texts import _
from booking.people.permissions import ANYONE, allow, callers_of
from booking.tables import Realm
from booking.web.kept.typing import keep_for_author
from booking.web.session import names_sign_in, principal
from booking.web.way_back import page_to_reopen


class UndeclaredView(Exception):
    """A route does not say who may call it, or leaves the question to a check that it does not pass."""


def enforce_permissions(app: Flask) -> None:
    """Refuse to start with an undeclared route, and check each request."""
    app.view_functions["static"] = allow(ANYONE)(app.view_functions["static"])
    undeclared = [endpoint for endpoint, view in app.view_functions.items() if not _is_checked(endpoint, view)]
    if undeclared:
        raise UndeclaredView(", ".join(undeclared))
    app.before_request(check_caller)


def door_for_stranger() -> Response | None:
    """Lead whoever's sign-in ran out before a form was sent to the sign-in page; None for a form open to everybody.

    Asks the cookie only, so that it answers while the database is away.
    """
    callers = callers_of(current_app.view_functions[request.endpoint]) if request.endpoint else None
    if names_sign_in() or callers is None or callers.realm is None:
        return None
    return _to_the_door(callers.realm)


def _is_checked(endpoint: str, view: Callable[..., object]) -> bool:
    """Whether a check asks who calls: ours below, or for views with a scope the API's own (booking/api/callers.py)."""
    callers = callers_of(view)
    return callers is not None and (callers.scope is None or endpoint.startswith("api."))


def check_caller() -> Response | None:
    """Where whoever calls is led who may not call this view; None if they may."""
    if request.endpoint is None:
        return None  # an unknown address: the 404 page follows
    callers = callers_of(current_app.view_functions[request.endpoint])
    if callers == ANYONE or (callers is not None and callers.scope is not None):
        return None  # without asking for a session: health, feeds, styles and the API need none
    who = principal()
    if callers is not None and callers.include(who):
        return None
    if who is None and callers is not None and callers.realm is not None:
        return _to_the_door(callers.realm)
    if who is not None and who.is_unregistered and callers is not None and callers.realm is Realm.MY_PAGE:
        return redirect(url_for("seeker.next_step"), code=303)
    return abort(403)


def _to_the_door(realm: Realm) -> Response:
    """To the sign-in page, and afterwards to the page that was asked for or that held the form."""
    page = page_to_reopen()
    kept = keep_for_author(page) if request.method == "POST" and page else None
    if kept:
        flash(_("ログインの時間が終わったため、まだ送っていません。記入した内容は残っています。"), "warning")
    elif request.method == "POST":
        flash(
            _("ログインしていないため、送った内容を受け取れませんでした。30分間操作がないと、自動でログアウトします。"),
            "warning",
        )
    door = "seeker.sign_in" if realm is Realm.MY_PAGE else "desk.sign_in"
    return redirect(url_for(door, next=kept or page), code=303)
