"""Lets a hold last longer, or gives it up."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from booking.bookings import hold as holds
from booking.bookings.holds import OwnHold
from booking.core.texts import _
from booking.people.permissions import SEEKERS, allow
from booking.web.seeker.blueprint import blueprint
from booking.web.seeker.bookings.own_hold import own_hold
from booking.web.session import now, seeker_id

_STEPS = ("terms", "topic", "confirm")


@blueprint.post("/holds/<token>/extend")
@own_hold
@allow(SEEKERS)
def extend(held: OwnHold) -> ResponseReturnValue:
    """Extend the hold, once, and return to the step (`?step=`) from which it was asked."""
    token = held.token
    holds.extend(token, seeker_id=seeker_id(), now=now())
    flash(_("仮押さえの時間を延ばしました。"), "success")
    step = request.args.get("step")
    return redirect(url_for(f".{step if step in _STEPS else 'terms'}", token=token), code=303)


@blueprint.post("/holds/<token>/give-up")
@own_hold
@allow(SEEKERS)
def give_up(held: OwnHold) -> ResponseReturnValue:
    """Give the slot back and choose again."""
    code = held.procedure.code
    holds.give_up(held.token, seeker_id=seeker_id(), now=now())
    flash(_("仮押さえをやめました。別の日時を選べます。"), "success")
    return redirect(url_for(".procedure", code=code), code=303)
