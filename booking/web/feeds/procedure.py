"""A procedure's public feed: its open slots and its office's closing days, for everybody who plans a consultation."""

from flask import Response

from booking.availability.refusals import UnknownProcedure
from booking.core.texts import _
from booking.people.permissions import ANYONE, allow
from booking.services import services
from booking.web.feeds.answers import PUBLIC, blueprint, feed_answer, not_found
from booking.web.feeds.procedure_entries import procedure_entries
from booking.web.session import now
from booking.wsgi.response_cache import Validity, stamping
from calendars.ical import Feed, document, etag
from database.base import db


@blueprint.get("/feeds/procedures/<code>.ics")
@allow(ANYONE)
def procedure_feed(code: str) -> Response:
    """One entry for each open slot, and an all-day one for each closing day; 404 for an unknown procedure."""
    stamp_of, config = stamping(), services().config
    try:
        found = procedure_entries(db.engine, code, base_url=config.base_url, secret_key=config.secret_key, now=now())
    except UnknownProcedure:
        return not_found()
    about = Feed(
        _("%(title)sの空き状況", title=found.title),
        _("カレンダーに出るまでに1日ほどかかることがあります。最新の空き状況は、予約のページでお確かめください。"),
    )
    content = document(about, found.entries)
    validity = Validity(stamp_of(found.snapshot), since=now(), until=found.until)
    return feed_answer(content, etag=etag(content), validity=validity, cached=PUBLIC)
