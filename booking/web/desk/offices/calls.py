"""電話の一覧: whom a change of days, times or desks concerned, with numbers to call and what has been done."""

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from booking.bookings.rules.booking_numbers import read_booking_number
from booking.core.input.parsing import LARGEST_ID
from booking.core.texts import _
from booking.office_changes.calls import call_list, call_lists
from booking.office_changes.note_calls import note_call, note_seen
from booking.office_changes.undo import may_be_undone, undo_change
from booking.people.permissions import MANAGEMENT, RECEPTION, allow
from booking.web.desk.blueprint import blueprint
from booking.web.desk.chosen_office import chosen_office_ids
from booking.web.desk.page import page
from booking.web.forms import is_ticked
from booking.web.session import now, staff
from database.base import db

_CHANGE = f"/calls/<int(max={LARGEST_ID}):change_id>"


@blueprint.get("/calls")
@allow(RECEPTION)
def calls() -> str:
    """The lists of the last month, of the chosen offices."""
    return page("desk/calls.html", lists=call_lists(db.session(), office_ids=chosen_office_ids(), now=now()))


@blueprint.get(_CHANGE)
@allow(RECEPTION)
def calls_of_change(change_id: int) -> str:
    """Whom one change concerned."""
    found = call_list(db.session(), change_id, office_ids=staff().office_ids, now=now())
    if found is None:
        return abort(404)
    undoable = MANAGEMENT.include(staff()) and may_be_undone(db.session(), found.change, now=now())
    return page("desk/calls_of_change.html", found=found, undoable=undoable, printed_at=now())


@blueprint.post(f"{_CHANGE}/called")
@allow(RECEPTION)
def note_called(change_id: int) -> ResponseReturnValue:
    """Note that somebody was called, or take that back."""
    who, number = staff(), read_booking_number(request.form.get("number", "")) or abort(404)
    called = is_ticked(request.form, "called")
    note_call(change_id, number, called=called, staff_id=who.as_staff, office_ids=who.office_ids, now=now())
    return redirect(url_for("desk.calls_of_change", change_id=change_id), code=303)


@blueprint.post(f"{_CHANGE}/seen")
@allow(RECEPTION)
def note_change_seen(change_id: int) -> ResponseReturnValue:
    """Note that the office knows what an operator decided."""
    who = staff()
    note_seen(change_id, staff_id=who.as_staff, office_ids=who.office_ids, now=now())
    flash(_("確かめたことを記録しました。"), "success")
    return redirect(url_for("desk.calls_of_change", change_id=change_id), code=303)


@blueprint.post(f"{_CHANGE}/undo")
@allow(MANAGEMENT)
def undo_change_of_office(change_id: int) -> ResponseReturnValue:
    """Make everything what it was before the change, as long as nobody was told of it."""
    who = staff()
    undo_change(change_id, staff_id=who.as_staff, office_ids=who.office_ids, now=now())
    flash(_("元に戻しました。予約は、変更する前のとおりです。"), "success")
    return redirect(url_for("desk.calls_of_change", change_id=change_id), code=303)
