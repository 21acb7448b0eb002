"""Whether the seeker's mails carry calendar invitations, and who learns what by them."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from booking.core.texts import _
from booking.messages.mail_calendars import takes_invitations
from booking.people.permissions import SEEKERS, allow
from booking.people.switch_invitations import switch_invitations as switching
from booking.web.forms import is_ticked
from booking.web.seeker.blueprint import blueprint
from booking.web.session import now, seeker_id
from database.base import db


@blueprint.get("/mypage/invitations")
@allow(SEEKERS)
def invitations() -> str:
    """The switch, and what a calendar's operator then sees."""
    return render_template("seeker/invitations.html", on=takes_invitations(db.session(), seeker_id()))


@blueprint.post("/mypage/invitations")
@allow(SEEKERS)
def switch_invitations() -> ResponseReturnValue:
    """Switch on or off, as the pressed button says; anything else is off, which tells nobody anything."""
    on = is_ticked(request.form, "on")
    switching(seeker_id(), on=on, now=now())
    if on:
        flash(_("次のメールから、予定の招待を付けます。"), "success")
    else:
        flash(_("予定の招待をやめました。"), "success")
    return redirect(url_for(".invitations"), code=303)
