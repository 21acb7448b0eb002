"""The my-page's home: the next consultation, what is new, and the ways on."""

from flask import render_template

from booking.accounts.permissions import SEEKERS, allow
from booking.announcements import seeker_inbox
from booking.queries.bookings import upcoming_of_seeker
from booking.queries.meetings import meeting_of
from booking.services import services
from booking.web.seeker.door import blueprint
from booking.web.session import now, seeker_id
from database.base import db
from notifier.inbox import unread


@blueprint.get("/mypage")
@allow(SEEKERS)
def my_page() -> str:
    """Next booking and number of unread messages."""
    upcoming = upcoming_of_seeker(db.session(), seeker_id=seeker_id(), now=now())
    following = upcoming[0] if upcoming else None
    return render_template(
        "seeker/my_page.html",
        booking=following,
        details=meeting_of(db.session(), following, services().keys) if following else None,
        more=max(len(upcoming) - 1, 0),
        unread=unread(db.session(), seeker_inbox(seeker_id())),
    )
