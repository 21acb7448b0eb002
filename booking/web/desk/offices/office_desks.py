"""The desks of a procedure: taking one out, putting one in."""

from collections.abc import Callable

from flask.typing import ResponseReturnValue

from booking.office_changes.changes import Change, PutDeskIn, TakeDeskOut
from booking.offices.refusals import OfficeRulesBroken
from booking.people.permissions import MANAGEMENT, allow
from booking.tables import Office
from booking.web.desk.blueprint import blueprint
from booking.web.desk.offices.impact import decide, show_impact
from booking.web.desk.offices.office import office_page
from booking.web.desk.offices.office_forms import ClosingDayForm
from booking.web.desk.offices.own_office import own_office


@blueprint.get("/office/<office_code>/procedures/<code>/desks/<desk_code>/out")
@allow(MANAGEMENT)
def take_desk_out_impact(office_code: str, code: str, desk_code: str) -> ResponseReturnValue:
    """What taking the desk out would do."""
    return _or_why_not(show_impact, own_office(office_code), TakeDeskOut(code, desk_code))


@blueprint.post("/office/<office_code>/procedures/<code>/desks/<desk_code>/out")
@allow(MANAGEMENT)
def take_desk_out(office_code: str, code: str, desk_code: str) -> ResponseReturnValue:
    """Take the desk out as decided."""
    return _or_why_not(decide, own_office(office_code), TakeDeskOut(code, desk_code))


@blueprint.get("/office/<office_code>/procedures/<code>/desks/<desk_code>/in")
@allow(MANAGEMENT)
def put_desk_in_impact(office_code: str, code: str, desk_code: str) -> ResponseReturnValue:
    """What putting the desk in would do."""
    return _or_why_not(show_impact, own_office(office_code), PutDeskIn(code, desk_code))


@blueprint.post("/office/<office_code>/procedures/<code>/desks/<desk_code>/in")
@allow(MANAGEMENT)
def put_desk_in(office_code: str, code: str, desk_code: str) -> ResponseReturnValue:
    """Put the desk in; nobody loses anything by it."""
    return _or_why_not(decide, own_office(office_code), PutDeskIn(code, desk_code))


def _or_why_not(
    answer: Callable[[Office, Change], ResponseReturnValue], office: Office, change: Change
) -> ResponseReturnValue:
    """The answer, or the settings with the rule of the office that the change would break."""
    try:
        return answer(office, change)
    except OfficeRulesBroken as refused:
        return office_page(office, ClosingDayForm(), refused), refused.http_status
