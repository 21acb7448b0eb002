"""Entering a meeting by hand: for a booking that has none, or in place of the one that it has."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from booking.bookings.day_sheet import meeting_states
from booking.core.explain import explain_to_staff
from booking.core.texts import _
from booking.meetings import enter_by_hand as entering
from booking.meetings.refusals import MeetingOfThePool, MeetingTaken
from booking.people.permissions import RECEPTION, allow
from booking.services import services
from booking.tables import Booking
from booking.web.desk.blueprint import blueprint
from booking.web.desk.meetings.enter_form import EnterForm
from booking.web.desk.own_booking import own_booking, still_open
from booking.web.desk.page import page
from booking.web.seen import seen_revision
from booking.web.session import now, staff
from database.base import db


@blueprint.get("/bookings/<number>/meeting")
@allow(RECEPTION)
def enter_meeting(number: str) -> ResponseReturnValue:
    """The form; a booking that is cancelled or over is shown instead."""
    found = own_booking(number)
    if not still_open(found):
        return redirect(url_for("desk.booking", number=number), code=303)
    return _form_page(found, EnterForm())


@blueprint.post("/bookings/<number>/meeting")
@allow(RECEPTION)
def submit_enter_meeting(number: str) -> ResponseReturnValue:
    """Enter the details; whatever is refused, what was typed stays."""
    found, form = own_booking(number), EnterForm.parse(request.form, services().meetings.traits)
    if form.details is None:
        return _form_page(found, form)
    who = staff()
    try:
        is_new = entering.enter_meeting(
            number,
            form.details,
            actor=who.actor,
            office_ids=who.office_ids,
            keys=services().keys,
            seen=seen_revision(request.form),
            now=now(),
        )
    except (MeetingTaken, MeetingOfThePool) as refused:
        explanation = explain_to_staff(refused)
        return _form_page(own_booking(number), form.with_error("meeting_id", explanation.sentences))
    if is_new:
        flash(_("ミーティングを入力しました。求職者に新しい内容をお知らせしました。"), "success")
    else:
        flash(_("入力した内容は、いまのミーティングと同じです。何も変えず、お知らせも送っていません。"), "notice")
    return redirect(url_for("desk.booking", number=number), code=303)


def _form_page(found: Booking, form: EnterForm) -> tuple[str, int]:
    shown = page(
        "desk/enter_meeting.html",
        booking=found,
        meeting=meeting_states(db.session(), [found])[found.id],
        form=form,
        errors=form.errors,
    )
    return form.with_status(shown)
