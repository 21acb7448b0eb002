"""A booking as the office's staff see it, and the reading back of its meeting."""

from collections.abc import Mapping

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from booking.attendance.phone_calls import phone_calls_of
from booking.attendance.reads import Attendance, attendance_of
from booking.attendance.rules.next_step import may_start
from booking.availability.outside_timetable import Outside
from booking.availability.placed_outside import outside_timetable
from booking.availability.procedures import values_on
from booking.availability.words import outside_reason
from booking.bookings.colleagues.counsellors import counsellor_of_booking, counsellors_at
from booking.bookings.colleagues.notes import notes_of
from booking.bookings.day_sheet import meeting_states
from booking.bookings.rules.eligibility import ends_before
from booking.core.captures import TO_BE_STOPPED
from booking.core.text_limits import LONGEST_NOTE
from booking.core.texts import _
from booking.meetings.captures.reads import captures_of
from booking.meetings.reads import is_entered_by_hand
from booking.meetings.reveal import reveal_meeting
from booking.meetings.troubles import is_overdue
from booking.people.permissions import ALL_STAFF, RECEPTION, allow
from booking.services import services
from booking.tables import ApiToken, Booking, MeetingState, Staff
from booking.web.desk.attendance.decide import may_decide
from booking.web.desk.blueprint import blueprint
from booking.web.desk.bookings.seen import note_seen
from booking.web.desk.own_booking import may_move, own_booking, still_open
from booking.web.desk.page import page
from booking.web.desk.people.seeker_access import is_checked, may_open, refuse_unless_checked_lately
from booking.web.one_time_key import fresh_key
from booking.web.one_time_page import show_only_once
from booking.web.security import let_forms_lead_to
from booking.web.session import now, staff
from database.base import db


@blueprint.get("/bookings/<number>")
@allow(ALL_STAFF)
def booking(number: str) -> str:
    """What is booked, and what to say to the caller until the meeting is there; a look at another day is audited."""
    found = own_booking(number)
    note_seen(found)
    return booking_page(found)


def booking_page(found: Booking, *, note: str = "", errors: Mapping[str, str] | None = None) -> str:
    """The page of a booking of the own offices, with a note that is not written yet and what is wrong with it."""
    # What was entered by hand leads to the product's own addresses, whatever the provider's links lead to.
    by_hand, traits = is_entered_by_hand(db.session(), found), services().meetings.traits
    let_forms_lead_to(traits.links.origins if by_hand else traits.start_origins)
    meeting = meeting_states(db.session(), [found])[found.id]
    return page(
        "desk/booking.html",
        booking=found,
        taken_by=_who_took(found),
        meeting=meeting,
        overdue=meeting is MeetingState.WANTED and is_overdue(db.session(), found, now=now()),
        may_reveal=RECEPTION.include(staff()),
        may_open=may_open(found.seeker),
        checked=is_checked(found.seeker_id),
        startable=still_open(found),
        cancellable=RECEPTION.include(staff()) and still_open(found),
        movable=RECEPTION.include(staff()) and may_move(found),
        registration_ends_before=ends_before(found.seeker.registration_valid_until, found.day),
        outside=_why_outside(found),
        decidable=may_decide(found),
        attendance=_attendance(found),
        may_start=may_start(found.starts_at, now=now()),
        calls=phone_calls_of(db.session(), found),
        notes=notes_of(db.session(), found),
        note=note,
        longest_note=LONGEST_NOTE,
        note_key=fresh_key(),
        errors=errors or {},
        counsellor=counsellor_of_booking(db.session(), found),
        counsellors=counsellors_at(db.session(), found.office_id),
        captures=captures_of(db.session(), found),
        to_be_stopped=TO_BE_STOPPED,
    )


@blueprint.post("/bookings/<number>/reveal")
@allow(RECEPTION)
def reveal(number: str) -> ResponseReturnValue:
    """Show meeting ID, passcode and display name to be read out; sent, because each showing is audited."""
    found = own_booking(number)
    refuse_unless_checked_lately(found.seeker_id)
    who = staff()
    details = reveal_meeting(number, actor=who.actor, office_ids=who.office_ids, keys=services().keys, now=now())
    if details.erased:
        flash(_("相談が終わって日がたったため、ミーティングIDとパスコードは消しました。"), "notice")
    if not details.issued:
        return redirect(url_for("desk.booking", number=number), code=303)
    carries = values_on(db.session(), found.procedure, found.day).mail_carries[found.channel]
    show_only_once()  # each showing is audited
    return page("desk/reveal.html", booking=found, details=details, carries=carries)


def _who_took(found: Booking) -> str:
    """Who booked it at the desk, and the API token that was used; empty if the seeker did at a page."""
    facts = []
    if found.booked_by_staff_id:
        facts.append(_("担当：%(name)s", name=db.session.get_one(Staff, found.booked_by_staff_id).name))
    if found.booked_by_token_id:
        token = db.session.get_one(ApiToken, found.booked_by_token_id)
        facts.append(_("API「%(token)s」を使用", token=token.name))
    return _("（%(facts)s）", facts=_("、").join(facts)) if facts else ""


def _attendance(found: Booking) -> Attendance | None:
    """What is known of a consultation that has begun; None before, and for one that was cancelled."""
    return attendance_of(db.session(), found, now=now()) if may_decide(found) else None


def _why_outside(found: Booking) -> list[str]:
    """Why the booking stands outside the present timetable, a sentence for each reason."""
    reasons = outside_timetable(db.session(), [found]).get(found.id, frozenset())
    return [outside_reason(reason) for reason in Outside if reason in reasons]
