"""Notes for colleagues on a booking's page."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from booking.bookings.colleagues.notes import Author, remove_note, write_note
from booking.core.input.parsing import LARGEST_ID
from booking.core.text_limits import LONGEST_NOTE
from booking.core.texts import _
from booking.people.permissions import ALL_STAFF, allow
from booking.web.desk.blueprint import blueprint
from booking.web.desk.bookings.booking import booking_page
from booking.web.desk.own_booking import own_booking
from booking.web.forms import line, text_complaint
from booking.web.one_time_key import sent_key
from booking.web.session import now, staff


@blueprint.post("/bookings/<number>/notes")
@allow(ALL_STAFF)
def submit_note(number: str) -> ResponseReturnValue:
    """Write a note; what is too long is shown again with what is wrong."""
    found, text = own_booking(number), line(request.form, "note")
    complaint = text_complaint(text, LONGEST_NOTE, missing=_("ほかの職員に伝えたいことを書いてください。"))
    if complaint:
        return booking_page(found, note=text, errors={"note": complaint}), 422
    who = staff()
    by = Author(who.as_staff, who.office_ids)
    write_note(number, text, by, key=sent_key(request.form), now=now())
    flash(_("メモを残しました。求職者には見えません。"), "success")
    return redirect(url_for("desk.booking", number=number), code=303)


@blueprint.post(f"/bookings/<number>/notes/<int(max={LARGEST_ID}):note_id>/remove")
@allow(ALL_STAFF)
def submit_remove_note(number: str, note_id: int) -> ResponseReturnValue:
    """Take a note away."""
    who = staff()
    remove_note(number, note_id, Author(who.as_staff, who.office_ids), now=now())
    flash(_("メモを消しました。"), "success")
    return redirect(url_for("desk.booking", number=number), code=303)
