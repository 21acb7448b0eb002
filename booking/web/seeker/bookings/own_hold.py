"""What the pages of a hold share: whose it is, whether it still counts, which step comes next."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from booking.availability.placed_outside import lost_place
from booking.availability.procedures import current_terms, values_on
from booking.bookings.holds import hold_of
from booking.bookings.rules.holding import UNUSED_HOLDS_A_DAY
from booking.tables import Booking, Hold
from booking.web.seeker.bookings.topic_form import topic_complaint
from booking.web.session import now, seeker_id
from calendars.office_time import day_of
from database.base import db


def own_hold(view: Callable[[Hold], ResponseReturnValue]) -> Callable[[str], ResponseReturnValue]:
    """Give `view` the signed-in seeker's hold (else UnknownHold); a used one leads to its booking."""

    @wraps(view)
    def with_hold(token: str) -> ResponseReturnValue:
        held = hold_of(db.session(), token, seeker_id=seeker_id())
        return to_booking(held) if held.booking_id is not None else view(held)

    return with_hold


def to_booking(held: Hold) -> ResponseReturnValue:
    """To the page that says that the booking is done: back, reload, double click and a second tab all end there."""
    booking = db.session.get_one(Booking, held.booking_id)
    return redirect(url_for(".done", number=booking.number), code=303)


def missing_step(held: Hold) -> str | None:
    """The endpoint of the first step that is still to be taken before the booking can be confirmed."""
    if held.terms_version != current_terms(db.session(), held.procedure, today=day_of(now())).version:
        return ".terms"
    return ".topic" if topic_complaint(held.topic) else None


def step_page(template: str, held: Hold, **facts: Any) -> str:
    """A step's page, with the hold that it belongs to."""
    rules = values_on(db.session(), held.procedure, day_of(held.starts_at))
    return render_template(
        template,
        held=held,
        live=held.ended_at is None and held.expires_at > now(),
        procedure=held.procedure,
        office=held.procedure.office,
        ends_at=held.starts_at + timedelta(minutes=rules.length_minutes),
        rules=rules,
        lost=lost_place(db.session(), held) if held.taken_away else None,
        holds_a_day=UNUSED_HOLDS_A_DAY,
        **facts,
    )
