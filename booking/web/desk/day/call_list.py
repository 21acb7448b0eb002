"""電話の一覧: whom to call about a day's consultations, on the screen and on paper."""

from flask import request

from booking.people.permissions import ALL_STAFF, allow
from booking.web.desk.blueprint import blueprint
from booking.web.desk.chosen_office import chosen_office_ids
from booking.web.desk.day.sheet import shown_sheet
from booking.web.desk.day.view import View
from booking.web.desk.page import page
from booking.web.session import now
from calendars.office_time import day_of


@blueprint.get("/day/calls")
@allow(ALL_STAFF)
def call_list_of_day() -> str:
    """The people of the day with their numbers, as far as their consultations stand."""
    view = View.of(request.args, today=day_of(now()))
    return page("desk/day/calls.html", **shown_sheet(view, chosen_office_ids()))
