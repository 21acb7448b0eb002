"""Step 確認: everything once more before 申込み."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from booking.bookings import book
from booking.bookings.holds import OwnHold, shown_of
from booking.bookings.refusals import ConsentMissing, DraftChanged, TermsOutdated, TopicMissing
from booking.bookings.rules.eligibility import ends_before
from booking.core.channels import Channel
from booking.core.explain import explain
from booking.people.permissions import SEEKERS, allow
from booking.web.seeker.blueprint import blueprint
from booking.web.seeker.bookings.own_hold import missing_step, own_hold, step_page
from booking.web.seeker.bookings.terms import terms_again
from booking.web.session import now, seeker_id
from calendars.office_time import day_of


@blueprint.get("/holds/<token>/confirm")
@own_hold
@allow(SEEKERS)
def confirm(held: OwnHold) -> ResponseReturnValue:
    """All facts of the booking to be; a step that was left out comes first."""
    step = missing_step(held)
    if step is not None:
        return redirect(url_for(step, token=held.token), code=303)
    return step_page(
        "seeker/confirm.html",
        held,
        shown=shown_of(held),
        carries=held.procedure.on(day_of(held.starts_at)).mail_carries.get(Channel.WEB),
        registration_ends_before=ends_before(held.registration_valid_until, day_of(held.starts_at)),
    )


@blueprint.post("/holds/<token>/confirm")
@allow(SEEKERS)
def submit(token: str) -> ResponseReturnValue:
    """Book what was shown. However often this is sent, there is one booking; the hold is read under its lock alone."""
    try:
        number = book.confirm(token, shown=request.form.get("shown", ""), seeker_id=seeker_id(), now=now())
    except ConsentMissing:
        return redirect(url_for(".terms", token=token), code=303)
    except TopicMissing:
        return redirect(url_for(".topic", token=token), code=303)
    except DraftChanged as refused:
        flash(explain(refused).sentences, "warning")
        return redirect(url_for(".confirm", token=token), code=303)
    except TermsOutdated as refused:
        return terms_again(token, refused)
    return redirect(url_for(".done", number=number), code=303)
