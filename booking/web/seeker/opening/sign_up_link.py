"""「新規登録」 (Omura guide p. 10) from the mail on: its URL, what is needed 「確認へ進む」, and 「登録する」.

The link may be opened in another browser: it is noted in that one's session, and stands in no address after that. It
fills in nothing, and opening it uses nothing up.
"""

from datetime import UTC, date, datetime

from flask import flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from booking.core.explain import explain
from booking.core.rate_limits import count_sign_in
from booking.core.texts import _
from booking.people.account_keys.refusals import KeyEnded
from booking.people.account_keys.spend import link_was_used
from booking.people.opening import by_link
from booking.people.opening.draft import Draft
from booking.people.permissions import ANYONE, allow
from booking.services import services
from booking.tables import KeyPurpose
from booking.web.seeker.account.sent_key import forget_key
from booking.web.seeker.blueprint import blueprint
from booking.web.seeker.opening.consent import begin_anew, end_or, finish
from booking.web.seeker.opening.sign_up_form import DetailsForm
from booking.web.session import now
from calendars.office_time import day_of
from database.base import db

_KEPT_AS = "sign_up_link"


@blueprint.get("/sign-up/mail/<token>")
@allow(ANYONE)
def follow_sign_up_link(token: str) -> ResponseReturnValue:
    """Take the link of the mail, and go on at an address that does not name it."""
    try:
        _draft(token)
    except KeyEnded as refused:
        return _from_the_start(refused)
    begin_anew()
    session.permanent = True
    session[_KEPT_AS] = token
    return redirect(url_for(".sign_up_details"), code=303)


@blueprint.get("/sign-up/details")
@allow(ANYONE)
def sign_up_details() -> ResponseReturnValue:
    """Ask for what is needed; a birth date that was filled in before stands there."""
    try:
        draft = _draft(_link())
    except KeyEnded as refused:
        return _from_the_start(refused)
    return _details_page(draft, DetailsForm(birth=_parts(draft.birth_date)))


@blueprint.post("/sign-up/details")
@allow(ANYONE)
def fill_in_sign_up() -> ResponseReturnValue:
    """Keep what was filled in, to be shown once more."""
    count_sign_in()
    form = DetailsForm.parse(request.form, today=day_of(now()))
    try:
        draft = _draft(_link())
        if form.birth_date is None or form.errors:
            return form.with_status(_details_page(draft, form))
        by_link.fill_in(_link(), form.birth_date, form.password, keys=services().keys, real_now=datetime.now(UTC))
    except KeyEnded as refused:
        return _from_the_start(refused)
    return redirect(url_for(".confirm_sign_up"), code=303)


@blueprint.get("/sign-up/confirm")
@allow(ANYONE)
def confirm_sign_up() -> ResponseReturnValue:
    """Show what was filled in, but for the password."""
    try:
        draft = _draft(_link())
    except KeyEnded as refused:
        return _from_the_start(refused)
    if draft.birth_date is None:
        return redirect(url_for(".sign_up_details"), code=303)
    return render_template("seeker/account/sign_up_confirm.html", draft=draft)


@blueprint.post("/sign-up/confirm")
@allow(ANYONE)
def open_by_link() -> ResponseReturnValue:
    """Open the account; the sign-in is next, and then the time that was chosen before."""
    try:
        is_my_page = by_link.confirm(_link(), keys=services().keys, now=now(), real_now=datetime.now(UTC))
    except KeyEnded as refused:
        if link_was_used(db.session(), _link(), purpose=KeyPurpose.REGISTER):  # the form was sent twice
            flash(_("アカウントの登録は完了しています。ログインしてください。"), "success")
            return redirect(url_for(".sign_in"), code=303)
        return _from_the_start(refused)
    session.pop(_KEPT_AS, None)
    forget_key(KeyPurpose.REGISTER)
    done = url_for(".opened" if is_my_page else ".signed_up")
    finish(done)
    return redirect(done, code=303)


@blueprint.get("/sign-up/done")
@allow(ANYONE)
def signed_up() -> str:
    """Say that there is an account, and that no counter knows its owner; the page holds nothing of anybody."""
    return render_template("seeker/account/signed_up.html")


def _link() -> str:
    found: str = session.get(_KEPT_AS, "")
    return found


def _draft(link: str) -> Draft:
    return by_link.draft_of_link(db.session(), link, keys=services().keys, real_now=datetime.now(UTC))


def _parts(birth_date: date | None) -> dict[str, str]:
    if birth_date is None:
        return {}
    return {"year": str(birth_date.year), "month": str(birth_date.month), "day": str(birth_date.day)}


def _from_the_start(refused: KeyEnded) -> ResponseReturnValue:
    session.pop(_KEPT_AS, None)
    start = url_for(".sign_up")
    if end_or(start) == start:
        explanation = explain(refused)
        flash(explanation.sentences, "warning")
    return redirect(end_or(start), code=303)


def _details_page(draft: Draft, form: DetailsForm) -> str:
    return render_template("seeker/account/sign_up_details.html", form=form, errors=form.errors, address=draft.address)
