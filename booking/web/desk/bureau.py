"""全安定所の状況: one line an office, and from each number the way to its list."""

from flask import abort, redirect, url_for
from flask.typing import ResponseReturnValue

from booking.operations.bureau import bureau
from booking.people.permissions import MANAGEMENT, allow
from booking.services import services
from booking.web.desk.blueprint import blueprint
from booking.web.desk.chosen_office import choose
from booking.web.desk.page import page
from booking.web.session import now, staff
from database.base import db

_LISTS = {
    "today": "desk.home",
    "places": "desk.office",
    "troubles": "desk.meetings",
    "undelivered": "desk.failed_deliveries",
    "unmarked": "desk.unmarked_consultations",
    "calls": "desk.calls",
}


@blueprint.get("/bureau")
@allow(MANAGEMENT)
def bureau_page() -> str:
    """All the own offices, whichever is chosen."""
    lines = bureau(
        db.session(), office_ids=staff().office_ids, webhooks_from=services().webhooks_from or None, now=now()
    )
    return page("desk/bureau.html", lines=lines)


@blueprint.post("/bureau/<office_code>/<list_name>")
@allow(MANAGEMENT)
def open_list_of_office(office_code: str, list_name: str) -> ResponseReturnValue:
    """Switch to an office, and lead to the list behind a number."""
    endpoint = _LISTS.get(list_name) or abort(404)
    choose(office_code)
    code = office_code if list_name == "places" else None
    return redirect(url_for(endpoint, office_code=code), code=303)
