"""The first page: finds the procedure that somebody wants to book."""

from flask import render_template, request

from booking.accounts.permissions import ANYONE, allow
from booking.queries.procedures import search_procedures
from booking.web.seeker.door import blueprint
from database.base import db

_LONGEST_SEARCH = 100


@blueprint.get("/")
@allow(ANYONE)
def home() -> str:
    """Search box and procedures: all of them, or those in which every typed word occurs."""
    typed = request.args.get("q", "")[:_LONGEST_SEARCH].strip()
    return render_template("seeker/home.html", typed=typed, procedures=search_procedures(db.session(), typed))
