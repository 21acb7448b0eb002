"""確認 and 「登録する」: everything once more, then the registration, and what it is and is not."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from booking.core.explain import explain
from booking.people.permissions import ACCOUNT_OWNERS, SEEKERS, allow
from booking.people.validity.reads import validity_of
from booking.portal.registration.pages.blueprint import blueprint
from booking.portal.registration.pages.shown import offices, shown_fields, shown_steps
from booking.portal.registration.pages.steps import own_draft
from booking.portal.registration.refusals import StepsMissing
from booking.portal.registration.send import send_registration
from booking.portal.registration.steps import first_missing
from booking.tables import Seeker
from booking.web.seeker.bookings.choosing import forget_choice, hold_chosen, remembered_choice
from booking.web.session import account_owner, now, read_again, seeker_id
from calendars.office_time import day_of
from database.base import db


@blueprint.get("/registration/confirm")
@allow(ACCOUNT_OWNERS)
def confirm() -> ResponseReturnValue:
    """All steps with what was typed; whoever lacks something is led there."""
    draft = own_draft()
    if not account_owner().is_unregistered:
        return redirect(url_for("registration.summary"), code=303)
    missing = first_missing(draft.steps, draft.complete(offices=offices(), today=day_of(now())))
    if missing:
        return redirect(url_for("registration.step", step_name=missing.value), code=303)
    return render_template(
        "portal/registration/confirm.html",
        steps=[(one, shown_fields(one.step, draft.typed(one.step))) for one in shown_steps(draft)],
        last_day=draft.last_day,
    )


@blueprint.post("/registration/confirm")
@allow(ACCOUNT_OWNERS)
def send() -> ResponseReturnValue:
    """Register; pressed twice it is one registration."""
    try:
        send_registration(account_owner().account_id, now=now())
    except StepsMissing as missing:
        page = render_template("portal/registration/missing.html", refusal=explain(missing), step=missing.step)
        return page, missing.http_status
    read_again()
    return redirect(url_for(".done"), code=303)


@blueprint.get("/registration/done")
@allow(SEEKERS)
def done() -> ResponseReturnValue:
    """求職者マイページ登録完了: until when it is valid, and what only an office opens."""
    seeker = db.session.get_one(Seeker, seeker_id())
    validity = validity_of(db.session(), seeker.id, today=day_of(now()))
    return render_template(
        "portal/registration/done.html", seeker=seeker, validity=validity, chosen=remembered_choice() is not None
    )


@blueprint.post("/registration/done")
@allow(SEEKERS)
def go_on_booking() -> ResponseReturnValue:
    """Go on to the time that was chosen before the registration."""
    choice = remembered_choice()
    forget_choice()
    return hold_chosen(choice) if choice is not None else redirect(url_for("seeker.my_page"), code=303)
