"""Pages for seekers and staff: routes parse, call one act or read, and respond."""

from flask import Flask

from booking.core import rate_limits
from booking.web import session, shown_again, static_files, templating
from booking.web.errors import faults
from booking.web.languages import answering, templates
from booking.web.permissions import enforce_permissions
from booking.web.security import secure


def register(app: Flask) -> None:
    """Put all pages on the app; the start fails if a route does not say who may call it."""
    answering.register(app)
    session.register(app)
    templates.register(app)
    templating.register(app)
    rate_limits.register(app)
    secure(app)
    answering.lead_on(app)
    faults.register(app)
    static_files.register(app)
    _register_pages(app)
    shown_again.register(app)
    enforce_permissions(app)
    shown_again.show_kept_pages(app)


def _register_pages(app: Flask) -> None:
    from booking.web import demo_meeting, desk, feeds, health, metrics, seeker, webhooks

    for blueprint in (seeker.blueprint, desk.blueprint, health.blueprint, metrics.blueprint, webhooks.blueprint):
        app.register_blueprint(blueprint)
    feeds.register(app)
    if app.extensions["services"].meetings.traits.is_made_up:
        app.register_blueprint(demo_meeting.blueprint)
