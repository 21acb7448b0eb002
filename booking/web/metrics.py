"""/metrics for Prometheus, with a token of its own: counters, and what the database knows now (rules.md#health)."""

import hmac

from flask import Blueprint, Response, abort, request

from booking.operations.gauges import gauges
from booking.people.permissions import ANYONE, allow
from booking.services import services
from booking.web.session import now
from database.base import db

blueprint = Blueprint("metrics", __name__)


@blueprint.get("/metrics")
@allow(ANYONE)
def metrics() -> Response:
    """The metrics for whoever has the token; without a token in the settings there is no such page."""
    from booking.operations.exposition import CONTENT_TYPE, exposition

    token = services().config.metrics_token
    if token is None:
        abort(404)
    given = request.headers.get("Authorization", "")
    if not hmac.compare_digest(given.encode(), f"Bearer {token}".encode()):
        return Response("", 401, {"WWW-Authenticate": "Bearer"})
    found = gauges(db.session(), now=now())
    text = exposition(found, folder=services().config.metrics_folder)
    return Response(text, headers={"Content-Type": CONTENT_TYPE, "Cache-Control": "no-store"})
