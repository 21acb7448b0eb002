"""Keeps browser sessions out of API, feeds and static files: no cookie is read there, none is set or kept alive."""

from flask import Flask, Request, Response, g
from flask import request as present_request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from itsdangerous import URLSafeTimedSerializer

from booking.api.blueprint import ROOT
from booking.api.cookies import CookieSerializer

_WITHOUT_SESSION = (ROOT, "/feeds/", "/static/")


class PageSessions(SecureCookieSessionInterface):
    """Flask's sessions for the pages of one app; for programs an empty one that is forgotten."""

    _serializer: CookieSerializer | None = None

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """Made once, instead of for each cookie that is read and for each that is written."""
        flasks = super().get_signing_serializer(app) if self._serializer is None else None
        if flasks is not None:
            self._serializer = CookieSerializer(flasks)
        return self._serializer

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """The session of the request's cookie, if the request is for a page."""
        # A request without a cookie has no session yet; making the serializer for its signature would take longer.
        if request.path.startswith(_WITHOUT_SESSION) or self.get_cookie_name(app) not in request.cookies:
            return self.session_class()
        return super().open_session(app, request)

    def should_set_cookie(self, app: Flask, session: SessionMixin) -> bool:
        """Whether the answer renews the cookie, and with it the 30 idle minutes; not what a page asks by itself."""
        return bool(session.modified) if g.get("by_itself") else bool(super().should_set_cookie(app, session))

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Keep the session of a page."""
        if not present_request.path.startswith(_WITHOUT_SESSION):
            super().save_session(app, session, response)
