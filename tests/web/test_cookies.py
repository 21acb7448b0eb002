"""A browser's cookie is what Flask would make of its session: no release and no change of keys signs anybody out."""

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import BadSignature, URLSafeTimedSerializer

from booking.api.cookies import CookieSerializer

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
