"""What a day's sheet shows, whole or anew: a page that lies open asks now and then for its rows alone."""

from collections.abc import Collection
from typing import Any

from flask import render_template, request

from booking.bookings.day_sheet import day_sheet
from booking.people.permissions import ALL_STAFF, RECEPTION, allow
from booking.services import services
from booking.web.desk.blueprint import blueprint
from booking.web.desk.chosen_office import ALL, offices_called
from booking.web.desk.day.rows import rows_of
from booking.web.desk.day.view import View
from booking.web.quiet_requests import no_activity
from booking.web.security import let_forms_lead_to
from booking.web.session import now, staff
from calendars.office_time import day_of
from database.base import db


@blueprint.get("/live")
@allow(ALL_STAFF)
@no_activity
def live_sheet() -> str:
    """The rows as they are now. Nobody pressed anything: it keeps no sign-in alive."""
    shown = offices_called(request.args.get("office", ALL))  # those of the page, whatever another tab has chosen since
    return render_template("desk/day/live.html", **shown_sheet(View.of(request.args, today=day_of(now())), shown))


def shown_sheet(view: View, office_ids: Collection[int]) -> dict[str, Any]:
    """What the templates of a sheet of these offices are given."""
    sheet = day_sheet(db.session(), view.day, office_ids=office_ids)
    rows = rows_of(db.session(), sheet, view, secret=services().config.secret_key, now=now())
    return {
        "sheet": sheet,
        "view": view,
        "desk_choices": tuple(view.desks(sheet)),
        "counsellor_choices": tuple(view.counsellors(sheet)),
        "today": day_of(now()),
        "standing": tuple(row for row in rows if not row.line.cancelled),
        "cancelled": tuple(row for row in rows if row.line.cancelled),
        "office": sheet.places[0].contact if len(sheet.places) == 1 else None,
        "several_offices": len(staff().office_ids) > 1,
        "of_reception": RECEPTION.include(staff()),
    }


def let_meetings_start() -> None:
    """Let the sheet's buttons lead into meetings: the provider's, and those that were entered by hand."""
    traits = services().meetings.traits
    let_forms_lead_to(sorted({*traits.start_origins, *traits.links.origins}))
