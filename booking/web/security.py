"""CSRF on every form, and the headers that keep pages to themselves."""

from collections.abc import Sequence

from flask import Flask, Response, abort, after_this_request, current_app, g, request, session
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFProtect, generate_csrf

from booking.core.cookies import FormTokens
from booking.services import services
from booking.web import hosts
from booking.web.permissions import check_caller
from booking.web.session import principal
from booking.wsgi.request_bodies import LARGEST

csrf = CSRFProtect()

_TOKENS = "form_tokens"
_LARGEST_FORM = 64 * 1024  # bytes
_PAGE_POLICY = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
# What the session of a browser holds that has only looked at pages with forms.
_OF_NOBODY = frozenset({"csrf_token", "_permanent", "_fresh"})
_HEADERS = {
    "content-security-policy": _PAGE_POLICY,
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
}


def secure(app: Flask) -> None:
    """Put the protections on the app."""
    hosts.register(app)
    app.before_request(_bound_length)  # before the first that reads the body
    app.before_request(_check_who_sends_much)
    csrf.init_app(app)
    app.extensions[_TOKENS] = FormTokens(app.config["SECRET_KEY"])
    app.jinja_env.globals["csrf_token"] = _token
    app.context_processor(lambda: {"csrf_token": _token})  # after Flask-WTF's own, which it stands before
    app.before_request(_refuse_nul)
    app.after_request(_add_headers)


def _token() -> str:
    """The token of this page's forms, kept for them where Flask-WTF keeps it, which draws the browser's mark."""
    token: str | None = g.get("csrf_token")
    if token is None and (mark := session.get("csrf_token")):
        tokens: FormTokens = current_app.extensions[_TOKENS]
        token = g.csrf_token = tokens.token(mark)
    return token or str(generate_csrf())


def _bound_length() -> None:
    """Bound the length of what is sent: only the desk sends files, and other forms have some kilobytes."""
    if request.blueprint != "desk":
        request.max_content_length = _LARGEST_FORM


def _check_who_sends_much() -> ResponseReturnValue | None:
    """Ask who calls before a large body is read: nobody fills the memory with files who may not hand one in."""
    takes_much = (request.max_content_length or 0) > LARGEST
    return check_caller() if takes_much and request.method == "POST" else None


def _refuse_nul() -> None:
    """Refuse an address with a NUL: it names nothing of ours, and PostgreSQL refuses a query with one."""
    if "\0" in request.path:
        abort(404)


def _add_headers(response: Response) -> Response:
    headers = response.headers
    # Looked through once: to ask werkzeug for a header that is not there costs an exception.
    present = {name.lower() for name, _ in headers}
    for name, value in _HEADERS.items():
        if name not in present:
            headers.add(name, value)
    if "strict-transport-security" not in present and services().config.base_url.startswith("https://"):
        headers.add("Strict-Transport-Security", "max-age=31536000")
    if "cache-control" not in present:
        headers.add("Cache-Control", "no-store" if _is_personal() else "no-cache")
    return response


def let_forms_lead_to(origins: Sequence[str]) -> None:
    """Let a form of this page be answered with a redirect to these origins, which browsers otherwise refuse."""

    @after_this_request
    def widen(response: Response) -> Response:
        forms = " ".join(["form-action 'self'", *origins])
        response.headers["Content-Security-Policy"] = _PAGE_POLICY.replace("form-action 'self'", forms)
        return response


def _is_personal() -> bool:
    """Whether nothing may stay of the page: after signing out, the back button of a shared computer shows nothing."""
    if request.method == "POST" or g.get("database_failed"):
        return True  # without the database nobody knows whether somebody is signed in
    # Before the sign-in pages show what somebody said or is to keep secret: the session tells at which step they are.
    return principal() is not None or bool(session.keys() - _OF_NOBODY)
