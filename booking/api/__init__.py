"""The JSON API v1: the same acts and reads as the pages, for programs, with tokens instead of sessions."""

from flask import Flask

from booking.api import bookings, callers, document, faults, inbox, problem_pages, procedures, rates
from booking.api.blueprint import blueprint
from booking.api.sessions import PageSessions

__all__ = ["blueprint", "bookings", "callers", "document", "faults", "inbox", "procedures", "rates", "register"]


def register(app: Flask) -> None:
    """Put the API on the app, before the pages: their check of permissions looks at every route."""
    app.session_interface = PageSessions()
    callers.register(app)
    faults.register(app)
    app.register_blueprint(blueprint)
    app.register_blueprint(problem_pages.blueprint)
