"""今日の担当を替える: who sits at which desk on a day; and who holds one booking's consultation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from booking.bookings.colleagues.counsellors import (
    Counsellor,
    Substitution,
    counsellor_of_desk,
    counsellors_at,
    name_counsellor,
    substitute,
)
from booking.bookings.colleagues.refusals import CounsellorChangedMeanwhile, UnknownCounsellor
from booking.bookings.day_sheet import day_sheet
from booking.bookings.sheet_offices import SheetDesk, SheetOffice
from booking.core.explain import explain_to_staff
from booking.core.input.parsing import LARGEST_ID, read_day
from booking.core.refusals import Refusal
from booking.core.texts import _
from booking.people.permissions import ALL_STAFF, allow
from booking.web.desk.blueprint import blueprint
from booking.web.desk.chosen_office import chosen_office_ids
from booking.web.desk.page import page
from booking.web.desk.url_params import requested_day
from booking.web.forms import whole_number
from booking.web.session import now, staff
from calendars.office_time import day_of
from database.base import db

_DIGITS = len(str(LARGEST_ID))


@dataclass(frozen=True)
class _Duty:
    """A desk of the day: who sits there, who could, and how many of its consultations are still to come."""

    place: SheetOffice
    desk: SheetDesk
    counsellor_id: int
    choices: Sequence[Counsellor]
    to_come: int


@blueprint.get("/day/counsellors")
@allow(ALL_STAFF)
def counsellors_of_day() -> str:
    """A form for each desk."""
    return _page(requested_day(request.args.get("day"), today=day_of(now())))


@blueprint.post("/day/counsellors")
@allow(ALL_STAFF)
def submit_counsellor_of_desk() -> ResponseReturnValue:
    """Put somebody else at a desk for the day."""
    day = read_day(request.form.get("day", "")) or abort(400)
    who = staff()
    wanted = Substitution(_sent_id("desk"), day, _sent_id("counsellor"), _sent_id("shown"))
    try:
        substitute(wanted, actor=who.actor, office_ids=who.office_ids, now=now())
    except (UnknownCounsellor, CounsellorChangedMeanwhile) as refused:
        return _page(day, refused), refused.http_status
    flash(_("担当を替えました。窓口、ミーティング、求職者への案内はそのままです。"), "success")
    return redirect(url_for("desk.counsellors_of_day", day=day), code=303)


@blueprint.post("/bookings/<number>/counsellor")
@allow(ALL_STAFF)
def submit_counsellor_of_booking(number: str) -> ResponseReturnValue:
    """Name who holds this one consultation."""
    who = staff()
    name_counsellor(
        number,
        _sent_id("counsellor"),
        shown=_sent_id("shown"),
        actor=who.actor,
        office_ids=who.office_ids,
        now=now(),
    )
    flash(_("担当を替えました。窓口、ミーティング、求職者への案内はそのままです。"), "success")
    return redirect(url_for("desk.booking", number=number), code=303)


def _sent_id(name: str) -> int:
    """An id that a page of ours sent; 400 for what none would."""
    found = whole_number(request.form.get(name, ""), digits=_DIGITS)
    return abort(400) if found is None or found > LARGEST_ID else found


def _page(day: date, refused: Refusal | None = None) -> str:
    sheet = day_sheet(db.session(), day, office_ids=staff().office_ids if refused else chosen_office_ids())
    coming = [line.desk_id for line in sheet.standing if line.status.open and line.starts_at > now()]
    duties = [
        _Duty(place, desk, counsellor_of_desk(db.session(), desk.id, day), choices, coming.count(desk.id))
        for place, choices in ((place, counsellors_at(db.session(), place.id)) for place in sheet.places)
        for desk in place.desks
        if desk.ends_on is None or desk.ends_on > day
    ]
    return page(
        "desk/day/counsellors.html",
        sheet=sheet,
        duties=duties,
        today=day_of(now()),
        explanation=explain_to_staff(refused) if refused else None,
    )
