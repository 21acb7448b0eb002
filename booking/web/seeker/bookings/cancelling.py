"""予約を取り消す: shows what is lost, then cancels on one press."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from booking.availability.procedures import rules_of
from booking.bookings import cancel as cancelling
from booking.bookings.reads import booking_of_seeker
from booking.bookings.standing import refuse_unless_may_be_given_back, second_thoughts_of
from booking.core.channels import Channel
from booking.core.text_limits import LONGEST_REASON
from booking.core.texts import _
from booking.people.permissions import SEEKERS, allow
from booking.tables import Booking
from booking.web.forms import line, too_long
from booking.web.seeker.blueprint import blueprint
from booking.web.seeker.bookings.may_change import may_change
from booking.web.seen import seen_revision
from booking.web.session import now, seeker_id
from calendars.office_time import day_of
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
        may_move=_is_on_the_web(found),
        office=found.office,
        reason=reason,
        longest=LONGEST_REASON,
        last_today=second_thoughts_of(db.session(), found, now=now()).last_giving_back,
        errors={"reason": complaint} if complaint else {},
    )


def _is_on_the_web(found: Booking) -> bool:
    """Whether another time could be taken on the web, for some day that is open today."""
    rules, today = rules_of(db.session(), found.procedure), day_of(now())
    return Channel.WEB in rules.channels_between(today, rules.last_open_day(today))
