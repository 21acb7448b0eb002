"""The first page: finds the procedure that somebody wants to book."""

from flask import render_template, request

from booking.availability.procedures import procedures_of_codes, rules_of
from booking.availability.rule_values import RuleValues
from booking.core.channels import Channel
from booking.offices.search import find_codes
from booking.people.permissions import ANYONE, allow
from booking.tables import Procedure
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
        procedures=[_listed(procedure) for procedure in procedures_of_codes(db.session(), shown)],
        total=len(codes),
        page=page,
        is_last=page * _A_PAGE >= len(codes),
    )


def _listed(procedure: Procedure) -> tuple[Procedure, RuleValues, bool]:
    """A procedure with what it says today, and whether some day that is open today can be booked on the web."""
    rules, today = rules_of(db.session(), procedure), day_of(now())
    channels = rules.channels_between(today, rules.last_open_day(today))
    return procedure, rules.on(today), Channel.WEB in channels
