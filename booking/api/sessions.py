"""Keeps browser sessions out of the API: no cookie is read below /api/, none is set, and none is kept alive."""

from flask import Flask, Request, Response
from flask import request as present_request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin

from booking.api.door import ROOT


class PageSessions(SecureCookieSessionInterface):
    """Flask's sessions for the pages; below /api/ an empty one that is forgotten."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """The session of the request's cookie, if the request is for a page."""
        if request.path.startswith(ROOT):
            return self.session_class()
        return super().open_session(app, request)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Keep the session of a page."""
        if not present_request.path.startswith(ROOT):
            super().save_session(app, session, response)
