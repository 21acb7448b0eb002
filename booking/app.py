"""Wires the service together: the one place where configuration, clock, provider and channels meet."""

from collections.abc import Callable
from datetime import timedelta
from pkgutil import resolve_name
from typing import Any

from flask import Flask

from booking import api, portal, web
from booking.announcements.channels import Channels
from booking.assets import assets
from booking.clock import Clock, real_clock, shifted_clock
from booking.core.keys import DataKeys
from booking.core.metrics import TimedRequests
from booking.meetings.provider import MeetingProvider
from booking.messages.channels.configured import channels_of
from booking.operations.clock_trust.watch import ClockWatch
from booking.people.linked_sign_in.provider import CALLBACK, IdentityProvider
from booking.services import Services
from booking.settings.config import Config
from booking.settings.meetings import PROVIDERS
from booking.web import webhooks
from booking.web.accounts.chosen_language import variant_of
from booking.web.desk.people.file import LARGEST_BODY as LARGEST_PERSON_FILE
from booking.web.desk.people.file import PATH as PERSON_FILES
from booking.web.languages.templates import PageEnvironment
from booking.web.security import csrf
from booking.wsgi import packing
from booking.wsgi.behind_proxies import BehindProxies
from booking.wsgi.request_bodies import LARGEST, read_bodies
from booking.wsgi.response_cache import cache_responses
from database.base import db
from database.changes import changes_of
from database.engines import engine_options, prepare

# A public computer in the office is left behind now and then (共用端末); the page warns five minutes before.
IDLE = timedelta(minutes=30)


class PageApp(Flask):
    """Flask with our Jinja, and without asking of two dozen functions for each page whether they are coroutines."""

    jinja_environment = PageEnvironment
    jinja_options = {"cache_size": -1}  # noqa: RUF012  every template: Jinja keeps 400, by use, which takes longer

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """The function as it is: none of ours is one."""
        return func


def create_app(
    config: Config,
    *,
    clock: Clock | None = None,
    meetings: MeetingProvider | None = None,
    channels: Channels | None = None,
) -> Flask:
    """The Flask app of `config`; what is not given is what the configuration asks for."""
    app = PageApp(
        "booking",
        template_folder=str(assets("templates")),
        static_folder=str(assets("static")),
        instance_path=str(config.instance.resolve()),
    )
    app.config.update(_flask_settings(config))
    keys = DataKeys(config.data_keys)
    app.extensions["services"] = Services(
        config=config,
        clock=clock or _clock(config),
        keys=keys,
        meetings=meetings or _meetings(config, keys),
        identities=_identities(config),
    )
    app.extensions["channels"] = channels or channels_of(config)
    app.extensions["clock_watch"] = ClockWatch(app.extensions["services"].clock)
    _connect_database(app)
    packing.register(app)
    _open_doors(app)
    read_bodies(app, larger={PERSON_FILES: LARGEST_PERSON_FILE})
    if config.metrics_token:
        app.wsgi_app = TimedRequests(app.wsgi_app)  # type: ignore[method-assign]  # Flask's way
    if config.trusted_proxies:
        app.wsgi_app = BehindProxies(app.wsgi_app, hops=config.trusted_proxies)  # type: ignore[method-assign]  # Flask's way
    return app


def _flask_settings(config: Config) -> dict[str, Any]:
    return {
        "SECRET_KEY": config.secret_key,
        "SQLALCHEMY_DATABASE_URI": config.database_url,
        "SQLALCHEMY_ENGINE_OPTIONS": engine_options(config.database_url),
        "SESSION_COOKIE_NAME": "madoguchi",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": config.base_url.startswith("https://"),
        "PERMANENT_SESSION_LIFETIME": IDLE,
        "MAX_CONTENT_LENGTH": LARGEST,
        "WTF_CSRF_TIME_LIMIT": None,  # a form is as good as the session that it belongs to
    }


def _clock(config: Config) -> Clock:
    return real_clock if config.clock_offset is None else shifted_clock(config.clock_offset)


def _meetings(config: Config, keys: DataKeys) -> MeetingProvider:
    make: Callable[[Config, DataKeys], MeetingProvider] = resolve_name(PROVIDERS[config.meetings].maker)
    return make(config, keys)


def _identities(config: Config) -> IdentityProvider | None:
    if config.oidc is None:
        return None
    return IdentityProvider(config.oidc, redirect_uri=f"{config.base_url}{CALLBACK}", secret_key=config.secret_key)


def _connect_database(app: Flask) -> None:
    db.init_app(app)
    with app.app_context():
        prepare(db.engine)
        cache_responses(app, changes=changes_of(db.engine), clock=app.extensions["services"].clock, variant=variant_of)


def _open_doors(app: Flask) -> None:
    csrf.exempt(api.blueprint)  # no session to ride on: whoever calls the API sends a token
    csrf.exempt(webhooks.blueprint)  # whoever calls it signs
    api.register(app)
    portal.register(app, open_to_all=app.extensions["services"].config.has_portal)
    web.register(app)
