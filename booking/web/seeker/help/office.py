"""The page of an office: what it is called officially, where it is, when it answers, what is booked there."""

from urllib.parse import urlencode

from flask import abort, render_template

from booking.availability.ends import has_ended
from booking.offices.public_office import office_by_code, procedures_offered
from booking.people.permissions import ANYONE, allow
from booking.tables import Office
from booking.web.seeker.blueprint import blueprint
from booking.web.session import now
from calendars.office_time import day_of
from database.base import db

# A plain link: nothing of a map is loaded here, and whoever runs the map learns only of who follows it.
_MAP_SEARCH = "https://www.google.com/maps/search/"


@blueprint.get("/offices/<office_code>")
@allow(ANYONE)
def office(office_code: str) -> str:
    """The office; one that has ended says so."""
    shown = office_by_code(db.session(), office_code)
    if shown is None:
        abort(404)
    today = day_of(now())
    return render_template(
        "seeker/help/office.html",
        office=shown,
        has_ended=has_ended(shown.ends_on, on=today),
        procedures=procedures_offered(db.session(), shown, today=today),
        map_address=None if shown.fictional else _map_of(shown),
    )


def _map_of(shown: Office) -> str:
    """Where a map search finds the office: by its address, or by its official name where that is not known."""
    return f"{_MAP_SEARCH}?{urlencode({'api': 1, 'query': shown.address or shown.official_name})}"
