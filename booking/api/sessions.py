"""Keeps browser sessions out of API, feeds and static files: no cookie is read there, none is set or kept alive.

On pages the cookie is renewed with each answer, which mostly changes nothing but its time (decision 0090).
"""

from functools import lru_cache
from time import time
from typing import cast

from flask import Flask, Request, Response, g
from flask import request as present_request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from itsdangerous import URLSafeTimedSerializer
from werkzeug.http import dump_cookie, http_date

from booking.api.blueprint import ROOT
from booking.core.cookies import CookieSerializer
from booking.wsgi.vary import vary_by

_WITHOUT_SESSION = (ROOT, "/feeds/", "/static/")


class PageSessions(SecureCookieSessionInterface):
    """Flask's sessions for the pages of one app; for programs an empty one that is forgotten."""

    _serializer: CookieSerializer | None = None
    _attributes: str | None = None  # of the cookie, but for its end

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
        """Keep the session of a page; what is as it came is neither written nor packed anew."""
        if present_request.path.startswith(_WITHOUT_SESSION):
            return
        if session and not session.modified and self.should_set_cookie(app, session):
            vary_by(response, "Cookie")
            response.headers.add("Set-Cookie", self._renewed(app, present_request.cookies[self.get_cookie_name(app)]))
        else:
            super().save_session(app, session, response)

    def _renewed(self, app: Flask, cookie: str) -> str:
        """As Flask would set the cookie that came."""
        if self._attributes is None:
            _name, _, self._attributes = dump_cookie(
                "",
                path=self.get_cookie_path(app),
                domain=self.get_cookie_domain(app),
                secure=self.get_cookie_secure(app),
                httponly=self.get_cookie_httponly(app),
                samesite=self.get_cookie_samesite(app),
                partitioned=self.get_cookie_partitioned(app),
            ).partition(";")
        ends = int(time() + app.permanent_session_lifetime.total_seconds())
        value = cast("CookieSerializer", self._serializer).renewed(cookie)
        return f"{self.get_cookie_name(app)}={value}; Expires={_in_words(ends)};{self._attributes}"


_in_words = lru_cache(8)(http_date)  # some requests end in the same second
