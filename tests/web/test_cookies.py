"""A browser's cookie is what Flask would make of its session: no release and no change of keys signs anybody out."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask, session
from flask.sessions import SecureCookieSessionInterface
from flask_wtf.csrf import validate_csrf
from itsdangerous import BadSignature, SignatureExpired, TimestampSigner, URLSafeTimedSerializer
from werkzeug.http import parse_date
from wtforms import ValidationError  # type: ignore[import-untyped]  # ships no types

from booking.api.sessions import PageSessions
from booking.core.cookies import CookieSerializer, FormTokens

SESSIONS: tuple[Mapping[str, object], ...] = (
    {},
    {"_fresh": True, "_permanent": True, "_user_id": "token", "csrf_token": "a" * 40},
    {"_flashes": [("done", "保存しました。")], "csrf_token": "𠮷"},  # a pair stays a pair
    {" t": [1]},  # looks like one of Flask's tags
    {"opened": list(range(900)), "at": datetime(2026, 11, 30, 9, tzinfo=UTC)},  # packed
)


@pytest.fixture
def flasks() -> URLSafeTimedSerializer:
    app = Flask("as Flask does")
    app.config.update(SECRET_KEY="the new secret", SECRET_KEY_FALLBACKS=["the old secret"])
    made = SecureCookieSessionInterface().get_signing_serializer(app)
    assert made is not None
    return made


@pytest.mark.parametrize("session", SESSIONS)
def test_flask_reads_our_cookies_and_we_read_flasks(
    flasks: URLSafeTimedSerializer, session: Mapping[str, object]
) -> None:
    ours = CookieSerializer(flasks)
    with Flask("reads and writes").app_context():
        assert flasks.loads(ours.dumps(session)) == session
        assert ours.loads(flasks.dumps(session)) == session
        assert ours.loads(ours.dumps(session)) == session


def test_a_cookie_signed_with_the_old_secret_is_read_and_a_strangers_is_not(flasks: URLSafeTimedSerializer) -> None:
    ours, session = CookieSerializer(flasks), {"_user_id": "token", "_fresh": True}
    old = URLSafeTimedSerializer("the old secret", salt=flasks.salt, signer_kwargs=flasks.signer_kwargs)
    assert ours.loads(old.dumps(session)) == session
    stranger = URLSafeTimedSerializer("a guess", salt=flasks.salt, signer_kwargs=flasks.signer_kwargs)
    with pytest.raises(BadSignature):
        ours.loads(stranger.dumps(session))
    with pytest.raises(BadSignature):
        ours.loads("x" + ours.dumps(session))


@pytest.mark.parametrize("session", SESSIONS)
def test_a_cookie_is_renewed_as_the_same_session_of_now(
    flasks: URLSafeTimedSerializer, session: Mapping[str, object]
) -> None:
    with Flask("reads and writes").app_context():
        content = flasks.dumps(session).rsplit(".", 2)[0]
        old = _OfLongAgo(flasks.secret_keys, salt=flasks.salt, **flasks.signer_kwargs).sign(content).decode()
        with pytest.raises(SignatureExpired):
            flasks.loads(old, max_age=60)
        assert flasks.loads(CookieSerializer(flasks).renewed(old), max_age=60) == session


class _OfLongAgo(TimestampSigner):
    def get_timestamp(self) -> int:
        return 0


def test_an_answer_sets_a_renewed_cookie_as_flask_does() -> None:
    ways = [_renewed_by(way) for way in (SecureCookieSessionInterface(), PageSessions())]
    assert ways[0] == ways[1]


def _renewed_by(way: SecureCookieSessionInterface) -> tuple[Mapping[str, object], str]:
    """Name and attributes of the cookie, but for its value and the second, and what the answer depends on."""
    app = Flask("a page")
    app.config.update(SECRET_KEY="secret", SESSION_COOKIE_SAMESITE="Lax", SESSION_COOKIE_SECURE=True)
    app.session_interface = way
    app.add_url_rule("/", view_func=lambda: session["_user_id"])
    visitor = app.test_client()
    with visitor.session_transaction(base_url="https://localhost") as begun:
        begun.update(_permanent=True, _user_id="token")
    answer = visitor.get("/", base_url="https://localhost")
    said = dict(part.partition("=")[::2] for part in answer.headers["Set-Cookie"].split("; "))
    assert said.pop("session")
    ends = parse_date(said.pop("Expires"))
    assert ends is not None
    assert abs(ends - datetime.now(UTC) - app.permanent_session_lifetime) < timedelta(seconds=5)
    return said, answer.headers["Vary"]


def test_flask_wtf_takes_our_tokens_for_the_browser_whose_mark_they_carry() -> None:
    app = Flask("a form")
    app.config.update(SECRET_KEY="the new secret")
    tokens = FormTokens("the new secret")
    with app.test_request_context("/"):
        session["csrf_token"] = "a" * 40
        validate_csrf(tokens.token("a" * 40))
        for wrong in (tokens.token("b" * 40), FormTokens("a guess").token("a" * 40)):
            with pytest.raises(ValidationError):
                validate_csrf(wrong)
