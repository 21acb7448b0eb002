"""Health of this process, for whoever decides where requests go; says nothing about bookings."""

import logging

from flask import Blueprint, Response
from sqlalchemy.exc import DBAPIError

from booking.accounts.permissions import ANYONE, allow
from database.base import db
from database.migrate import is_current

logger = logging.getLogger(__name__)

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
@allow(ANYONE)
def alive() -> Response:
    """The process answers."""
    return _plain("ok", 200)


@blueprint.get("/readyz")
@allow(ANYONE)
def ready() -> Response:
    """The database answers and has every migration (design §6); else 503 with the reason."""
    reason = _why_not_ready()
    return _plain(reason or "ok", 503 if reason else 200)


def _why_not_ready() -> str:
    try:
        with db.engine.connect() as connection:
            return "" if is_current(connection) else "migrations are missing"
    except DBAPIError as error:
        logger.warning("not ready: %s", type(error).__name__)
        return "the database cannot be reached"


def _plain(text: str, status: int) -> Response:
    response = Response(f"{text}\n", status, mimetype="text/plain")
    response.headers["Cache-Control"] = "no-store"
    return response
