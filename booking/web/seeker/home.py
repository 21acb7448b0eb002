"""The first page: finds the procedure that somebody wants to book."""

from flask import render_template, request

from booking.availability.procedures import procedures_of_codes
from booking.offices.search import find_codes
from booking.people.permissions import ANYONE, allow
from booking.web.seeker.blueprint import blueprint
from booking.web.session import now
from calendars.office_time import day_of
from database.base import db

_LONGEST_SEARCH = 100
_A_PAGE = 20


@blueprint.get("/")
@allow(ANYONE)
def home() -> str:
    """Search box and procedures: all of them, or those in which every typed word occurs; 20 a page."""
    typed = request.args.get("q", "")[:_LONGEST_SEARCH].strip()
    codes = find_codes(db.session(), typed, today=day_of(now()))
    page = min(max(request.args.get("page", 1, type=int), 1), max(-(-len(codes) // _A_PAGE), 1))
    shown = codes[(page - 1) * _A_PAGE : page * _A_PAGE]
    return render_template(
        "seeker/home.html",
        typed=typed,
        procedures=procedures_of_codes(db.session(), shown),
        total=len(codes),
        page=page,
        is_last=page * _A_PAGE >= len(codes),
    )
