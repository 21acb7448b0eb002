"""Somebody who left wants to use the my-page again: the counter lets them open it."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from booking.core.texts import _
from booking.leaving.let_open_again import let_open_again
from booking.people.permissions import RECEPTION, allow
from booking.web.desk.blueprint import blueprint
from booking.web.desk.people.seeker_access import opened_seeker, refuse_unless_checked_lately
from booking.web.desk.url_params import SEEKER
from booking.web.session import now, staff


@blueprint.post(f"/seekers/{SEEKER}/open-again")
@allow(RECEPTION)
def open_again(seeker_id: int) -> ResponseReturnValue:
    """From now on they open it as anybody who is registered at a counter."""
    person = opened_seeker(seeker_id)
    refuse_unless_checked_lately(person.id)
    let_open_again(person.id, actor=staff().actor, now=now())
    flash(_("マイページを、もう一度開設できるようにしました。"), "success")
    return redirect(url_for("desk.seeker", seeker_id=seeker_id), code=303)
