"""The desks of a procedure: taking one out, putting one in."""

from flask.typing import ResponseReturnValue

from booking.office_changes.changes import PutDeskIn, TakeDeskOut
from booking.people.permissions import MANAGEMENT, allow
from booking.web.desk.blueprint import blueprint
from booking.web.desk.offices.impact import decide, show_impact
from booking.web.desk.offices.or_why_not import or_why_not
from booking.web.desk.offices.own_office import own_office


@blueprint.get("/office/<office_code>/procedures/<code>/desks/<desk_code>/out")
@allow(MANAGEMENT)
def take_desk_out_impact(office_code: str, code: str, desk_code: str) -> ResponseReturnValue:
    """What taking the desk out would do."""
    return or_why_not(show_impact, own_office(office_code), TakeDeskOut(code, desk_code))


@blueprint.post("/office/<office_code>/procedures/<code>/desks/<desk_code>/out")
@allow(MANAGEMENT)
def take_desk_out(office_code: str, code: str, desk_code: str) -> ResponseReturnValue:
    """Take the desk out as decided."""
    return or_why_not(decide, own_office(office_code), TakeDeskOut(code, desk_code))


@blueprint.get("/office/<office_code>/procedures/<code>/desks/<desk_code>/in")
@allow(MANAGEMENT)
def put_desk_in_impact(office_code: str, code: str, desk_code: str) -> ResponseReturnValue:
    """What putting the desk in would do."""
    return or_why_not(show_impact, own_office(office_code), PutDeskIn(code, desk_code))


@blueprint.post("/office/<office_code>/procedures/<code>/desks/<desk_code>/in")
@allow(MANAGEMENT)
def put_desk_in(office_code: str, code: str, desk_code: str) -> ResponseReturnValue:
    """Put the desk in; nobody loses anything by it."""
    return or_why_not(decide, own_office(office_code), PutDeskIn(code, desk_code))
