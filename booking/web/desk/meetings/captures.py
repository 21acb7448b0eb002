"""Staff say that they have seen to what was recorded, summarised or streamed against the promise."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from booking.meetings.captures.resolve import resolve_captures
from booking.people.permissions import ALL_STAFF, allow
from booking.web.desk.blueprint import blueprint
from booking.web.desk.url_params import shown_up_to
from booking.web.session import now, staff


@blueprint.post("/bookings/<number>/captures")
@allow(ALL_STAFF)
def resolve_open_captures(number: str) -> ResponseReturnValue:
    """Take what the page showed off the alarms."""
    who = staff()
    resolve_captures(number, up_to=shown_up_to(), actor=who.actor, office_ids=who.office_ids, now=now())
    return redirect(url_for("desk.booking", number=number), code=303)
