"""出欠: the consultations about which nobody has decided, and the page on which staff decide and correct."""

from dataclasses import replace

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from booking.attendance.absences import UNMARKED_DAYS, counting_no_shows, decisions_of, unmarked
from booking.attendance.decide import Marking, mark_attendance
from booking.attendance.phone_calls import Called, note_phone_call, phone_calls_of
from booking.attendance.reads import attendance_of, suggestions_of
from booking.attendance.refusals import (
    CalledBeforeTheDay,
    CalledInFuture,
    DecidedMeanwhile,
    ReasonMissing,
    TooEarlyToDecide,
)
from booking.attendance.rules.marking import kinds_to_await, kinds_to_choose, late_from
from booking.attendance.words import call_result
from booking.availability.procedures import values_on
from booking.core.call_results import CallResult
from booking.core.decisions import DECISIONS
from booking.core.explain import explain_to_staff
from booking.core.refusals import Refusal
from booking.core.text_limits import LONGEST_REASON
from booking.core.texts import _
from booking.people.permissions import ALL_STAFF, allow
from booking.tables import Booking
from booking.web.desk.attendance.call_form import CallForm
from booking.web.desk.attendance.decide_form import LIST, SHEET, AttendanceForm
from booking.web.desk.blueprint import blueprint
from booking.web.desk.chosen_office import chosen_office_ids
from booking.web.desk.day.view import View
from booking.web.desk.own_booking import own_booking
from booking.web.desk.page import page
from booking.web.session import now, staff
from calendars.office_time import day_of
from database.base import db


@blueprint.get("/attendance")
@allow(ALL_STAFF)
def unmarked_consultations() -> str:
    """Consultations that ended without a decision, to be worked through."""
    found = unmarked(db.session(), office_ids=chosen_office_ids(), now=now())
    suggested = suggestions_of(db.session(), found, now=now())
    return page("desk/unmarked.html", bookings=found, days=UNMARKED_DAYS, suggested=suggested)


@blueprint.get("/bookings/<number>/attendance")
@allow(ALL_STAFF)
def attendance(number: str) -> ResponseReturnValue:
    """What is known, the phone number, and a button for each decision."""
    found = own_booking(number)
    if not may_decide(found):
        return redirect(url_for("desk.booking", number=number), code=303)
    return _page(found, AttendanceForm(shown=len(decisions_of(db.session(), found)), back=request.args.get("back", "")))


@blueprint.post("/bookings/<number>/attendance")
@allow(ALL_STAFF)
def submit_attendance(number: str) -> ResponseReturnValue:
    """Decide; whatever is refused, what was typed stays."""
    found, form = own_booking(number), AttendanceForm.parse(request.form)
    if form.status is None or form.errors:
        return _page(found, form)
    who = staff()
    marking = Marking(number, form.status, who.as_staff, who.office_ids, form.shown, form.reason)
    try:
        mark_attendance(marking, now=now())
    except ReasonMissing as refused:
        return _page(own_booking(number), form.with_error("reason", explain_to_staff(refused).what_happened))
    except (DecidedMeanwhile, TooEarlyToDecide) as refused:
        return _page(own_booking(number), form, refused)
    flash(_("出欠を記録しました。"), "success")
    return redirect(_where_next(found, form.back), code=303)


@blueprint.post("/bookings/<number>/calls")
@allow(ALL_STAFF)
def submit_phone_call(number: str) -> ResponseReturnValue:
    """Note a call; whatever is refused, what was typed stays."""
    found, form = own_booking(number), CallForm.parse(request.form)
    blank = AttendanceForm(shown=len(decisions_of(db.session(), found)), back=request.form.get("back", ""))
    if form.called_at is None or form.result is None:
        return _page(found, blank, call=form)
    who = staff()
    called = Called(number, form.called_at, form.result, who.as_staff, who.office_ids)
    try:
        note_phone_call(called, now=now())
    except (CalledInFuture, CalledBeforeTheDay) as refused:
        complaint = explain_to_staff(refused).sentences
        return _page(own_booking(number), blank, call=form.with_error("called_day", complaint))
    flash(_("電話したことを記録しました。"), "success")
    return redirect(url_for("desk.attendance", number=number, back=blank.back), code=303)


def may_decide(booking: Booking) -> bool:
    """Whether the consultation has begun and was not cancelled."""
    return not booking.status.cancelled and booking.starts_at <= now()


def _where_next(booking: Booking, back: str) -> str:
    if back == SHEET:
        return url_for("desk.home", **View.of(request.form, today=booking.day).address_of(booking.day))
    if back == LIST:
        return url_for("desk.unmarked_consultations")
    return url_for("desk.booking", number=booking.number)


def _page(
    found: Booking, form: AttendanceForm, refused: Refusal | None = None, *, call: CallForm | None = None
) -> tuple[str, int]:
    call = call or CallForm.blank(now=now())
    decisions = decisions_of(db.session(), found)
    when_late = late_from(
        found.starts_at, late_minutes=values_on(db.session(), found.procedure, found.day).late_minutes
    )
    late = now() >= when_late
    number = found.seeker.seeker_number
    shown = page(
        "desk/attendance.html",
        booking=found,
        form=form,
        errors={**call.errors, **form.errors},
        call=call,
        calls=phone_calls_of(db.session(), found),
        call_results=[(result.value, call_result(result)) for result in CallResult],
        shown=len(decisions) if refused else form.shown,
        decisions=decisions,
        attendance=attendance_of(db.session(), found, now=now()),
        choices=kinds_to_choose(found.status, late=late),
        awaited=kinds_to_await(late=late),
        late_from=when_late,
        kinds=DECISIONS.values(),
        no_shows=len(counting_no_shows(db.session(), found.office, number, on=day_of(now()))),
        longest=LONGEST_REASON,
        explanation=explain_to_staff(refused) if refused else None,
    )
    return replace(form, errors={**call.errors, **form.errors}).with_status(shown, refused)
