"""The my-page's home: the next consultation, a booking that was begun, what is new, and the ways on."""

from collections.abc import Sequence

from flask import render_template

from booking.announcements.announce import seeker_inbox
from booking.availability.procedures import values_on
from booking.bookings.reads import from_today_of_seeker
from booking.bookings.rules.the_day import Phase, phase_of
from booking.meetings.reads import meeting_of
from booking.messages.cancellations import unread_cancellations
from booking.people.permissions import SEEKERS, allow
from booking.people.sign_in.browsers import signed_in_before
from booking.people.validity.reads import validity_of
from booking.services import services
from booking.tables import Booking, Seeker
from booking.web import session
from booking.web.seeker.blueprint import blueprint
from booking.web.seeker.bookings.own_hold import begun
from booking.web.seeker.suspensions import suspensions_of_seeker
from booking.web.session import now, seeker_id
from calendars.office_time import day_of
from database.base import db
from notifier.inbox import unread


@blueprint.get("/mypage")
@allow(SEEKERS)
def my_page() -> str:
    """Next booking, what was begun and not sent, and number of unread messages."""
    found = from_today_of_seeker(db.session(), seeker_id=seeker_id(), now=now())
    upcoming = [booking for booking in found if booking.ends_at > now()]
    following = upcoming[0] if upcoming else None
    today = _of_today(found)
    new_messages = unread(db.session(), seeker_inbox(seeker_id()))
    person = db.session.get_one(Seeker, seeker_id())
    return render_template(
        "seeker/my_page.html",
        own_office=person.office,
        seeker_number=person.seeker_number,
        today=today,
        phase=_phase(today) if today else Phase.AHEAD,
        rules=values_on(db.session(), today.procedure, today.day) if today else None,
        booking=following,
        details=meeting_of(db.session(), following, services().keys) if following else None,
        begun=begun(),
        suspensions=suspensions_of_seeker(),
        validity=validity_of(db.session(), seeker_id(), today=day_of(now())),
        more=max(len(upcoming) - 1, 0),
        signed_in_before=signed_in_before(session.token()),
        new_messages=new_messages,
        cancellations=unread_cancellations(db.session(), seeker_id=seeker_id()) if new_messages else (),
    )


def _of_today(bookings: Sequence[Booking]) -> Booking | None:
    """Today's consultation: the one that comes next or runs, or else the last that has ended."""
    todays = [booking for booking in bookings if _phase(booking) is not Phase.AHEAD]
    return next((booking for booking in todays if booking.ends_at > now()), todays[-1] if todays else None)


def _phase(booking: Booking) -> Phase:
    return phase_of(booking.starts_at, booking.ends_at, now=now())
