"""予約を取り消す: shows what is lost, then cancels on one press."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from booking.bookings import cancel as cancelling
from booking.bookings.reads import booking_of_seeker
from booking.bookings.standing import refuse_unless_may_be_given_back, second_thoughts_of
from booking.core.text_limits import LONGEST_REASON
from booking.core.texts import _
from booking.people.permissions import SEEKERS, allow
from booking.tables import Booking
from booking.web.forms import line, too_long
from booking.web.seeker.blueprint import blueprint
from booking.web.seeker.bookings.may_change import may_change
from booking.web.seen import seen_revision
from booking.web.session import now, seeker_id
from database.base import db


@blueprint.get("/mypage/bookings/<number>/cancel")
@allow(SEEKERS)
def cancel(number: str) -> ResponseReturnValue:
    """What is cancelled and what that means; a booking that cannot be cancelled any more is shown instead."""
    found = booking_of_seeker(db.session(), number, seeker_id=seeker_id())
    if not may_change(found):
        return redirect(url_for(".booking", number=number), code=303)
    refuse_unless_may_be_given_back(db.session(), found, now=now())
    return _page(found)


@blueprint.post("/mypage/bookings/<number>/cancel")
@allow(SEEKERS)
def submit_cancel(number: str) -> ResponseReturnValue:
    """Cancel. However often this is pressed, it is cancelled once."""
    reason = line(request.form, "reason")
    if complaint := too_long(reason, LONGEST_REASON, what=_("理由")):
        found = booking_of_seeker(db.session(), number, seeker_id=seeker_id())
        return _page(found, reason, complaint), 422
    by = cancelling.Canceller(actor=f"seeker:{seeker_id()}", seeker_id=seeker_id())
    cancelling.cancel(number, by, reason=reason, seen=seen_revision(request.form), now=now())
    flash(_("予約を取り消しました。"), "success")
    return redirect(url_for(".booking", number=number), code=303)


def _page(found: Booking, reason: str = "", complaint: str = "") -> str:
    return render_template(
        "seeker/cancel.html",
        booking=found,
        procedure=found.procedure,
        office=found.office,
        reason=reason,
        longest=LONGEST_REASON,
        last_today=second_thoughts_of(db.session(), found, now=now()).last_giving_back,
        errors={"reason": complaint} if complaint else {},
    )
