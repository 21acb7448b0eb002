"""What a call has brought: the booking, its meeting as soon as it is there, and what is read out or handed over."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from booking.availability.procedures import values_on
from booking.bookings.day_sheet import meeting_states
from booking.meetings.reads import MeetingDetails
from booking.meetings.reveal import reveal_meeting
from booking.meetings.troubles import is_overdue
from booking.people.permissions import RECEPTION, allow
from booking.services import services
from booking.tables import Booking, MeetingState
from booking.web.desk.blueprint import blueprint
from booking.web.desk.call.page import call_page
from booking.web.desk.own_booking import own_booking
from booking.web.desk.people.seeker_access import is_checked, refuse_unless_checked_lately
from booking.web.one_time_page import show_only_once
from booking.web.session import now, staff
from database.base import db


@blueprint.get("/bookings/<number>/call")
@allow(RECEPTION)
def called(number: str) -> ResponseReturnValue:
    """The booking below its caller; once the check has ended, the booking's own page."""
    found = own_booking(number)
    if not is_checked(found.seeker_id):
        return redirect(url_for("desk.booking", number=number), code=303)
    return _page(found)


@blueprint.post("/bookings/<number>/call/reveal")
@allow(RECEPTION)
def read_out(number: str) -> ResponseReturnValue:
    """Show meeting ID, passcode and display name on the same page; sent, because each showing is audited."""
    found = own_booking(number)
    refuse_unless_checked_lately(found.seeker_id)
    who = staff()
    details = reveal_meeting(number, actor=who.actor, office_ids=who.office_ids, keys=services().keys, now=now())
    if not details.issued:
        return redirect(url_for("desk.called", number=number), code=303)
    show_only_once()
    return _page(found, details)


def _page(found: Booking, details: MeetingDetails | None = None) -> str:
    rules = values_on(db.session(), found.procedure, found.day)
    meeting = meeting_states(db.session(), [found])[found.id]
    return call_page(
        found.seeker,
        "called",
        booking=found,
        details=details,
        meeting=meeting,
        overdue=meeting is MeetingState.WANTED and is_overdue(db.session(), found, now=now()),
        rules=rules,
        carries=rules.mail_carries[found.channel],
    )
