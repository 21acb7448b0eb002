"""What a seeker prints of a booking: how to join before the day, and afterwards that a consultation took place."""

import segno
from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from booking.availability.procedures import values_on
from booking.bookings.reads import booking_of_seeker
from booking.meetings.reads import meeting_of
from booking.people.permissions import SEEKERS, allow
from booking.services import services
from booking.tables import Booking
from booking.web.seeker.blueprint import blueprint
from booking.web.session import now, seeker_id
from calendars.office_time import day_of
from database.base import db


@blueprint.get("/mypage/bookings/<number>/paper")
@allow(SEEKERS)
def paper(number: str) -> ResponseReturnValue:
    """How to join, on one sheet, with the link as text and as a code; what is over leads to its booking."""
    found = booking_of_seeker(db.session(), number, seeker_id=seeker_id())
    if not found.status.open or found.ends_at <= now():
        return _to_booking(found)
    details = meeting_of(db.session(), found, services().keys)
    return render_template(
        "seeker/paper.html",
        booking=found,
        procedure=found.procedure,
        office=found.office,
        rules=values_on(db.session(), found.procedure, found.day),
        details=details,
        join_code=_code_of(details.join_url) if details.issued else None,
    )


@blueprint.get("/mypage/bookings/<number>/record")
@allow(SEEKERS)
def consultation_record(number: str) -> ResponseReturnValue:
    """That a consultation took place, as staff have marked it, and nothing of what was said."""
    found = booking_of_seeker(db.session(), number, seeker_id=seeker_id())
    if not found.status.took_place:
        return _to_booking(found)
    return render_template(
        "seeker/consultation_record.html",
        booking=found,
        procedure=found.procedure,
        office=found.office,
        person=found.seeker,
        today=day_of(now()),
    )


def _to_booking(found: Booking) -> ResponseReturnValue:
    return redirect(url_for(".booking", number=found.number), code=303)


def _code_of(address: str) -> Markup:
    # Within the page: nothing that a browser keeps, or asks for once more, has the link in it.
    return Markup(segno.make(address, micro=False, error="m").svg_inline(scale=4, border=4, light="#ffffff"))  # noqa: S704
