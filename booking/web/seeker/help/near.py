"""Which offices there are, and which are near a place that somebody types."""

from flask import render_template, request

from booking.offices.near import offices_in, offices_near, offices_of_prefectures
from booking.people.permissions import ANYONE, allow
from booking.web.seeker.blueprint import blueprint
from booking.web.session import now
from calendars.office_time import day_of
from database.base import db

_LONGEST_PLACE = 40
_SHOWN_AT_ONCE = 20


@blueprint.get("/offices")
@allow(ANYONE)
def offices() -> str:
    """The offices near `?place=`; without one all of them, or the prefectures where they would be a long list."""
    typed = request.args.get("place", "")[:_LONGEST_PLACE].strip()
    today = day_of(now())
    counted = offices_of_prefectures(db.session(), today=today)
    is_short = sum(counted.values()) <= _SHOWN_AT_ONCE
    return render_template(
        "seeker/help/offices.html",
        typed=typed,
        near=offices_near(db.session(), typed, today=today),
        counted=counted,
        all_offices=offices_in(db.session(), tuple(counted), today=today) if is_short else [],
    )
