"""別の窓口へ移す: bookings of a day, or one alone, go to another desk at the same time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from booking.bookings.day_sheet import day_sheet
from booking.bookings.refusals import ChangedMeanwhile, NotOpenAnyMore
from booking.bookings.sheet_offices import SheetOffice
from booking.core.explain import explain_to_staff
from booking.core.input.parsing import LARGEST_ID, read_day
from booking.core.refusals import Refusal
from booking.core.texts import _
from booking.office_changes.affected import AffectedBooking
from booking.office_changes.move_to_desk import movable_bookings, move_to_desk
from booking.office_changes.refusals import DecisionMissing, OtherDeskTaken
from booking.people.permissions import RECEPTION, allow
from booking.web.desk.blueprint import blueprint
from booking.web.desk.chosen_office import chosen_office_ids
from booking.web.desk.day.other_desk_form import OtherDeskForm
from booking.web.desk.own_booking import own_booking
from booking.web.desk.page import page
from booking.web.desk.url_params import requested_day
from booking.web.forms import whole_number
from booking.web.session import now, staff
from calendars.office_time import day_of
from database.base import db


@dataclass(frozen=True)
class _Movable:
    """An office and its bookings of the day that have not begun."""

    place: SheetOffice
    bookings: Sequence[AffectedBooking]


@blueprint.get("/day/desk")
@allow(RECEPTION)
def other_desk_of_day() -> str:
    """The bookings of the day with the desks that are free at their times."""
    return _page(requested_day(request.args.get("day"), today=day_of(now())))


@blueprint.get("/bookings/<number>/desk")
@allow(RECEPTION)
def other_desk_of_booking(number: str) -> str:
    """The same for one booking."""
    return _page(own_booking(number).day, only=number)


@blueprint.post("/day/desk")
@allow(RECEPTION)
def submit_other_desk() -> ResponseReturnValue:
    """Move what was chosen; whatever is refused, what was ticked stays."""
    day = read_day(request.form.get("day", "")) or abort(400)
    office_id = whole_number(request.form.get("office", ""), digits=len(str(LARGEST_ID))) or abort(400)
    form, only, who = OtherDeskForm.parse(request.form), request.form.get("only") or None, staff()
    if office_id not in who.office_ids:
        abort(404)
    wanted = form.wanted(movable_bookings(db.session(), office_id, day, now=now(), number=only))
    try:
        outcome = move_to_desk(office_id, wanted, actor=who.actor, office_ids=who.office_ids, now=now())
    except (DecisionMissing, OtherDeskTaken, NotOpenAnyMore, ChangedMeanwhile) as refused:
        return _page(day, form, only=only, refused=refused), refused.http_status
    flash(_("%(count)s件を別の窓口へ移しました。求職者にお知らせを送りました。", count=outcome.moved), "success")
    if outcome.change_id is None:
        return redirect(url_for("desk.home", day=day), code=303)
    return redirect(url_for("desk.calls_of_change", change_id=outcome.change_id), code=303)


def _page(
    day: date,
    form: OtherDeskForm | None = None,
    *,
    only: str | None = None,
    refused: Refusal | None = None,
) -> str:
    # One booking was opened by its number, and what was sent is seen again, whichever office was chosen since.
    shown = staff().office_ids if only or form else chosen_office_ids()
    sheet = day_sheet(db.session(), day, office_ids=shown)
    movable = [
        _Movable(place, movable_bookings(db.session(), place.id, day, now=now(), number=only)) for place in sheet.places
    ]
    return page(
        "desk/day/other_desk.html",
        sheet=sheet,
        movable=[one for one in movable if one.bookings],
        form=form or OtherDeskForm(),
        only=only,
        explanation=explain_to_staff(refused) if refused else None,
        nothing_chosen=isinstance(refused, DecisionMissing),
    )
