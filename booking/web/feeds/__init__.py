"""Calendar feeds, a file for each kind; docs/decisions/0017 says what their entries may tell."""

from flask import Flask

from booking.web.feeds import desk, procedure, seeker
from booking.web.feeds.answers import blueprint

__all__ = ["desk", "procedure", "register", "seeker"]


def register(app: Flask) -> None:
    """Answer feeds."""
    app.register_blueprint(blueprint)
