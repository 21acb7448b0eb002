"""What is next for whoever has an account and no registration yet: to be recognised, or to register.

A chapter of its own may offer the registration (`offer_registration`); without one, an office does it.
"""

from flask import Flask, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from booking.core.explain import Explanation, explain
from booking.core.texts import _
from booking.people.opening.recognise import recognise
from booking.people.permissions import ACCOUNT_OWNERS, allow
from booking.people.refusals import NotRecognised
from booking.web.seeker.blueprint import blueprint
from booking.web.seeker.bookings.choosing import forget_choice, hold_chosen, remembered_choice
from booking.web.seeker.opening.birth_date_form import BirthDateForm
from booking.web.session import account_owner, now, read_again
from calendars.office_time import day_of

_EXTENSION = "registration_endpoint"


def offer_registration(app: Flask, endpoint: str) -> None:
    """Let the registration begin at the page of this endpoint."""
    app.extensions[_EXTENSION] = endpoint


def is_registration_offered() -> bool:
    """Whether somebody can register online here; otherwise an office does it."""
    return _EXTENSION in current_app.extensions


@blueprint.get("/account/next")
@allow(ACCOUNT_OWNERS)
def next_step() -> ResponseReturnValue:
    """Say what is next; who is registered goes on to my-page."""
    return _page(BirthDateForm()) if account_owner().is_unregistered else redirect(url_for(".my_page"), code=303)


@blueprint.post("/account/next")
@allow(ACCOUNT_OWNERS)
def be_recognised() -> ResponseReturnValue:
    """Open the my-page of who was registered at a counter; a time that was chosen before is held at once."""
    form = BirthDateForm.parse(request.form, today=day_of(now()))
    if form.birth_date is None:
        return form.with_status(_page(form))
    try:
        recognise(account_owner().account_id, form.birth_date, now=now())
    except NotRecognised as refused:
        return form.with_status(_page(form, explain(refused)), refused)
    read_again()
    flash(_("窓口での登録が見つかりました。求職者マイページが開設されました。"), "success")
    choice = remembered_choice()
    forget_choice()
    return hold_chosen(choice) if choice is not None else redirect(url_for(".my_page"), code=303)


def _page(form: BirthDateForm, refusal: Explanation | None = None) -> str:
    return render_template(
        "seeker/account/next_step.html",
        form=form,
        errors=form.errors,
        refusal=refusal,
        registration=current_app.extensions.get(_EXTENSION),
    )
