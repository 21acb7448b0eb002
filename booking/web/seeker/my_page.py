"""The my-page's home: the next consultation, a booking that was begun, what is new, and the ways on."""

from flask import render_template

from booking.announcements.announce import seeker_inbox
from booking.bookings.reads import upcoming_of_seeker
from booking.meetings.reads import meeting_of
from booking.people.permissions import SEEKERS, allow
from booking.people.sign_in.browsers import signed_in_before
from booking.people.validity.reads import validity_of
from booking.services import services
from booking.tables import Seeker
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
    upcoming = upcoming_of_seeker(db.session(), seeker_id=seeker_id(), now=now())
    following = upcoming[0] if upcoming else None
    person = db.session.get_one(Seeker, seeker_id())
    return render_template(
        "seeker/my_page.html",
        own_office=person.office,
        seeker_number=person.seeker_number,
        booking=following,
        details=meeting_of(db.session(), following, services().keys) if following else None,
        begun=begun(),
        suspensions=suspensions_of_seeker(),
        validity=validity_of(db.session(), seeker_id(), today=day_of(now())),
        more=max(len(upcoming) - 1, 0),
        signed_in_before=signed_in_before(session.token()),
        unread=unread(db.session(), seeker_inbox(seeker_id())),
    )
